"""Days and moments as the forms write them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from konullu.opportunities.rules.offer import OfferView


def first_day(view: OfferView) -> date | None:
    """In the zone of the place."""
    return view.starts_at.astimezone(ZoneInfo(view.time_zone)).date() if view.starts_at else None


def last_day(view: OfferView) -> date | None:
    """Inclusive: the end is kept as the first moment after it."""
    return _day_before(view.ends_at, view.time_zone)


def last_day_to_apply(view: OfferView) -> date | None:
    return _day_before(view.apply_until, view.time_zone)


def begins(view: OfferView) -> str:
    """ISO 8601: a day when the whole day counts, else a moment with the offset of the place. Empty when unknown."""
    return _iso(first_day(view), view.starts_at, view)


def ends(view: OfferView) -> str:
    """The same for the end; a day is inclusive, as schema.org reads it."""
    return _iso(last_day(view), view.ends_at, view)


def moment(when: datetime, time_zone: str) -> str:
    """ISO 8601 with the offset of the place."""
    return when.astimezone(ZoneInfo(time_zone)).isoformat(timespec="seconds")


def _iso(day: date | None, when: datetime | None, view: OfferView) -> str:
    if day is None or when is None:
        return ""
    return day.isoformat() if view.all_day else moment(when, view.time_zone)


def _day_before(when: datetime | None, time_zone: str) -> date | None:
    return (when - timedelta(microseconds=1)).astimezone(ZoneInfo(time_zone)).date() if when else None
