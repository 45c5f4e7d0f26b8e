"""What the columns of a file mean: a TOML file in mappings/, read and checked once, or a choice made in a form.

[fields.starts_on]
from = "start_date_date"      # a column, or several
as = "day"                    # a way of cells.py; its settings stand beside
formats = ["%B %d %Y"]
wrong = "leave_out"           # instead of refusing the row
or = [{ from = "begins", as = "day" }]   # when the cells are empty or wrong
"""

import hashlib
import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from konullu.opportunities.importing.cells import WAYS
from konullu.opportunities.words import Hazard, Kind, Paper, Provided, Where
from konullu.platform.text import fold
from konullu.platform.words import Word

# What a row can give, and how each is read when the mapping does not say.
FIELDS: dict[str, dict[str, Any]] = {
    "title": {"as": "line", "max": 120, "needed": True},
    "summary": {"as": "line", "max": 300, "cut": True},
    "text": {"as": "paragraphs", "max": 10_000, "cut": True},
    "schedule": {"as": "line", "max": 300, "cut": True},
    "bring": {"as": "paragraphs", "max": 2000, "cut": True},
    "gives": {"as": "paragraphs", "max": 2000, "cut": True},
    "place_note": {"as": "line", "max": 300, "cut": True},
    "kind": {"as": "word"},
    "where": {"as": "word"},
    "direction": {"as": "word"},
    "causes": {"as": "words"},
    "skills": {"as": "words"},
    "requirements": {"as": "words"},
    "accessibility": {"as": "words"},
    "languages": {"as": "words"},
    "papers": {"as": "words"},
    "hazards": {"as": "words"},
    "provided": {"as": "words"},
    "region": {"as": "word"},
    "address": {"as": "address", "max": 200, "cut": True},
    "point": {"as": "point"},
    "starts_on": {"as": "day"},
    "ends_on": {"as": "day"},  # inclusive
    "apply_until": {"as": "day"},  # inclusive
    "posted_on": {"as": "day"},
    "weekly_hours_min": {"as": "whole", "min": 1, "max": 60},
    "weekly_hours_max": {"as": "whole", "min": 1, "max": 60},
    "places": {"as": "whole", "min": 1, "max": 100_000},
    "age_min": {"as": "whole", "min": 0, "max": 120},
    "age_max": {"as": "whole", "min": 0, "max": 120},
    "contact_name": {"as": "line", "max": 120},
    "contact_email": {"as": "email"},
    "contact_phone": {"as": "phone"},
    "external_url": {"as": "link"},
}
_OWN_WORDS: dict[str, type[Word]] = {
    "kind": Kind,
    "where": Where,
    "papers": Paper,
    "hazards": Hazard,
    "provided": Provided,
}
_STATES = ("draft", "public")


class WrongMapping(ValueError):
    """The mapping does not say what it must. The message is for whoever writes it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One way to read a field."""

    columns: tuple[str, ...]
    way: str
    settings: Table[str, Any]


@dataclass(frozen=True, kw_only=True)
class Field:
    """How one field is read: the steps are tried in their order, a cell of `empty_if` counts as empty."""

    name: str
    steps: tuple[Step, ...]
    needed: bool = False
    leave_out: bool = False  # a wrong cell is left out, openly, and the row is kept
    empty_if: frozenset[str] = frozenset()
    default: Any = None
    say_missing: str = ""  # a mend to name when there is nothing


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How a file is read. `digest` changes when any of it changes, so that the next import sees the rows anew."""

    name: str
    title: str
    digest: str
    source: str  # the words that name it to readers
    fields: tuple[Field, ...]
    language: str = "az"
    time_zone: str = "Asia/Baku"
    state: str = "draft"  # or "public": published, and what is over is closed
    key: str = ""  # the column that identifies a row; "": title, place and days do
    organisation_key: str = ""  # columns of the organisation; "": all rows belong to one that is chosen
    organisation_name: str = ""
    organisation_mark: str = ""  # written behind the names of organisations that are made
    note: str = ""  # a last paragraph for every text: where it comes from
    shift_days: int = 0  # all days are moved by so many

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is read."""
        named = {column for field in self.fields for step in field.steps for column in step.columns}
        return frozenset(named | {self.key, self.organisation_key, self.organisation_name} - {""})

    def changed(self, **how: Any) -> "Mapping":
        """The same mapping with other values, and so with another digest."""
        seed = f"{self.digest}{sorted(how.items())}"
        return replace(self, digest=hashlib.sha256(seed.encode()).hexdigest(), **how)


