"""An asking as the query string of an address, and back. Nonsense is said and left out; nothing here raises."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.opportunities.words import Kind, Provided
from konullu.search.rules.asking import Asking, Box, Near
from konullu.search.words import Sort, When

TEXT_AT_MOST = 200  # characters of the query that count
VALUES_AT_MOST = 20  # alternatives in one field
PAGES = 50  # pages of a list that can be turned to
KM = (1.0, 500.0)
YEARS = (2000, 2100)


class Multi(Protocol):
    """A QueryDict, or anything that gives all values of a name."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something in the address that could not be used. field: its name in the address."""

    field: str
    text: str | Promise

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Values:
    """The values of a query string."""

    values: Mapping[str, Sequence[str]]

    def getlist(self, key: str) -> list[str]:
        return list(self.values.get(key, ()))


def asking_from(values: Multi) -> tuple[Asking, list[Problem]]:
    """What an address asks, and what of it could not be used."""
    reader = _Reader(values)
    asking = Asking(
        text=reader.text(),
        kinds=reader.codes("kind", lambda code: code in set(Kind)),
        directions=reader.codes("direction", _matches(r"\d{1,2}(\.\d{1,2}){1,3}")),
        causes=reader.codes("cause", _matches(r"[A-Za-z][A-Za-z0-9]{1,39}")),
        regions=reader.codes("region", _matches(r"[A-Z]{2}-[A-Z0-9]{1,3}")),
        goals=tuple(sorted(map(int, reader.codes("goal", _matches(r"[1-9]|1[0-7]"))))),
        languages=reader.codes("language", _matches(r"[a-z]{2,3}")),
        accessibility=reader.codes("access", _matches(r"[A-Za-z][A-Za-z0-9]{1,39}")),
        provided=reader.codes("gives", lambda code: code in set(Provided)),
        organisation=reader.one("org", _matches(r"[a-z0-9-]{1,80}")),
        when=reader.one("when", lambda code: code in set(When)),
        from_date=reader.day("from"),
        to_date=reader.day("to"),
        remote=reader.one("remote", lambda value: value in ("0", "1")) == "1",
        age=reader.number("age", 0, 120),
        hours_max=reader.number("hours", 0, 168),
        near=reader.near(),
        box=reader.box(),
        sort=reader.one("sort", lambda code: code in set(Sort)),
        page=reader.page(),
    )
    return _sensible(asking, reader), reader.problems


def asking_of(address: str) -> Asking:
    """The asking of a query string that was made by `address_of`."""
    try:
        values = parse_qs(address[:4000], max_num_fields=200)
    except ValueError:
        values = {}
    return asking_from(Values(values))[0]


def address_of(asking: Asking) -> str:
    """The canonical query string, without "?": the same for the same asking, empty when nothing is asked."""
    return urlencode([(name, value) for name, value in _pairs(asking) if value], safe=",:")


LISTS = {
    "kinds": "kind",
    "directions": "direction",
    "causes": "cause",
    "regions": "region",
    "goals": "goal",
    "languages": "language",
    "accessibility": "access",
    "provided": "gives",
}


def _pairs(asking: Asking) -> Iterator[tuple[str, str]]:
    yield "q", asking.text
    for field, name in LISTS.items():
        chosen: tuple[Any, ...] = getattr(asking, field)
        yield from ((name, str(value)) for value in sorted(chosen))
    yield "org", asking.organisation
    yield "when", asking.when
    yield "from", asking.from_date.isoformat() if asking.from_date else ""
    yield "to", asking.to_date.isoformat() if asking.to_date else ""
    yield "remote", "1" if asking.remote else ""
    yield "age", "" if asking.age is None else str(asking.age)
    yield "hours", "" if asking.hours_max is None else str(asking.hours_max)
    if near := asking.near:
        yield "near", f"{near.latitude:.3f},{near.longitude:.3f}"
        yield "km", f"{near.km:g}"
    if box := asking.box:
        yield "box", f"{box.south:.4f},{box.west:.4f},{box.north:.4f},{box.east:.4f}"
    yield "sort", "" if asking.sort == Sort.FIT else asking.sort
    yield "page", str(asking.page) if asking.page > 1 else ""


