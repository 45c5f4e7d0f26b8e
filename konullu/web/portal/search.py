"""Finding an opportunity: a list first, a map of the same list second. Every state of both is an address."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konullu.places.printed import outline_rings
from konullu.search.operations import tallies
from konullu.search.queries.finding import find
from konullu.search.queries.spots import spots
from konullu.search.rules.address import asking_from
from konullu.web.portal import spot_map
from konullu.web.portal.find_page import PAGE, FindPage
from konullu.web.portal.page_cache import KEPT, keep
from konullu.web.portal.spot_map import Spot


@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """The list. Whatever stands in the address, the answer is a page: what can't be used is said and left out."""
    version = KEPT.current_version()
    page = _asked(request, "portal:opportunities")
    response = _answer(request, page, "portal/opportunities.html")
    ids, asking = [card.id for card in page.found.cards], page.asking
    return keep(
        response,
        version=version,
        count=lambda now: tallies.show(opportunity_ids=ids, page=asking.page, per_page=PAGE, sort=asking.sort, now=now),
    )


@require_safe
def opportunities_map(request: HttpRequest) -> HttpResponse:
    """The same search as numbers on a map: by district, or by point where the reader looks closer."""
    version = KEPT.current_version()
    page = _asked(request, "portal:opportunities_map")
    if wants_points(page):
        found = [Spot(*spot) for spot in spots(page.asking, now=request.now)]
        drawing = spot_map.drawn(found, box=page.asking.box, rings=outline_rings(), tiles=settings.TILES_URL)
        page = replace(page, spots=drawing)
    return keep(_answer(request, page, "portal/opportunities_map.html"), version=version)


def wants_points(page: FindPage) -> bool:
    """Districts are the overview; a part of the map, one district, or places elsewhere are drawn as points."""
    asking = page.asking
    return bool(asking.box or asking.near or asking.regions) or page.map is None


def _asked(request: HttpRequest, route: str) -> FindPage:
    asking, problems = asking_from(request.GET)
    language = get_language() or "az"
    found = find(asking, language=language, now=request.now, limit=PAGE)
    return FindPage(asking, found, problems, language, request.now, route)


def _answer(request: HttpRequest, page: FindPage, template: str) -> HttpResponse:
    response = render(request, template, {"find": page, "tiles_credit": settings.TILES_CREDIT})
    # For htmx, always: forms send their empty fields too, and a kept page is the same for everybody.
    response["HX-Push-Url"] = page.url(page.asking)
    return response
