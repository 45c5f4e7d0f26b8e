"""Everything that a person may ask for at once. An asking is an address: the same one gives the same answer."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Near:
    """A point and how far one would go, in kilometres."""

    latitude: float
    longitude: float
    km: float = 25.0


@dataclass(frozen=True, kw_only=True)
class Box:
    """What a map shows: south-west and north-east corner, degrees (WGS84)."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One search. Empty fields ask nothing; values inside one field are alternatives, fields stand together."""

    text: str = ""  # q
    kinds: tuple[str, ...] = ()  # kind (repeated)
    directions: tuple[str, ...] = ()  # direction
    causes: tuple[str, ...] = ()  # cause
    regions: tuple[str, ...] = ()  # region: ISO 3166-2
    goals: tuple[int, ...] = ()  # goal: SDG 1 to 17
    languages: tuple[str, ...] = ()  # language that a volunteer speaks: what needs another one is left out
    accessibility: tuple[str, ...] = ()  # access
    provided: tuple[str, ...] = ()  # gives
    organisation: str = ""  # org: slug
    when: str = ""  # when: today, tomorrow, weekend, week, next_week, month; or from and to
    from_date: date | None = None  # from
    to_date: date | None = None  # to, inclusive
    remote: bool = False  # remote=1
    age: int | None = None  # age in full years: what is not for this age is left out
    hours_max: int | None = None  # hours: at most so many a week
    near: Near | None = None  # near=lat,lon and km
    box: Box | None = None  # box=south,west,north,east
    sort: str = ""  # sort: fit (default), nearest, soonest, newest
    page: int = 1  # page
