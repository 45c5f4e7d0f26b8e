"""What an asking asks for, in words: the chips of the search page, the list of saved searches. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from konullu.search.rules.address import LISTS
from konullu.search.rules.asking import Asking
from konullu.web.ui.periods import plain_day
from konullu.web.ui.search_words import label


def chosen(asking: Asking, language: str) -> Iterator[tuple[str, Asking]]:
    """Each chosen filter in words, with the asking that lacks only this one."""
    for field, name in LISTS.items():
        values: tuple[Any, ...] = getattr(asking, field)
        for value in values:
            left = tuple(other for other in values if other != value)
            yield label(name, str(value), language), replace(asking, **{field: left})
    for field, words in single(asking, language):
        yield words, replace(asking, **EMPTY[field])


EMPTY: dict[str, dict[str, Any]] = {
    "when": {"when": ""},
    "dates": {"from_date": None, "to_date": None},
    "remote": {"remote": False},
    "age": {"age": None},
    "hours": {"hours_max": None},
    "near": {"near": None, "sort": ""},
    "box": {"box": None},
    "organisation": {"organisation": ""},
    "text": {"text": ""},
}


def single(asking: Asking, language: str) -> Iterator[tuple[str, str]]:
    """The fields that hold one thing: (key of EMPTY, words)."""
    if asking.when:
        yield "when", label("when", asking.when, language)
    if asking.from_date or asking.to_date:
        yield "dates", dates_in_words(asking, language)
    if asking.remote:
        yield "remote", _("From home, online")
    if asking.age is not None:
        yield "age", ngettext("For the age of %(n)s", "For the age of %(n)s", asking.age) % {"n": asking.age}
    if asking.hours_max is not None:
        yield "hours", hours_in_words(asking.hours_max)
    if asking.near:
        yield "near", _("Within %(km)s km of me") % {"km": f"{asking.near.km:g}"}
    if asking.box:
        yield "box", pgettext("filter", "Part of the map")
    if asking.organisation:
        yield "organisation", _("One organisation only")


def hours_in_words(hours: int) -> str:
    return ngettext("Up to %(n)s hour a week", "Up to %(n)s hours a week", hours) % {"n": hours}


def dates_in_words(asking: Asking, language: str) -> str:
    """28 noyabr – 6 dekabr; one open end is a dash."""
    ends = [plain_day(day, language, None) if day else "…" for day in (asking.from_date, asking.to_date)]
    return " – ".join(ends)


def in_words(asking: Asking, language: str) -> str:
    """All of it in one line: «ağac», Ətraf mühit, Bu həftə sonu."""
    text = [_("“%(words)s”") % {"words": asking.text}] if asking.text else []
    return ", ".join([*text, *(words for words, _without in chosen(asking, language))])
