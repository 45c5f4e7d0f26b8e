"""The first page: what can be done this week, which organisations are here, and where."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konullu.organisations.directions import DIRECTIONS, Direction
from konullu.organisations.queries.public import districts_with_organisations, public_numbers, public_organisations
from konullu.search.queries.finding import find
from konullu.search.rules.asking import Asking
from konullu.search.rules.found import Found
from konullu.search.words import Sort, When
from konullu.web.portal.district_map import drawn
from konullu.web.ui.numbers import grouped
from konullu.web.ui.offer_cards import cards_of
from konullu.web.ui.offers import Subject
from konullu.web.ui.search_words import region_name

OFFERS = 6
ORGANISATIONS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The same for every stranger; it moves with the search's documents."""
    language = get_language() or "az"
    organisations = public_organisations(limit=ORGANISATIONS, language=language)
    districts = districts_with_organisations(language=language) if organisations else []
    words = {
        **offers(language, request.now),
        "cards": list(zip(organisations, covers_for([card.directions for card in organisations]), strict=True)),
        "directions": DIRECTIONS,
        "organisations": organisations,
        "numbers": public_numbers() if organisations else None,
        "map": drawn(districts) if districts else None,
    }
    return render(request, "portal/home.html", words)


def offers(language: str, now: datetime) -> dict[str, Any]:
    """The opportunities of this week; when there are few, those that are there at all."""
    everything = find(Asking(), language=language, now=now, limit=OFFERS)
    if not everything.cards:
        return {"offers": []}
    week = find(Asking(when=When.WEEK.value, sort=Sort.SOONEST.value), language=language, now=now, limit=OFFERS)
    is_week = len(week.cards) >= OFFERS // 2
    shown = week if is_week else everything
    total = grouped(everything.total, language)
    return {
        "offers": cards_of(shown.cards, language, now),
        "offers_title": _("They wait for volunteers this week") if is_week else _("They wait for volunteers"),
        "offers_total": total if everything.total_is_exact else f"{total}+",
        "regions": regions(everything, language),
        "whens": [(when.value, when.label) for when in When],
        "chips": quick_ways(),
    }


def quick_ways() -> list[Subject]:
    """Searches that many people make, one tap each."""
    page = reverse("portal:opportunities")
    ways = (
        ("when=weekend", When.WEEKEND.label),
        ("remote=1", _("From home, online")),
        ("hours=2", _("Up to 2 hours a week")),
        ("age=16", _("From the age of %(least)s") % {"least": 16}),
    )
    return [Subject(words=words, url=f"{page}?{query}") for query, words in ways]


def regions(found: Found, language: str) -> list[tuple[str, str]]:
    """Districts where there is something, by name."""
    codes = [value.code for value in found.facets.get("region", ()) if value.count]
    return sorted(((code, region_name(code, language)) for code in codes), key=lambda pair: pair[1])


def covers_for(shown: list[list[Direction]]) -> list[str]:
    """For each card the direction that is rarest on this page, so that neighbours do not wear the same weave."""
    counts = Counter(direction.code for directions in shown for direction in directions)
    return [
        min(reversed(directions), key=lambda direction: counts[direction.code]).code if directions else ""
        for directions in shown
    ]
