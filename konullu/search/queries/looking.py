"""Counting by looking at each document that fits: right at once, and for a few thousand fast enough."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from konullu.search.queries.conditions import where
from konullu.search.queries.shares import share_of, shares
from konullu.search.rules.asking import Asking
from konullu.search.rules.marks import FACETS, choices, today_of, window, window_of, without_filters
from konullu.search.words import When


@dataclass
class Look:
    """What was seen: how many fit, by field and code; `cut` names the filters whose values there were too many for."""

    total: int = 0
    values: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    filters: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)

    def is_whole(self, name: str) -> bool:
        return (name if name in self.filters else "") not in self.cut


def look_once(asking: Asking, *, now: datetime, most: int) -> Look | None:
    """One look at what fits when no filter with counts is asked; None when that is too much.

    Whether a document fits each filter is noted beside it, so each count takes the filters that concern it.
    """
    chosen = _chosen(asking)
    wider = without_filters(asking)
    known = shares().documents
    if known > most and share_of(wider, now) * known > 2 * most:
        return None
    rows = _fetched(*_once(asking, now, chosen, most))
    seen = next(row for row in rows if row[0] == "total")
    if seen[4] > most:
        return None
    look = Look(total=seen[2], filters=set(chosen))
    look.values["when"] = dict(zip(When, seen[3], strict=True))
    for name, code, count, *_ in rows:
        if name != "total" and count:
            look.values[name][code] = count
    return look


def _once(asking: Asking, now: datetime, chosen: Sequence[str], most: int) -> tuple[str, list[Any]]:
    clause, values = where(asking, now, without=chosen)
    fits, fit_values = _fits(asking, now)
    windows, days = _windows(now)
    others = {name: " AND ".join(f"f_{other}" for other in fits if other != name) or "true" for name in ["", *fits]}
    counted = " ".join(f"WHEN '{name}' THEN {others[name]}" for name in fits if name != "when")
    whens = ", ".join(
        f"count(*) FILTER (WHERE {others['when' if 'when' in fits else '']} AND {one})" for one in windows
    )
    columns = "".join(f", {sql} AS f_{name}" for name, sql in fits.items())
    case = f"CASE field {counted} ELSE {others['']} END" if counted else others[""]
    sql = (
        f"WITH fit AS MATERIALIZED (SELECT tags, first_day, last_day{columns} FROM search_document WHERE {clause}"
        f" LIMIT %s) SELECT 'total', '', count(*) FILTER (WHERE {others['']}), ARRAY[{whens}], count(*) FROM fit"
        f" UNION ALL SELECT field, code, count(*) FILTER (WHERE {case}), NULL, 0"
        " FROM fit, unnest(tags) AS tag JOIN search_mark ON search_mark.id = tag"
        " WHERE field = ANY(%s) GROUP BY field, code"
    )
    return sql, [*fit_values, *values, most + 1, *days, list(FACETS)]


def _fits(asking: Asking, now: datetime) -> tuple[dict[str, str], list[Any]]:
    """For each chosen filter with counts: the expression that says whether a document fits it."""
    fits: dict[str, str] = {}
    values: list[Any] = []
    for choice in choices(asking):
        fits[choice.field] = "arrayoverlap(tags, %s::int[])"
        values.append(list(choice.marks))
    if asking.when and (days := window(asking, today_of(now))):
        fits["when"] = "first_day <= %s AND last_day >= %s"
        values += [days[1], days[0]]
    return fits, values


def look_often(asking: Asking, *, now: datetime, most: int) -> Look:
    """A look at what fits, and one more for each chosen filter without it; each at so many at most."""
    chosen = _chosen(asking)
    look = Look(filters=set(chosen))
    for without in ["", *chosen]:
        fields = [without] if without else [name for name in FACETS if name not in chosen]
        seen, tags, whens = _look(asking, now, without, fields, most)
        if seen > most:
            look.cut.add(without)
        if not without:
            look.total = seen
        for name, code, count in tags:
            look.values[name][code] = count
        if without == "when" or (not without and not asking.when):
            look.values["when"] = whens
    return look


def _look(
    asking: Asking, now: datetime, without: str, fields: Sequence[str], most: int
) -> tuple[int, list[tuple[str, str, int]], dict[str, int]]:
    clause, values = where(asking, now, without=[without])
    windows, days = _windows(now)
    whens = ", ".join(f"count(*) FILTER (WHERE {one})" for one in windows)
    sql = (
        f"WITH fit AS MATERIALIZED (SELECT tags, first_day, last_day FROM search_document WHERE {clause} LIMIT %s),"
        " counted AS (SELECT tag, count(*) AS n FROM fit, unnest(tags) AS tag GROUP BY tag)"
        f" SELECT 'total', '', count(*), ARRAY[{whens}] FROM fit"
        " UNION ALL SELECT field, code, n, NULL FROM counted JOIN search_mark ON search_mark.id = tag"
        " WHERE field = ANY(%s)"
    )
    rows = _fetched(sql, [*values, most + 1, *days, list(fields)])
    seen = next(row for row in rows if row[0] == "total")
    return seen[2], [row[:3] for row in rows if row[0] != "total"], dict(zip(When, seen[3] or (), strict=False))


def _chosen(asking: Asking) -> list[str]:
    """The filters that are asked and counted."""
    return [*dict.fromkeys(choice.field for choice in choices(asking)), *(["when"] if asking.when else [])]


def _windows(now: datetime) -> tuple[list[str], list[date]]:
    """An expression for each window of days, and the values of all of them."""
    windows = [window_of(when, today_of(now)) for when in When]
    return ["first_day <= %s AND last_day >= %s"] * len(windows), [day for one in windows for day in (one[1], one[0])]


def _fetched(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
