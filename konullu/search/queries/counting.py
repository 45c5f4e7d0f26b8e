"""How many fit, and how many would with each value of each filter."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection

from konullu.search.queries import blocks
from konullu.search.queries.conditions import where
from konullu.search.queries.looking import look_often, look_once
from konullu.search.queries.shares import shares
from konullu.search.queries.version import version_of_documents
from konullu.search.rules.asking import Asking
from konullu.search.rules.found import FacetValue
from konullu.search.rules.marks import today_of

EXACT_TO = 1000
KEPT = 200  # counts that a process keeps until the documents change; nearly everybody asks the same
LOOKED_AT = 2000  # documents whose tags are counted one by one
SMALL = 3000  # documents in all, below which that is done always


@dataclass(frozen=True, kw_only=True)
class Counts:
    """total and facets of one asking. The facets of a chosen filter count as if it were not chosen."""

    total: int
    total_is_exact: bool
    facets: Mapping[str, Sequence[FacetValue]]


_kept: OrderedDict[tuple[Asking, date, int], Counts] = OrderedDict()
_lock = threading.Lock()


def total_of(asking: Asking, *, now: datetime) -> tuple[int, bool]:
    """Exact to a thousand."""
    clause, values = where(asking, now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM search_document WHERE {clause} LIMIT %s) fit",
            [*values, EXACT_TO + 1],
        )
        row = cursor.fetchone()
    count = int(row[0]) if row else 0
    return min(count, EXACT_TO), count <= EXACT_TO


def counts(asking: Asking, *, now: datetime) -> Counts:
    """Total and facets. Where there are few documents they are looked at; else bit strings count what they know."""
    if shares().documents < SMALL or not blocks.is_countable(asking, now):
        return counts_one_by_one(asking, now=now)
    key = (replace(asking, page=1, sort=""), today_of(now), version_of_documents())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = counts_by_blocks(asking, now=now)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def counts_by_blocks(asking: Asking, *, now: datetime) -> Counts:
    """By the blocks, for an asking that they know."""
    tally = blocks.tally(asking, now=now)
    facets = {name: _values(found, is_whole=True) for name, found in tally.values.items()}
    return Counts(total=tally.total, total_is_exact=True, facets=facets)


def counts_one_by_one(asking: Asking, *, now: datetime) -> Counts:
    """By looking at those that fit; where they are more than LOOKED_AT, the counts are what was seen at least."""
    look = look_once(asking, now=now, most=LOOKED_AT) or look_often(asking, now=now, most=LOOKED_AT)
    facets = {name: _values(found, is_whole=look.is_whole(name)) for name, found in look.values.items()}
    return Counts(total=min(look.total, LOOKED_AT), total_is_exact=look.total <= LOOKED_AT, facets=facets)


def _values(counts: Mapping[str, int], *, is_whole: bool) -> list[FacetValue]:
    """Most first; above a thousand the number is a thousand at least."""
    ordered = sorted(((code, count) for code, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))
    return [
        FacetValue(code=str(code), count=min(count, EXACT_TO), is_exact=is_whole and count <= EXACT_TO)
        for code, count in ordered
    ]
