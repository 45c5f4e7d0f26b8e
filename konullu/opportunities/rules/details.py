"""What a coordinator writes: everything of an opportunity that is edited as one, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from konullu.opportunities.words import Kind, Where


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said in one language. bring, gives, courses, afterwards: one thing on each line."""

    title: str = ""
    summary: str = ""
    text: str = ""
    schedule: str = ""
    place_note: str = ""
    bring: str = ""
    gives: str = ""
    courses: str = ""
    afterwards: str = ""
    picture_text: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(vars(self).values())


@dataclass(frozen=True, kw_only=True)
class RoleDetails:
    """One kind of work. id: of the role that is changed, None for a new one. Roles that are left out are removed."""

    id: UUID | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # {"az": "Bələdçi"}
    details: Mapping[str, str] = field(default_factory=dict)
    places: int | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    age_min: int | None = None


@dataclass(frozen=True, kw_only=True)
class Details:
    """All that `operations.drafting.save` writes. Change a part: dataclasses.replace(details_of(row), ...)."""

    kind: Kind
    main_language: str = "az"
    wordings: Mapping[str, Words] = field(default_factory=dict)  # by language; empty ones are removed
    roles: tuple[RoleDetails, ...] = ()

    direction: str = ""  # organisations.directions: "3.0.9"
    causes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()
    primary_goal: int | None = None  # None: the default of the direction
    goals: tuple[int, ...] = ()  # others beside the primary one; three together at most
    targets: tuple[str, ...] = ()

    where: Where = Where.ON_SITE
    region_code: str = ""  # ISO 3166-2
    address: str = ""
    latitude: float | None = None  # WGS84
    longitude: float | None = None

    starts_at: datetime | None = None
    ends_at: datetime | None = None  # exclusive
    all_day: bool = False
    time_zone: str = "Asia/Baku"
    apply_until: datetime | None = None  # exclusive
    answer_days: int | None = None
    weekly_hours_min: int | None = None
    weekly_hours_max: int | None = None
    places: int | None = None

    age_min: int | None = None
    age_max: int | None = None
    languages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()  # words.Paper
    hazards: tuple[str, ...] = ()  # words.Hazard
    provided: tuple[str, ...] = ()  # words.Provided

    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""  # as written; stored in E.164
    external_url: str = ""

    @property
    def main(self) -> Words:
        """The words in the main language."""
        return self.wordings.get(self.main_language) or Words()


# Which fields stand in the row under the same name: plain values, and lists of codes.
LISTS = tuple(
    name for name, item in Details.__dataclass_fields__.items() if item.default == () and name not in ("roles", "goals")
)
PLAIN = tuple(
    name
    for name in Details.__dataclass_fields__
    if name not in (*LISTS, "kind", "wordings", "roles", "goals", "where", "region_code")
)
