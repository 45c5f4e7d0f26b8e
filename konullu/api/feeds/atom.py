"""Any search as an Atom feed (RFC 4287): the address of a search, with another path."""

from dataclasses import replace
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe

from konullu.api.links import absolute
from konullu.organisations.directions import BY_CODE
from konullu.search.queries.finding import find
from konullu.search.rules.address import address_of, asking_from
from konullu.search.rules.found import Card
from konullu.search.words import Sort

ENTRIES = 50
SECONDS = 300


class _Feed(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"


@require_safe
@conditional_page
def opportunities(request: HttpRequest, language: str) -> HttpResponse:
    """The newest answers to a search. What of the address can't be used is left out, as on the page."""
    asking, _problems = asking_from(request.GET)
    asking = replace(asking, sort=Sort.NEWEST, page=1)
    with override(language):
        found = find(asking, language=language, now=request.now, limit=ENTRIES)
        feed = _feed(address_of(replace(asking, sort="")), asking.text, language)
        for card in found.cards:
            _add(feed, card, language)
        answer = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    return answer


def _feed(asked: str, words: str, language: str) -> _Feed:
    here = urljoin(settings.PUBLIC_URL, reverse("feeds:atom_opportunities", kwargs={"language": language}))
    page = absolute("portal:opportunities", language=language)
    query = f"?{asked}" if asked else ""
    title = _("Könüllü: opportunities “%(words)s”") % {"words": words} if words else _("Könüllü: opportunities")
    return _Feed(
        title=title,
        link=page + query,
        description=_("What is new on Könüllü."),
        language=language,
        feed_url=here + query,
        feed_guid=here + query,
    )


def _add(feed: _Feed, card: Card, language: str) -> None:
    page = absolute("portal:opportunity", language=language, opportunity_id=card.id, slug=card.slug)
    region = card.region_name(language)
    feed.add_item(
        title=card.title,
        link=f"{page}?from=feed",
        # Readers take it for HTML.
        description=escape(" · ".join(part for part in (card.summary, region, card.schedule) if part)),
        unique_id=f"urn:uuid:{card.id}",
        author_name=card.organisation,
        pubdate=card.published_at,
        updateddate=card.published_at,
        categories=[str(card.kind.label), *([str(BY_CODE[card.direction].label)] if card.direction in BY_CODE else [])],
    )
