"""Days and hours of the form <-> moments of Details, in the opportunity's own time zone. Pure."""

import datetime
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.opportunities.rules.details import Details
from konullu.opportunities.words import Kind

DAY = datetime.timedelta(days=1)
MOMENT = datetime.timedelta(microseconds=1)
# Without a last day these are over on their first one; the others go on until somebody closes them.
SHORT = frozenset({Kind.ONE_TIME, Kind.EVENT, Kind.COMPETITION})


def standing(details: Details) -> dict[str, Any]:
    """What the fields show. Ends are exclusive in Details; people write the last day itself."""
    zone = ZoneInfo(details.time_zone)
    starts = details.starts_at.astimezone(zone) if details.starts_at else None
    ends = details.ends_at.astimezone(zone) if details.ends_at else None
    shown: dict[str, Any] = {
        "start_date": starts.date() if starts else None,
        "apply_until": _last_day(details.apply_until.astimezone(zone)) if details.apply_until else None,
    }
    if starts and not details.all_day:
        shown["start_time"] = starts.time()
    if ends and details.all_day:
        last = _last_day(ends)
        shown["end_date"] = None if details.kind in SHORT and starts and last == starts.date() else last
    elif ends:
        shown["end_time"] = ends.time()
        shown["end_date"] = None if starts and ends.date() == starts.date() else ends.date()
    return shown


def problems(typed: Mapping[str, Any]) -> dict[str, ValidationError]:
    """What can't be put together into moments, by field. What the rules know (a day in the past) they say."""
    starts, ends = typed.get("start_date"), typed.get("end_date")
    opens, closes = typed.get("start_time"), typed.get("end_time")
    found: dict[str, ValidationError] = {}
    if (opens or closes) and not starts:
        found["start_date"] = _error(_("There is an hour without a day. Write the day."))
    if closes and not opens:
        found["start_time"] = _error(_("Write also from what hour."))
    if starts and ends and ends < starts:
        found["end_date"] = _error(_("The last day is before the first one. Change one of them."))
    elif opens and closes and closes <= opens and (not ends or ends == starts):
        found["end_time"] = _error(_("It ends before it begins. When it ends on the next day, write the last day too."))
    return found


def changes(typed: Mapping[str, Any], details: Details) -> dict[str, Any]:
    """The moments for Details, of those fields that were asked."""
    zone = ZoneInfo(details.time_zone)
    changed: dict[str, Any] = {}
    if "apply_until" in typed:
        changed["apply_until"] = _midnight_after(typed["apply_until"], zone)
    if "start_date" not in typed and "end_date" not in typed:
        return changed
    first, last = typed.get("start_date"), typed.get("end_date")
    opens, closes = typed.get("start_time"), typed.get("end_time")
    if first and not last and (closes or (not opens and details.kind in SHORT)):
        last = first
    changed["all_day"] = bool(first or last) and not opens
    changed["starts_at"] = datetime.datetime.combine(first, opens or datetime.time(), zone) if first else None
    changed["ends_at"] = (
        datetime.datetime.combine(last, closes, zone) if last and closes else _midnight_after(last, zone)
    )
    return changed


def _midnight_after(day: datetime.date | None, zone: ZoneInfo) -> datetime.datetime | None:
    return datetime.datetime.combine(day + DAY, datetime.time(), zone) if day else None


def _last_day(end: datetime.datetime) -> datetime.date:
    return (end - MOMENT).date()


def _error(words: str | Promise) -> ValidationError:
    return ValidationError(words, code="times")
