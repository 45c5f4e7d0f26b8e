"""An opportunity as a reader sees it: plain values with everything that search, feeds, pages and the API show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from konullu.opportunities.words import Kind, State, Where
from konullu.places.names import name_in


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What it says in one language. The lists were written one thing on each line."""

    language: str
    title: str
    summary: str = ""
    text: str = ""
    schedule: str = ""
    place_note: str = ""
    bring: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    afterwards: tuple[str, ...] = ()
    picture_text: str = ""

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]


@dataclass(frozen=True, kw_only=True)
class OfferRole:
    """One kind of work inside it."""

    id: UUID
    names: Mapping[str, str]
    details: Mapping[str, str]
    places: int | None
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    age_min: int | None

    def name(self, language: str) -> str:
        return _in(self.names, language)

    def detail(self, language: str) -> str:
        return _in(self.details, language)


@dataclass(frozen=True, kw_only=True)
class Offerer:
    """The organisation that offers it."""

    id: UUID
    slug: str
    name_az: str
    other_names: Mapping[str, str]
    legal_form: str
    state: str  # organisations.words.State: accredited, partner, suspended ...
    website: str

    def name(self, language: str) -> str:
        return self.other_names.get(language) or self.name_az

    @property
    def has_page(self) -> bool:
        """Is there a public page of it? Partners have none."""
        return self.state in ("accredited", "suspended")


@dataclass(frozen=True, kw_only=True)
class Place:
    """The region where it is (ISO 3166-2), with its middle."""

    code: str
    country: str  # ISO 3166-1
    names: Mapping[str, str]
    latitude: float | None
    longitude: float | None

    def name(self, language: str) -> str:
        return name_in(self.names, language)


@dataclass(frozen=True, kw_only=True)
class OfferView:
    """Everything of one opportunity. Moments are aware (UTC); codes are those of words.py and of the taxonomies."""

    id: UUID
    slug: str
    state: State
    kind: Kind
    organisation: Offerer
    main_language: str
    wordings: Mapping[str, Wording]  # by language; the main language is always there
    roles: tuple[OfferRole, ...]

    direction: str
    causes: tuple[str, ...]
    skills: tuple[str, ...]  # of the whole and of its roles
    requirements: tuple[str, ...]
    accessibility: tuple[str, ...]
    rewards: tuple[str, ...]
    primary_goal: int | None
    goals: tuple[int, ...]  # at most three, the primary one first
    targets: tuple[str, ...]

    where: Where
    place: Place | None
    address: str
    latitude: float | None  # of the place itself; the region's middle stands in `place`
    longitude: float | None

    starts_at: datetime | None
    ends_at: datetime | None  # exclusive
    all_day: bool
    time_zone: str
    apply_until: datetime | None  # exclusive
    answer_days: int | None
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    places: int | None  # None: no limit is known

    age_min: int | None
    age_max: int | None
    languages: tuple[str, ...]
    papers: tuple[str, ...]
    hazards: tuple[str, ...]
    provided: tuple[str, ...]
    contact_name: str
    contact_email: str
    contact_phone: str
    external_url: str
    picture: str  # the stored name (platform.files); empty: the direction's weave is shown

    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    closed_at: datetime | None
    closing: str
    series: UUID | None
    source: str
    source_id: str

    def wording(self, language: str) -> Wording:
        """The words in the reader's language, else in the main language (see is_fallback)."""
        return self.wordings.get(language) or self.wordings[self.main_language]

    def is_fallback(self, language: str) -> bool:
        """Does the reader get another language than their own? Then the page says so and marks `lang`."""
        return language not in self.wordings

    @property
    def is_open(self) -> bool:
        """Does it take people, as far as its state says? Ask `is_over` for the days."""
        return self.state == State.PUBLISHED

    def is_over(self, now: datetime) -> bool:
        """Has the last day to apply passed, or, when none is named, the end (of a day: the start)?"""
        until = self.apply_until or self.ends_at or (self.starts_at if not self.ends_at else None)
        return until is not None and until <= now

    @property
    def is_volunteering(self) -> bool:
        return self.kind.is_volunteering

    @property
    def is_remote(self) -> bool:
        return self.where in (Where.REMOTE, Where.BOTH)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("az") or next(iter(texts.values()), "")
