"""Numbers for what can be filtered and counted, and the filters of an asking in these numbers. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2s
from zoneinfo import ZoneInfo

from konullu.search.rules.asking import Asking
from konullu.search.words import When

EVERY = 0  # the mark of every document
# What the page counts: names in the address.
FACETS = ("kind", "direction", "cause", "region", "goal", "access", "gives", "remote")
OLDEST_ASKED, MOST_HOURS = 120, 168
BAKU = ZoneInfo("Asia/Baku")


@lru_cache(maxsize=20_000)
def mark_of(field: str, code: str) -> int:
    """The same number on every installation: 31 bits of a digest, never 0. The table Mark says it backwards."""
    return int.from_bytes(blake2s(f"{field}:{code}".encode(), digest_size=4).digest()) >> 1 or 1


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One filter: at least one of these marks. field: its name in the address."""

    field: str
    marks: tuple[int, ...]


def choices(asking: Asking) -> list[Choice]:
    """The filters that are lists of alternatives."""
    fields = {
        "kind": asking.kinds,
        "direction": asking.directions,
        "cause": asking.causes,
        "region": asking.regions,
        "goal": tuple(str(number) for number in asking.goals),
        "access": asking.accessibility,
        "gives": asking.provided,
        "remote": ("1",) if asking.remote else (),
    }
    found = [Choice(field=name, marks=tuple(mark_of(name, code) for code in codes)) for name, codes in fields.items()]
    return [choice for choice in found if choice.marks]


def without_filters(asking: Asking) -> Asking:
    """The same without the filters whose values are counted."""
    return replace(
        asking, kinds=(), directions=(), causes=(), regions=(), goals=(), accessibility=(), provided=(), remote=False,
        when="",
    )  # fmt: skip


def today_of(now: datetime) -> date:
    """The day that it is in Baku."""
    return now.astimezone(BAKU).date()


def window(asking: Asking, today: date) -> tuple[date, date] | None:
    """The days that are asked for, both inclusive; None: any."""
    if asking.from_date or asking.to_date:
        return asking.from_date or date(2000, 1, 1), asking.to_date or date(9000, 1, 1)
    return window_of(When(asking.when), today) if asking.when else None


def window_of(when: When, today: date) -> tuple[date, date]:
    """A named window; days that have passed already do not count."""
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return {
        When.TODAY: (today, today),
        When.TOMORROW: (today + timedelta(days=1), today + timedelta(days=1)),
        When.WEEKEND: (max(today, sunday - timedelta(days=1)), sunday),
        When.WEEK: (today, sunday),
        When.NEXT_WEEK: (sunday + timedelta(days=1), sunday + timedelta(days=7)),
        When.MONTH: (today, next_month - timedelta(days=1)),
    }[when]


def days_marks(days: tuple[date, date]) -> tuple[int, ...]:
    """Of documents that take place on one of these days, or on any."""
    first, last = days
    return (
        mark_of("day", "any"),
        *(mark_of("day", (first + timedelta(days=n)).isoformat()) for n in range((last - first).days + 1)),
    )


def marks_left_out(asking: Asking) -> Iterator[int]:
    """Marks that an asking excludes: too young or too old for it, too many hours."""
    if asking.age is not None:
        yield from (mark_of("from", str(age)) for age in range(asking.age + 1, OLDEST_ASKED + 1))
        yield from (mark_of("upto", str(age)) for age in range(asking.age))
    if asking.hours_max is not None:
        yield from (mark_of("hours", str(hours)) for hours in range(asking.hours_max + 1, MOST_HOURS + 1))
