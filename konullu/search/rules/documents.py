"""From an opportunity as its readers see it to the document that the search keeps of it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import degrees, log, pi, radians, tan
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import override

from konullu.opportunities.rules import taxonomy
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import Kind, Where
from konullu.organisations.directions import BY_CODE
from konullu.search.rules.cards import card_content
from konullu.search.rules.stems import index_terms, name_terms, tsvector, words_of

NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # the far end of time, where there is none
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9000, 1, 1)
OLDEST = 150  # years
TEXT_AT_MOST = 4000  # characters of a language's text that are read
DAYS_AT_MOST = 370  # of one document that are counted day by day
LABELS_IN = ("az", "en", "ru")
BAKU = ZoneInfo("Asia/Baku")

type Tag = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A document before its tags and its slot have got numbers."""

    id: UUID
    score: float
    published_at: datetime
    soonest_at: datetime
    listed_until: datetime
    first_day: date
    last_day: date
    age_from: int
    age_to: int
    hours: int
    latitude: float | None
    longitude: float | None
    organisation: str
    tags: tuple[Tag, ...]
    words: str  # a tsvector
    card: dict[str, Any]


def document_of(view: OfferView, *, now: datetime, score: float) -> Draft:
    """What the search keeps of an opportunity."""
    published_at = view.published_at or view.changed_at
    until = view.apply_until or view.ends_at or view.starts_at
    first_day, last_day = days_of(view)
    return Draft(
        id=view.id,
        score=score,
        published_at=published_at,
        soonest_at=view.starts_at if view.starts_at and view.starts_at > now else NEVER,
        listed_until=until or NEVER,
        first_day=first_day,
        last_day=last_day,
        age_from=view.age_min or 0,
        age_to=OLDEST if view.age_max is None else view.age_max,
        hours=view.weekly_hours_min or view.weekly_hours_max or 0,
        latitude=point_of(view)[0],
        longitude=point_of(view)[1],
        organisation=view.organisation.slug,
        tags=tuple(dict.fromkeys(tags_of(view))),
        words=tsvector(*_terms(view)),
        card=card_content(view),
    )


def point_of(view: OfferView) -> tuple[float | None, float | None]:
    """Where it is: the place itself, else the middle of its region; nowhere when it is done from home."""
    if view.where == Where.REMOTE:
        return None, None
    if view.latitude is not None and view.longitude is not None:
        return view.latitude, view.longitude
    if view.place and view.place.latitude is not None and view.place.longitude is not None:
        return view.place.latitude, view.place.longitude
    return None, None


def north_of(latitude: float) -> float:
    """The latitude on Mercator's map, in degrees: on it the nearest by the ruler is the nearest on earth."""
    return degrees(log(tan(pi / 4 + radians(min(max(latitude, -85.0), 85.0)) / 2)))


def days_of(view: OfferView) -> tuple[date, date]:
    """The first and the last day on which something takes place, in its own time zone; all days when it has none."""
    if view.starts_at is None:
        end = view.ends_at
        return FIRST_DAY, (end - timedelta(microseconds=1)).astimezone(_zone(view)).date() if end else LAST_DAY
    first = view.starts_at.astimezone(_zone(view)).date()
    if view.ends_at is None:
        return first, LAST_DAY if view.kind == Kind.ONGOING else first
    return first, max(first, (view.ends_at - timedelta(microseconds=1)).astimezone(_zone(view)).date())


def _zone(view: OfferView) -> ZoneInfo:
    try:
        return ZoneInfo(view.time_zone)
    except (KeyError, ValueError, OSError):
        return BAKU


def tags_of(view: OfferView) -> Iterator[Tag]:
    """What can be chosen as a filter: (name in the address, code). A cause counts for the wider ones above it too."""
    yield "kind", str(view.kind)
    if view.direction:
        yield "direction", view.direction
    for code in view.causes:
        yield from (("cause", name) for name in _line("cause", code))
    if view.place:
        yield "region", view.place.code
    yield from (("goal", str(number)) for number in view.goals)
    yield from (("needs", code) for code in view.languages)
    for code in view.accessibility:
        yield from (("access", name) for name in _line("accessibility", code))
    yield from (("gives", str(code)) for code in view.provided)
    if view.is_remote:
        yield "remote", "1"


def counted_marks(draft: "Draft | Any") -> Iterator[Tag]:
    """What beside its tags is counted: days, ages, hours, each as a mark."""
    if draft.first_day <= FIRST_DAY and draft.last_day >= LAST_DAY:
        yield "day", "any"
    else:
        for day in days_between(draft.first_day, draft.last_day):
            yield "day", day.isoformat()
    if draft.age_from > 0:
        yield "from", str(draft.age_from)
    if draft.age_to < OLDEST:
        yield "upto", str(draft.age_to)
    if draft.hours > 0:
        yield "hours", str(draft.hours)


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(min((last - first).days + 1, DAYS_AT_MOST)))


def _line(scheme: str, code: str) -> list[str]:
    """A concept and those above it."""
    known = taxonomy.concepts(scheme)
    line = [code]
    while (concept := known.get(line[-1])) and concept.parent in known and concept.parent not in line:
        line.append(concept.parent)
    return line


def _terms(view: OfferView) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    title: list[tuple[str, ...]] = []
    rest: list[tuple[str, ...]] = []
    for language, wording in view.wordings.items():
        title += index_terms(wording.title, language)
        rest += index_terms(f"{wording.summary}\n{wording.schedule}\n{wording.text[:TEXT_AT_MOST]}", language)
    for language, names in _names(view):
        for name in names:
            rest.append(name_terms(name, language))
    return title, rest


def _names(view: OfferView) -> Iterator[tuple[str, Iterable[str]]]:
    """Names and labels around it, in every language that we have them in: an az text is found by a Russian label."""
    yield "az", [view.organisation.name_az, view.address]
    yield from ((language, [name]) for language, name in view.organisation.other_names.items())
    if view.place:
        yield from ((language, [name]) for language, name in view.place.names.items())
    for role in view.roles:
        yield from ((language, [name]) for language, name in role.names.items())
    for language in LABELS_IN:
        yield language, _labels(view, language)


def _labels(view: OfferView, language: str) -> list[str]:
    causes, skills = taxonomy.concepts("cause"), taxonomy.concepts("skill")
    known = [causes[code] for code in view.causes if code in causes]
    known += [skills[code] for code in view.skills if code in skills]
    named = [concept.label(language) for concept in known]
    return [*named, _label("kind", view.kind, language), _label("direction", view.direction, language)]


@cache
def _label(field: str, code: str, language: str) -> str:
    with override(language):
        if field == "kind":
            return str(Kind(code).label)
        return str(BY_CODE[code].label) if code in BY_CODE else ""


def spellings_of(card: dict[str, Any]) -> set[str]:
    """The words of a card as they were written, for "did you mean"."""
    texts = [part for words in card["words"].values() for part in words[:2]]
    texts += [*card["organisation"]["names"].values(), *card["region"]["names"].values()]
    return {word for text in texts for word in words_of(text) if len(word) > 2 and not any(map(str.isdigit, word))}
