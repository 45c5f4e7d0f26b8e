"""The search itself: one page of answers with everything that helps to ask better."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from konullu.search.queries.counting import counts as counted
from konullu.search.queries.helping import did_you_mean, relaxations
from konullu.search.queries.listing import Row, listed
from konullu.search.rules.address import PAGES
from konullu.search.rules.asking import Asking
from konullu.search.rules.cards import card_of
from konullu.search.rules.found import Card as Card
from konullu.search.rules.found import FacetValue as FacetValue
from konullu.search.rules.found import Found as Found
from konullu.search.rules.found import Relaxation as Relaxation
from konullu.search.words import Sort

FEW = 3  # with fewer answers another spelling is offered


def find(asking: Asking, *, language: str, now: datetime, limit: int = 20) -> Found:
    """One page of what fits, its number, and what each filter would give."""
    counts = counted(asking, now=now)
    skip = (asking.page - 1) * limit
    rows = listed(asking, now=now, limit=limit, skip=skip) if counts.total > skip else []
    return Found(
        cards=cards_of(rows, language=language),
        total=counts.total,
        total_is_exact=counts.total_is_exact,
        facets=counts.facets,
        pages=min(max(1, -(-counts.total // limit)), PAGES),
        did_you_mean=did_you_mean(asking, now=now) if asking.text and counts.total < FEW else "",
        relaxations=relaxations(asking, now=now) if not counts.total else (),
    )


def cards(asking: Asking, *, language: str, now: datetime, limit: int = 20, skip: int = 0) -> list[Card]:
    """Only the list: for feeds, letters and small boxes."""
    return cards_of(listed(asking, now=now, limit=limit, skip=skip), language=language)


def new_cards(asking: Asking, *, language: str, now: datetime, since: datetime, limit: int) -> list[Card]:
    """What of it was published after a moment, the newest first."""
    by_day = replace(asking, sort=Sort.NEWEST, page=1)
    return [card for card in cards(by_day, language=language, now=now, limit=limit) if card.published_at > since]


def newest(*, language: str, now: datetime, limit: int = 6) -> list[Card]:
    """What was published last."""
    return cards(Asking(sort=Sort.NEWEST), language=language, now=now, limit=limit)


def cards_of(rows: Sequence[Row], *, language: str) -> list[Card]:
    """The cards of these lines, in their order."""
    return [
        card_of(
            json.loads(row.card),
            opportunity_id=row.id,
            published_at=row.published_at,
            point=(row.latitude, row.longitude),
            language=language,
            km=row.km,
        )
        for row in rows
    ]
