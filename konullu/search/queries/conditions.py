"""An asking as a WHERE clause over documents."""

from collections.abc import Collection, Iterator
from datetime import datetime
from math import cos, radians
from typing import Any

from konullu.search.queries.shares import of_choice, of_words
from konullu.search.rules.asking import Asking, Box, Near
from konullu.search.rules.documents import north_of
from konullu.search.rules.marks import choices, today_of, window
from konullu.search.rules.stems import query_words, tsquery

type Part = tuple[str, list[Any]]

# Great-circle kilometres by the haversine formula; mean earth radius.
KM = (
    "12742 * asin(least(1, sqrt(power(sin(radians(latitude - %s) / 2), 2)"
    " + cos(radians(%s)) * cos(radians(latitude)) * power(sin(radians(longitude - %s) / 2), 2))))"
)
LOOK = 150  # looking at one document costs as much as reading so many lines of the index
_POINT = "point(longitude, north)"


def where(asking: Asking, now: datetime, *, without: Collection[str] = ()) -> Part:
    """The clause and its values. without: names of filters that are left away (for counting their values)."""
    parts = list(_parts(asking, now, without))
    return " AND ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]


def _parts(asking: Asking, now: datetime, without: Collection[str]) -> Iterator[Part]:
    yield "listed_until > %s", [now]
    yield from _by_index(asking, without)
    if (days := window(asking, today_of(now))) and "when" not in without:
        yield "first_day <= %s AND last_day >= %s", [days[1], days[0]]
    if asking.age is not None:
        yield "age_from <= %s AND age_to >= %s", [asking.age, asking.age]
    if asking.hours_max is not None:
        yield "hours <= %s", [asking.hours_max]
    if asking.languages:
        spoken = list(asking.languages)
        yield (
            "NOT tags && ARRAY(SELECT id FROM search_mark WHERE field = 'needs' AND code <> ALL(%s))",
            [spoken],
        )
    if asking.organisation:
        yield "organisation = %s", [asking.organisation]
    has_wishes = bool(asking.text or any(choice.field not in without for choice in choices(asking)))
    if asking.near:
        yield from _near(asking.near, by_index=not has_wishes)
    if asking.box:
        yield _box(asking.box, by_index=not has_wishes)


def _by_index(asking: Asking, without: Collection[str]) -> Iterator[Part]:
    """Tags and words. What stands in very many documents is looked at in those that the rarer wishes have found:
    reading its long list in the index would cost more. (The functions are the operators && and @@ without an index.)"""
    wishes: list[tuple[float, str, str, object]] = [
        (of_choice(choice), "tags && %s::int[]", "arrayoverlap(tags, %s::int[])", list(choice.marks))
        for choice in choices(asking)
        if choice.field not in without
    ]
    if words := query_words(asking.text):
        wishes.append((of_words(words), "words @@ %s::tsquery", "ts_match_vq(words, %s::tsquery)", tsquery(words)))
    wishes.sort(key=lambda wish: wish[0])
    found = 1.0  # the share that the wishes so far leave
    for share, by_index, by_looking, value in wishes:
        is_worth_it = found == 1.0 or share < LOOK * found * (1 - share)
        yield by_index if is_worth_it else by_looking, [value]
        found *= share if is_worth_it else 1.0


def km_values(near: Near) -> list[Any]:
    """The values of KM."""
    return [near.latitude, near.latitude, near.longitude]


def _near(near: Near, *, by_index: bool) -> Iterator[Part]:
    tall = near.km / 110.5
    wide = near.km / (111.3 * max(cos(radians(min(abs(near.latitude) + tall, 89.0))), 0.01))
    around = Box(
        south=max(near.latitude - tall, -90.0),
        north=min(near.latitude + tall, 90.0),
        west=near.longitude - wide,
        east=near.longitude + wide,
    )
    yield _box(around, by_index=by_index)
    yield f"{KM} <= %s", [*km_values(near), near.km]


def _box(box: Box, *, by_index: bool) -> Part:
    corners = [box.west, north_of(box.south), box.east, north_of(box.north)]
    square = "box(point(%s, %s), point(%s, %s))"
    return (f"{_POINT} <@ {square}" if by_index else f"on_pb({_POINT}, {square})"), corners
