"""An opportunity with days, for the reader's own calendar."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konullu.opportunities.formats.calendar import MEDIA_TYPE, calendar_of
from konullu.opportunities.queries.offers import view_of
from konullu.opportunities.queries.reading import opportunity_visible_to
from konullu.web.portal.structured import links_of
from konullu.web.ui.offers import Offer


@require_safe
def calendar_file(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """An .ics file. What has no days has none: 404."""
    view = view_of(opportunity_visible_to(request.user, opportunity_id))
    if view.starts_at is None:
        raise Http404
    language = get_language() or "az"
    links = links_of(Offer(view, language, request.now))
    answer = HttpResponse(calendar_of(view, language=language, links=links, now=request.now), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{view.slug}.ics"'
    return answer