def _sensible(asking: Asking, reader: "_Reader") -> Asking:
    """What makes no sense together: the later wish gives way."""
    if asking.from_date and asking.to_date and asking.to_date < asking.from_date:
        reader.problem("to", _("The last day is before the first one. Only the first day is used."))
        asking = replace(asking, to_date=None)
    if asking.from_date or asking.to_date:
        asking = replace(asking, when="")  # exact days say more than a window
    if asking.sort == Sort.NEAREST and asking.near is None:
        asking = replace(asking, sort="")
    return asking


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+")


class _Reader:
    """Reads one value after the other and remembers what it could not use, one problem for each field."""

    def __init__(self, values: Multi) -> None:
        self.values = values
        self.problems: list[Problem] = []

    def problem(self, field: str, text: str | Promise) -> None:
        if field not in {problem.field for problem in self.problems}:
            self.problems.append(Problem(field=field, text=text))

    def first(self, name: str) -> str:
        return next((value.strip() for value in self.values.getlist(name)[:VALUES_AT_MOST] if value.strip()), "")

    def text(self) -> str:
        typed = next(iter(self.values.getlist("q")), "")
        words = " ".join(_INVISIBLE.sub(" ", typed[: 4 * TEXT_AT_MOST]).split())
        if len(typed) > 4 * TEXT_AT_MOST or len(words) > TEXT_AT_MOST:
            self.problem("q", _("The search words are very long: only the beginning is used."))
        return words[:TEXT_AT_MOST].rstrip()

    def codes(self, name: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
        given = [value.strip() for value in self.values.getlist(name)[: 2 * VALUES_AT_MOST] if value.strip()]
        known = [value for value in dict.fromkeys(given) if is_known(value)]
        if len(known) < len(set(given)):
            self.problem(name, _("One of the filters is not known here and was left out."))
        return tuple(sorted(known[:VALUES_AT_MOST]))

    def one(self, name: str, is_known: Callable[[str], bool]) -> str:
        value = self.first(name)
        if value and not is_known(value):
            self.problem(name, _("One of the filters is not known here and was left out."))
            return ""
        return value

    def number(self, name: str, least: int, most: int) -> int | None:
        value = self.first(name)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", value) or not least <= int(value) <= most:
            words = {
                "age": _("The age is a number from 0 to 120; it was left out."),
                "hours": _("The hours a week are a number from 0 to 168; they were left out."),
            }
            self.problem(name, words[name])
            return None
        return int(value)

    def day(self, name: str) -> date | None:
        value = self.first(name)
        if not value:
            return None
        try:
            day = date.fromisoformat(value[:10]) if len(value) == 10 else None
        except ValueError:
            day = None
        if day is None or not YEARS[0] <= day.year <= YEARS[1]:
            self.problem(name, _("This is not a day of the calendar, and it was left out."))
            return None
        return day

    def degrees(self, name: str, count: int) -> list[float] | None:
        """So many finite numbers with commas between them."""
        value = self.first(name)
        if not value:
            return None
        try:
            numbers = [float(part) for part in value[:120].split(",")]
        except ValueError:
            numbers = []
        if len(numbers) != count or not all(map(math.isfinite, numbers)):
            self.problem(name, _("This place can't be read, and it was left out."))
            return None
        return numbers

    def near(self) -> Near | None:
        numbers = self.degrees("near", 2)
        if numbers is None:
            return None
        if not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
            self.problem("near", _("This place is not on the earth, and it was left out."))
            return None
        latitude, longitude = (round(number, 3) for number in numbers)  # a hundred metres: nobody's door
        return Near(latitude=latitude, longitude=longitude, km=self._km())

    def _km(self) -> float:
        value = self.first("km")
        try:
            km = float(value[:12]) if value else 25.0
        except ValueError:
            km = math.nan
        if not math.isfinite(km):
            self.problem("km", _("The distance is a number of kilometres; 25 are used."))
            return 25.0
        return float(f"{min(max(km, KM[0]), KM[1]):.4g}")

    def box(self) -> Box | None:
        numbers = self.degrees("box", 4)
        if numbers is None:
            return None
        south, west, north, east = (round(number, 4) for number in numbers)
        if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
            self.problem("box", _("This part of the map is not on the earth, and it was left out."))
            return None
        return Box(south=south, west=west, north=north, east=east)

    def page(self) -> int:
        value = self.first("page")
        if not value:
            return 1
        number = int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else 0
        if number < 1:
            self.problem("page", _("There is no such page; this is the first one."))
            return 1
        if number > PAGES:
            self.problem("page", _("A list has fifty pages at most. Narrow the search to see more."))
            return PAGES
        return number
