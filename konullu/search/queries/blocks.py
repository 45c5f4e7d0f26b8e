"""Counting by bit strings: a filter is an AND, a count a number of ones. Exact at any size, some seconds late."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from konullu.search.rules.asking import Asking
from konullu.search.rules.marks import (
    EVERY,
    FACETS,
    choices,
    days_marks,
    marks_left_out,
    today_of,
    window,
    window_of,
)
from konullu.search.words import When

DAYS_AT_MOST = 92  # in a row that are OR-ed


@dataclass(frozen=True)
class Group:
    """At least one of these marks. field: the filter whose values are counted without it."""

    field: str
    marks: Sequence[int]


@dataclass(frozen=True)
class Tally:
    """Numbers of ones: in all, and by field and code."""

    total: int
    values: dict[str, dict[str, int]]


def is_countable(asking: Asking, now: datetime) -> bool:
    """Whether bit strings know everything that is asked."""
    if asking.text or asking.organisation or asking.near or asking.box:
        return False
    days = window(asking, today_of(now))
    return days is None or (days[1] - days[0]).days < DAYS_AT_MOST


def tally(asking: Asking, *, now: datetime) -> Tally:
    """Total and facets of an asking that is countable; one statement."""
    sql, values = _statement(asking, now)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[str, str, int]] = cursor.fetchall()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for field, code, count in rows:
        found[field][code] = int(count or 0)
    return Tally(total=found.pop("total")[""], values=found)


def _statement(asking: Asking, now: datetime) -> tuple[str, list[Any]]:
    """Numbers are taken where the bits are read, so that no bits are sorted or kept."""
    statement = _Statement()
    groups = list(_groups(asking, now))
    for number, group in enumerate(groups):
        statement.add(f"g{number}", f"{_OR} WHERE mark = ANY(%s) GROUP BY number", [list(group.marks)])
    left_out = [list(marks_left_out(asking)), bool(asking.languages), list(asking.languages)]
    statement.add("off", f"{_OR} WHERE mark = ANY(%s || {_NEEDS}) GROUP BY number", left_out)
    chosen = list(dict.fromkeys(group.field for group in groups if group.field))
    for number, without in enumerate(["", *chosen]):
        statement.add(f"base{number}", _base(without, groups))
        fields = [without] if without else [name for name in FACETS if name not in chosen]
        statement.count(f"SELECT mark, bit_count(block.bits & base.bits) AS n FROM base{number} AS base"
                        f" JOIN search_block AS block USING (number) WHERE mark = ANY({_MARKS})", [fields])  # fmt: skip
    days = [(str(when), mark) for when in When for mark in days_marks(window_of(when, today_of(now)))]
    statement.add("days", _DAYS, [[code for code, _ in days], [mark for _, mark in days]])
    base_of_days = f"base{chosen.index('when') + 1 if asking.when else 0}"
    return statement.whole(base_of_days)


_OR = "SELECT number, bit_or(bits) AS bits FROM search_block"
_NEEDS = "ARRAY(SELECT id FROM search_mark WHERE field = 'needs' AND %s AND code <> ALL(%s))"
_MARKS = "ARRAY(SELECT id FROM search_mark WHERE field = ANY(%s))"
_DAYS = (
    "SELECT code, number, bit_or(bits) AS bits FROM unnest(%s::text[], %s::int[]) AS day (code, mark)"
    " JOIN search_block USING (mark) GROUP BY code, number"
)


class _Statement:
    """CTEs with their values, in order, and what is counted from them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []
        self.counts: list[str] = []
        self.counted_values: list[Any] = []

    def add(self, name: str, sql: str, values: Sequence[Any] = ()) -> None:
        self.parts.append(f"{name} AS MATERIALIZED ({sql})")
        self.values += values

    def count(self, sql: str, values: Sequence[Any]) -> None:
        self.counts.append(sql)
        self.counted_values += values

    def whole(self, base_of_days: str) -> tuple[str, list[Any]]:
        self.add("counted", " UNION ALL ".join(self.counts), self.counted_values)
        self.add("in_days", "SELECT code, bit_count(days.bits & base.bits) AS n FROM days"
                            f" JOIN {base_of_days} AS base USING (number)")  # fmt: skip
        sql = (
            f"WITH {', '.join(self.parts)} SELECT 'total', '', coalesce(sum(bit_count(bits)), 0) FROM base0"
            " UNION ALL SELECT 'when', code, sum(n) FROM in_days GROUP BY code"
            " UNION ALL SELECT field, code, sum(n) FROM counted JOIN search_mark ON search_mark.id = mark"
            " GROUP BY field, code"
        )
        return sql, self.values


def _groups(asking: Asking, now: datetime) -> Iterator[Group]:
    for choice in choices(asking):
        yield Group(choice.field, choice.marks)
    if days := window(asking, today_of(now)):
        yield Group("when" if asking.when else "", days_marks(days))


def _base(without: str, groups: Sequence[Group]) -> str:
    """Who fits, when one filter is not asked; blocks where nobody does are left away."""
    asked = [number for number, group in enumerate(groups) if not without or group.field != without]
    bits = " & ".join(["every.bits", *(f"g{number}.bits" for number in asked)])
    joins = "".join(f" JOIN g{number} ON g{number}.number = every.number" for number in asked)
    return (
        f"SELECT * FROM (SELECT every.number,"
        f" CASE WHEN off.bits IS NULL THEN {bits} ELSE {bits} & ~ off.bits END AS bits"
        f" FROM search_block AS every{joins} LEFT JOIN off ON off.number = every.number WHERE every.mark = {EVERY}"
        " OFFSET 0) fit WHERE bit_count(bits) > 0"
    )
