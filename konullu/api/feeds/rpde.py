"""Realtime Paged Data Exchange 1.0: all that is or was public, with the Volunteering Data Standard inside.

A reader begins without parameters, goes on with `next` for ever, and so sees each change and each end. The last page
is the one whose `next` leads to itself. https://www.w3.org/2017/08/realtime-paged-data-exchange/
"""

import json
import re
from typing import Any
from urllib.parse import urlencode, urljoin
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from konullu.api.links import links_of
from konullu.api.problems import problem
from konullu.opportunities.formats.vds import activity
from konullu.opportunities.queries.feed import FeedItem, Mark, feed_page, moment_of

MEDIA_TYPE = "application/vnd.openactive.rpde+json; version=1"
KIND = "VolunteerOpportunity"
PAGE = 500
# A page with items may be kept long: what comes later stands behind its last item, on the page that `next` names.
PAGE_SECONDS = 3600
LAST_PAGE_SECONDS = 8
_SHAPES = {"afterTimestamp": r"[0-9]{1,17}", "afterId": r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"}


@require_safe
@conditional_page
def opportunities(request: HttpRequest) -> HttpResponse:
    wrong = [name for name, shape in _SHAPES.items() if not re.fullmatch(shape, request.GET.get(name, ""))]
    if wrong and (len(wrong) < len(_SHAPES) or any(name in request.GET for name in _SHAPES)):
        return _not_a_mark(wrong)
    after = None if wrong else _mark(request)
    items = feed_page(after=after, limit=PAGE)
    last = items[-1] if items else None
    following = (last.modified, last.opportunity_id) if last else _given(request)
    body = {
        "next": _address(following),
        "items": [_item(item) for item in items],
        "license": settings.DATA_LICENSE_URL,
    }
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA_TYPE)
    seconds = PAGE_SECONDS if items else LAST_PAGE_SECONDS
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _item(item: FeedItem) -> dict[str, Any]:
    told = {"id": str(item.opportunity_id), "modified": item.modified, "kind": KIND}
    if item.view is None:
        return {"state": "deleted", **told}
    links = links_of(item.view, language=item.view.main_language)
    return {"state": "updated", **told, "data": activity(item.view, links=links, license=settings.DATA_LICENSE)}


def _mark(request: HttpRequest) -> Mark:
    modified, opportunity_id = request.GET["afterTimestamp"], request.GET["afterId"]
    return moment_of(int(modified)), UUID(opportunity_id)


def _given(request: HttpRequest) -> tuple[str, str] | None:
    return (request.GET["afterTimestamp"], request.GET["afterId"]) if "afterId" in request.GET else None


def _address(mark: tuple[Any, Any] | None) -> str:
    asked = urlencode({"afterTimestamp": mark[0], "afterId": mark[1]}) if mark else ""
    return urljoin(settings.PUBLIC_URL, reverse("feeds:rpde_opportunities")) + (f"?{asked}" if asked else "")


def _not_a_mark(wrong: list[str]) -> HttpResponse:
    errors = [
        {"code": "invalid", "field": f"query.{name}", "detail": _("Take both values as the last page gave them.")}
        for name in wrong
    ]
    return problem(400, "invalid", detail=_("The place in the feed can't be read."), errors=errors)
