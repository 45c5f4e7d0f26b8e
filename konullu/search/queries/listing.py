"""Which documents a list shows, in its order.

Two ways lead to the same list. Where much fits, we walk along the order and take what fits, over WALK documents at
most; where little fits, the index gives all that do and they are sorted. The planner's statistics say which is shorter;
who was sent the wrong way, or did not find enough, tries the other. Of what fits the words of a query or a point, only
the CANDIDATES that come first by score (or distance) are ranked among each other; those behind follow in plain order.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from konullu.search.queries.conditions import KM, Part, km_values, where
from konullu.search.queries.shares import share_of, shares
from konullu.search.rules.asking import Asking
from konullu.search.rules.documents import north_of
from konullu.search.rules.stems import query_words, tsquery
from konullu.search.words import Sort

WALK = 8000  # documents of a walk
CANDIDATES = 300
MANY = 3000  # documents that the index may give before a walk is tried: the statistics were wrong
ALL = 2_000_000_000
WALK_FROM = 0.01  # share of documents that must fit for a walk
SMALL = 20_000  # below so many documents in all the index is asked
NEARNESS_KM = 30.0  # at this distance a third is left of the score
COLUMNS = "id, published_at, latitude, longitude"
MORE = 20  # neighbours beyond the page, so that the true distance can put them in order


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    id: UUID
    published_at: datetime
    latitude: float | None
    longitude: float | None
    km: float | None
    card: str  # the JSON of rules.cards
    seen: int = 0  # how many fit, where that is known


@dataclass(frozen=True)
class Order:
    """An ORDER BY with its values: along an index, and the better one among candidates (empty: the same)."""

    plain: str
    values: list[Any]
    rank: str = ""
    rank_values: tuple[Any, ...] = ()


def listed(asking: Asking, *, now: datetime, limit: int, skip: int = 0) -> list[Row]:
    """So many lines after the first `skip` ones."""
    order = order_of(asking)
    if _is_only_near(asking):
        return _ranked_walk(asking, now, order, limit, skip, skip + limit + MORE)
    if not _walks(asking, now):
        rows = _by_index(asking, now, order, limit, skip, most=MANY)
        if rows is not None:
            return rows
    among = skip + limit + MORE if asking.sort == Sort.NEAREST else CANDIDATES
    if order.rank and skip + limit <= among:
        rows = _ranked_walk(asking, now, order, limit, skip, among)
    else:
        rows = _walk(asking, now, order, limit, skip)
    if len(rows) == limit:
        return rows
    return _by_index(asking, now, order, limit, skip, most=ALL) or []


def _is_only_near(asking: Asking) -> bool:
    """The nearest of all: the first neighbours are the answer, and beyond the circle nothing is."""
    plain = Asking(near=asking.near, sort=Sort.NEAREST, page=asking.page)
    return asking.near is not None and asking == plain


def order_of(asking: Asking) -> Order:
    """The order that the asking wishes."""
    if asking.sort == Sort.NEWEST:
        return Order("published_at DESC, id", [])
    if asking.sort == Sort.SOONEST:
        return Order("soonest_at, id", [])
    near = asking.near
    if near and asking.sort == Sort.NEAREST:
        # On the map the order is nearly right; among candidates the true distance decides.
        return Order(*_nearest(asking), rank=KM, rank_values=tuple(km_values(near)))
    rank, values = "-score", []
    if words := query_words(asking.text):
        rank += " * (1 + 4 * ts_rank('{0.05, 0.2, 0.4, 1.0}', words, %s::tsquery))"
        values.append(tsquery(words))
    if near:
        rank += f" * exp(-({KM}) / {NEARNESS_KM})"
        values += km_values(near)
        return Order(*_nearest(asking), rank=rank, rank_values=tuple(values))
    return Order("score DESC, id", [], rank=rank if words else "", rank_values=tuple(values))


def _nearest(asking: Asking) -> tuple[str, list[Any]]:
    near = asking.near
    assert near is not None  # the callers have looked
    return "point(longitude, north) <-> point(%s, %s)", [near.longitude, north_of(near.latitude)]


def _walks(asking: Asking, now: datetime) -> bool:
    return shares().documents >= SMALL and share_of(asking, now) >= WALK_FROM


def _walk(asking: Asking, now: datetime, order: Order, limit: int, skip: int) -> list[Row]:
    inner, values = _walked(asking, now, order, limit + skip)
    return _rows(asking, f"SELECT *, row_number() OVER () AS place FROM ({inner}) walked OFFSET %s", [*values, skip])


def _ranked_walk(asking: Asking, now: datetime, order: Order, limit: int, skip: int, among: int) -> list[Row]:
    inner, values = _walked(asking, now, order, among)
    sql = f"SELECT *, row_number() OVER (ORDER BY {order.rank}, id) AS place FROM ({inner}) walked"
    return _rows(asking, f"{sql} ORDER BY place LIMIT %s OFFSET %s", [*order.rank_values, *values, limit, skip])


def _walked(asking: Asking, now: datetime, order: Order, take: int) -> Part:
    """The first that fit among the first WALK of the order."""
    clause, values = where(asking, now)
    along = take if _is_only_near(asking) else WALK
    return (
        "SELECT * FROM (SELECT * FROM search_document WHERE listed_until > %s"
        f" ORDER BY {order.plain} LIMIT {along}) along WHERE {clause} LIMIT %s",
        [now, *order.values, *values, take],
    )


def _by_index(asking: Asking, now: datetime, order: Order, limit: int, skip: int, *, most: int) -> list[Row] | None:
    """All that fit, sorted; None when they are more than `most`. Materialised, so that the planner does not walk."""
    clause, values = where(asking, now)
    by = "rank, id" if order.rank else order.plain
    sql = (
        f"WITH fit AS MATERIALIZED (SELECT {COLUMNS}, score, soonest_at, {order.rank or '0'} AS rank"
        f" FROM search_document WHERE {clause} LIMIT %s), seen AS (SELECT count(*) AS seen FROM fit)"
        f" SELECT *, row_number() OVER (ORDER BY {by}) AS place FROM fit, seen ORDER BY place LIMIT %s OFFSET %s"
    )
    if shares().documents < SMALL:
        most = ALL
    rows = _rows(asking, sql, [*order.rank_values, *values, most + 1, limit, skip], and_seen=True)
    return None if rows and rows[0].seen > most else rows


def _rows(asking: Asking, sql: str, values: list[Any], *, and_seen: bool = False) -> list[Row]:
    """The lines with their cards, one statement. sql: with a column `place` that says the order."""
    km, km_of = (KM, km_values(asking.near)) if asking.near else ("NULL", [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, {km} AS km, content::text{', seen' if and_seen else ''} FROM ({sql}) AS page"
            " JOIN search_card ON document_id = id ORDER BY place",
            [*km_of, *values],
        )
        return [Row(*row) for row in cursor.fetchall()]
