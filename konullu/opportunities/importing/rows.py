"""A row of a file becomes an `Offered`, or the reasons against it. Pure: no clock, no database."""

import hashlib
import json
from collections.abc import Collection
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from konullu.opportunities.importing import cells
from konullu.opportunities.importing.mapping import Field, Mapping
from konullu.opportunities.importing.reasons import Bad
from konullu.opportunities.rules.kinds import SECTION_OF, TABLE, where_for
from konullu.opportunities.words import Closing, Kind, State, Where
from konullu.platform.text import fold

EXTRA = "\x00"  # the reader's name for cells beyond the header


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One reason why a row is refused: the column, the code of reasons.REFUSALS, the cell's own text."""

    cell: str
    code: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What one row offers, in our words. Days are moments at midnight of the mapping's zone; the end is exclusive."""

    key: str
    organisation_key: str
    organisation_name: str
    kind: str
    title: str
    where: str
    all_day: bool
    summary: str = ""
    text: str = ""
    schedule: str = ""
    bring: str = ""
    gives: str = ""
    place_note: str = ""
    direction: str = ""
    causes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    provided: tuple[str, ...] = ()
    region: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    apply_until: datetime | None = None
    posted_at: datetime | None = None
    weekly_hours_min: int | None = None
    weekly_hours_max: int | None = None
    places: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    external_url: str = ""

    def digest(self, mapping: Mapping) -> str:
        """The same row under the same mapping has the same one."""
        told = json.dumps(vars(self), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{mapping.digest}{told}".encode()).hexdigest()


@dataclass(kw_only=True)
class Reading:
    """What became of one row. `offered` is None when there is a reason against it."""

    number: int  # as a spreadsheet counts: the header is row 1
    offered: Offered | None = None
    wrong: list[Wrong] = field(default_factory=list)
    mends: list[tuple[str, str]] = field(default_factory=list)  # (column, code of reasons.MENDS)


def read_row(
    number: int, row: Table[str, str], mapping: Mapping, regions: Table[str, str], kinds: Collection[str] = tuple(Kind)
) -> Reading:
    """Read one row. regions: folded names and codes of the known regions -> ISO code; kinds: the allowed ones."""
    reading = Reading(number=number)
    if row.get(EXTRA):
        reading.wrong.append(Wrong(cell="", code="too_many_cells"))
        return reading
    found = {one.name: _value(one, row, reading, regions) for one in mapping.fields}
    if not reading.wrong:
        _fit_together(found, mapping, reading)
    kind = Kind(found.get("kind") or Kind.ONGOING)
    if kind not in kinds:
        reading.wrong.append(Wrong(cell=_column(mapping, "kind"), code="kind_not_allowed", value=kind.value))
    name = _organisation_name(row, mapping, reading)
    if not reading.wrong:
        _leave_out_what_is_not_asked(found, kind, mapping, reading)
        reading.offered = _offered(found, row, mapping, kind, name)
        _say_what_is_open(reading)
    return reading


def becomes(offered: Offered, mapping: Mapping, now: datetime) -> tuple[State, str]:
    """The state of a row that is taken for the first time, and why it is closed when it is."""
    if mapping.state == "draft":
        return State.DRAFT, ""
    last = offered.apply_until or offered.ends_at
    return (State.CLOSED, Closing.ENDED.value) if last and last <= now else (State.PUBLISHED, "")


def _value(one: Field, row: Table[str, str], reading: Reading, regions: Table[str, str]) -> Any:
    """The field's value by the first step that gives one; else its default; else the reason is written down."""
    wrong: Wrong | None = None
    for step in one.steps:
        texts = [row.get(column, "") for column in step.columns]
        bare = [text.strip() for text in texts]
        if one.empty_if and not one.empty_if.isdisjoint(bare):
            reading.mends.append((step.columns[0], "placeholder"))
            continue
        if not any(bare):
            continue
        if texts != bare and step.way in ("line", "word"):
            reading.mends.append((step.columns[0], "spaces_removed"))
        settings = {**step.settings, "folded": regions} if one.name == "region" else step.settings
        given = cells.Cells(texts=texts, settings=settings)
        try:
            value = cells.WAYS[step.way](given)
        except Bad as bad:
            wrong = wrong or Wrong(cell=step.columns[0], code=bad.code, value=" ".join(texts)[:80])
            continue
        reading.mends.extend((step.columns[0], mend) for mend in given.mends)
        if value not in ("", ()):
            return value
        if "no_counterpart" in given.mends:
            return one.default
    return _without(one, wrong, reading)


def _without(one: Field, wrong: Wrong | None, reading: Reading) -> Any:
    """No step gave a value."""
    if wrong and not one.leave_out:
        reading.wrong.append(wrong)
        return None
    if wrong:
        reading.mends.append((wrong.cell, "left_out"))
    if one.default is not None:
        return one.default
    if one.needed:
        cell = one.steps[0].columns[0] if one.steps else one.name
        reading.wrong.append(Wrong(cell=cell, code="missing"))
    elif one.say_missing and one.steps and not wrong:
        reading.mends.append((one.steps[0].columns[0], one.say_missing))
    return None


def _fit_together(found: dict[str, Any], mapping: Mapping, reading: Reading) -> None:
    starts, ends = found.get("starts_on"), found.get("ends_on")
    if starts and ends and ends < starts:
        reading.wrong.append(Wrong(cell=_column(mapping, "ends_on"), code="ends_before_start", value=str(ends)))
    youngest, oldest = found.get("age_min"), found.get("age_max")
    if youngest is not None and oldest is not None and oldest < youngest:
        reading.wrong.append(Wrong(cell=_column(mapping, "age_max"), code="ages_in_order", value=str(oldest)))


def _organisation_name(row: Table[str, str], mapping: Mapping, reading: Reading) -> str:
    if not mapping.organisation_name:
        return ""
    text = row.get(mapping.organisation_name, "")
    try:
        name: str = cells.line(cells.Cells(texts=[text], settings={"max": 150, "cut": True}))
    except Bad as bad:
        reading.wrong.append(Wrong(cell=mapping.organisation_name, code=bad.code, value=text[:80]))
        return ""
    if not name:
        reading.wrong.append(Wrong(cell=mapping.organisation_name, code="missing"))
    return name


def _leave_out_what_is_not_asked(found: dict[str, Any], kind: Kind, mapping: Mapping, reading: Reading) -> None:
    """A kind has its fields (rules.kinds); what the row says beyond them is left out, openly."""
    for name, value in found.items():
        field = _AS_DETAILS.get(name, name)
        if value and field in SECTION_OF and field not in TABLE[kind].asked:
            found[name] = None
            if name != "where":
                reading.mends.append((_column(mapping, name), "not_for_kind"))
    possible = where_for(kind)
    if found.get("where") not in possible:
        found["where"] = (possible or [Where.REMOTE])[0].value


_AS_DETAILS = {"region": "region_code", "point": "latitude", "starts_on": "starts_at", "ends_on": "ends_at"}


def _offered(found: dict[str, Any], row: Table[str, str], mapping: Mapping, kind: Kind, organisation: str) -> Offered:
    same = {name: value for name, value in found.items() if name in _PLAIN and value is not None}
    latitude, longitude = found.get("point") or (None, None)
    starts, ends = found.get("starts_on"), found.get("ends_on")
    if starts and not ends and kind in (Kind.ONE_TIME, Kind.EVENT):
        ends = starts
    told = [same.pop("text", ""), mapping.note]
    return Offered(
        **{**same, "kind": kind.value},
        key=_key(found, row, mapping),
        organisation_key=row.get(mapping.organisation_key, "").strip(),
        organisation_name=f"{organisation}{mapping.organisation_mark}",
        text="\n\n".join(part for part in told if part),
        all_day=starts is not None,
        latitude=latitude,
        longitude=longitude,
        starts_at=_midnight(starts, mapping),
        ends_at=_midnight(ends, mapping, days=1),
        apply_until=_midnight(found.get("apply_until"), mapping, days=1),
        posted_at=_midnight(found.get("posted_on"), mapping),
    )


_PLAIN = frozenset(Offered.__dataclass_fields__) - {"starts_at", "ends_at", "apply_until", "posted_at", "all_day"}


def _key(found: dict[str, Any], row: Table[str, str], mapping: Mapping) -> str:
    """The row's identifier; without one, what it is, where and when."""
    if mapping.key and (own := row.get(mapping.key, "").strip()):
        return own if len(own) <= 120 else hashlib.sha256(own.encode()).hexdigest()
    parts = (found.get(name) for name in ("title", "address", "region", "starts_on", "ends_on"))
    return hashlib.sha256("\x1f".join(fold(str(part or "")) for part in parts).encode()).hexdigest()


def _midnight(day: date | None, mapping: Mapping, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    moved = day + timedelta(days=days + mapping.shift_days)
    return datetime(moved.year, moved.month, moved.day, tzinfo=mapping.zone)


def _column(mapping: Mapping, name: str) -> str:
    return next((one.steps[0].columns[0] for one in mapping.fields if one.name == name and one.steps), "")


def _say_what_is_open(reading: Reading) -> None:
    offered = reading.offered
    if offered and offered.where != Where.REMOTE and not (offered.address or offered.region or offered.latitude):
        reading.mends.append(("", "place_missing"))
