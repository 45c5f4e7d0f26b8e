"""The first page: what Könüllü is, which organisations are here, and where."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konullu.organisations.directions import DIRECTIONS, Direction
from konullu.organisations.queries.public import districts_with_organisations, public_numbers, public_organisations
from konullu.web.portal.district_map import drawn

CARDS = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Four queries, whoever reads it."""
    language = get_language() or "az"
    organisations = public_organisations(limit=CARDS, language=language)
    districts = districts_with_organisations(language=language) if organisations else []
    words = {
        "cards": list(zip(organisations, covers_for([card.directions for card in organisations]), strict=True)),
        "directions": DIRECTIONS,
        "organisations": organisations,
        "numbers": public_numbers() if organisations else None,
        "map": drawn(districts) if districts else None,
    }
    return render(request, "portal/home.html", words)


def covers_for(shown: list[list[Direction]]) -> list[str]:
    """For each card the direction that is rarest on this page, so that neighbours do not wear the same weave."""
    counts = Counter(direction.code for directions in shown for direction in directions)
    return [
        min(reversed(directions), key=lambda direction: counts[direction.code]).code if directions else ""
        for directions in shown
    ]