def names() -> list[str]:
    """The mappings that are shipped, by name."""
    return sorted(f.name.removesuffix(".toml") for f in _folder().iterdir() if f.name.endswith(".toml"))


@cache
def mapping_named(name: str) -> Mapping:
    """One of the shipped mappings. Raises WrongMapping for an unknown name."""
    if name not in names():
        raise WrongMapping(f"There is no mapping {name!r}. There are: {', '.join(names())}.")
    return mapping_from(_folder().joinpath(f"{name}.toml").read_text(encoding="utf-8"), name=name)


def mapping_from(text: str, *, name: str) -> Mapping:
    """A mapping out of the text of its file. Raises WrongMapping."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise WrongMapping(f"{name}: {wrong}") from None
    fields, organisation = told.pop("fields", {}), told.pop("organisation", {})
    known = {"title", "source", "language", "time_zone", "state", "key", "note"}
    if unknown := sorted(set(told) - known):
        raise WrongMapping(f"{name}: unknown: {', '.join(unknown)}.")
    if told.get("state", "draft") not in _STATES:
        raise WrongMapping(f"{name}: state is one of {', '.join(_STATES)}.")
    try:
        ZoneInfo(told.get("time_zone", "Asia/Baku"))
    except (ZoneInfoNotFoundError, ValueError):
        raise WrongMapping(f"{name}: there is no time zone {told['time_zone']!r}.") from None
    return Mapping(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        title=told.pop("title", name),
        source=told.pop("source", ""),
        organisation_key=organisation.get("key", ""),
        organisation_name=organisation.get("name", ""),
        fields=tuple(_field(name, field, told_of) for field, told_of in fields.items()),
        **told,
    )


def _field(mapping: str, name: str, told: dict[str, Any]) -> Field:
    if name not in FIELDS:
        raise WrongMapping(f"{mapping}: there is no field {name!r}.")
    told = FIELDS[name] | told
    if told.get("wrong", "refuse") not in ("refuse", "leave_out"):
        raise WrongMapping(f"{mapping}: {name}: wrong is refuse or leave_out.")
    steps = [told, *({"as": told["as"]} | other for other in told.get("or", ()))]
    return Field(
        name=name,
        steps=tuple(_step(mapping, name, step) for step in steps if "from" in step),
        needed=told.get("needed", False),
        leave_out=told.get("wrong") == "leave_out",
        empty_if=frozenset(told.get("empty_if", ())),
        default=_default(mapping, name, told),
        say_missing=told.get("say_missing", ""),
    )


def _step(mapping: str, name: str, told: dict[str, Any]) -> Step:
    if told["as"] not in WAYS:
        raise WrongMapping(f"{mapping}: {name}: there is no way {told['as']!r} to read a cell.")
    columns = told["from"]
    settings = dict(told)
    if told["as"] in ("word", "words"):
        settings["folded"] = _folded(name, told.get("values", {}))
    return Step(columns=tuple([columns] if isinstance(columns, str) else columns), way=told["as"], settings=settings)


def _folded(name: str, values: dict[str, str]) -> dict[str, str]:
    """The file's words for our codes; our own codes are always understood."""
    own = {fold(word.value): word.value for word in _OWN_WORDS[name]} if name in _OWN_WORDS else {}
    return own | {fold(theirs): ours for theirs, ours in values.items()}


def _default(mapping: str, name: str, told: dict[str, Any]) -> Any:
    default = told.get("default")
    if default is not None and name in _OWN_WORDS and default not in {word.value for word in _OWN_WORDS[name]}:
        raise WrongMapping(f"{mapping}: {name}: the default {default!r} is none of our words.")
    return default


def _folder() -> Any:
    return resources.files("konullu.opportunities.importing").joinpath("mappings")
