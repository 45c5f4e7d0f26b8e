"""What a search answers: plain values for pages, feeds and letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from konullu.opportunities.words import Kind, Where
from konullu.places.names import name_in
from konullu.search.rules.asking import Asking


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a list shows of one opportunity. Moments are aware (UTC)."""

    id: UUID
    slug: str
    title: str
    summary: str
    schedule: str
    language: str  # of title, summary and schedule
    is_fallback: bool  # is it another one than the reader's?
    organisation: str
    organisation_slug: str
    kind: Kind
    direction: str
    causes: tuple[str, ...]
    goals: tuple[int, ...]
    where: Where
    region: str  # ISO 3166-2, or empty
    region_names: Mapping[str, str]
    address: str
    latitude: float | None
    longitude: float | None
    distance_km: float | None  # from the asking's point
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool
    time_zone: str
    apply_until: datetime | None
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    places: int | None
    age_min: int | None
    age_max: int | None
    languages: tuple[str, ...]
    provided: tuple[str, ...]
    picture: str
    picture_text: str
    published_at: datetime

    @property
    def is_remote(self) -> bool:
        return self.where in (Where.REMOTE, Where.BOTH)

    def region_name(self, language: str) -> str:
        return name_in(self.region_names, language)


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """How many would be found with this value, everything else as asked. Not exact: so many at least."""

    code: str
    count: int
    is_exact: bool = True


@dataclass(frozen=True, kw_only=True)
class Relaxation:
    """A search near an empty one. what: the field of the asking that was given up, or "km" when it goes farther."""

    asking: Asking
    count: int
    what: str
    is_exact: bool = True


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of a search. total not exact: so many at least. facets by the name in the address, most first."""

    cards: Sequence[Card]
    total: int
    total_is_exact: bool
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    pages: int = 1
    did_you_mean: str = ""
    relaxations: Sequence[Relaxation] = ()
