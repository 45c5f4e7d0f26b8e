"""Quiet hours: from one hour of the person's own day until another, across midnight if they like."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal


@dataclass(frozen=True)
class Quiet:
    """Quiet from `starts` (included) until `ends` (not included)."""

    starts: time
    ends: time


USUAL = Quiet(time(22), time(8))  # for what rings, when a person has never said otherwise


def quiet_until(quiet: Quiet | None, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that hold now will end, in UTC; None when it is not quiet now."""
    if quiet is None:
        return None
    here = now.astimezone(zone)
    clock = here.time()
    if quiet.starts < quiet.ends:
        if not quiet.starts <= clock < quiet.ends:
            return None
        day = here.date()
    elif clock >= quiet.starts:
        day = here.date() + timedelta(days=1)
    elif clock < quiet.ends:
        day = here.date()
    else:
        return None
    return _moment_after(now, datetime.combine(day, quiet.ends, tzinfo=zone))


def _moment_after(now: datetime, wall: datetime) -> datetime:
    """The wall clock's moment in UTC, later than now.

    A time that the clocks skip comes as much later; one that comes twice ends the first time, or the second when the
    first is over.
    """
    first, second = wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return first if first > now else second


def refusals_to_be_quiet(starts: time | None, ends: time | None) -> list[Refusal]:
    """Both ends or none, and not the same."""
    if (starts is None) != (ends is None):
        return [
            Refusal(
                code="messaging.quiet_half",
                text=_("Quiet hours need a beginning and an end."),
                next_step=_("Choose both, or neither."),
                field="ends" if ends is None else "starts",
            )
        ]
    if starts is not None and starts == ends:
        return [
            Refusal(
                code="messaging.quiet_all_day",
                text=_("The quiet hours begin and end at the same time."),
                next_step=_("Choose two different times, or switch the quiet hours off."),
                field="ends",
            )
        ]
    return []
