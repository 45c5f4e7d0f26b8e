"""A copy on another day."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from konullu.opportunities.rules.details import Details
from konullu.platform.errors import Refusal

MOST_DAYS = 60


def moved(details: Details, day: date) -> Details:
    """The details with the start on this day at the same hour of the clock; end and last day to apply go along."""
    if details.starts_at is None:
        return details
    zone = ZoneInfo(details.time_zone)
    days = (day - details.starts_at.astimezone(zone).date()).days
    changes: dict[str, Any] = {
        name: _shifted(getattr(details, name), days, zone) for name in ("starts_at", "ends_at", "apply_until")
    }
    return replace(details, **changes)


def _shifted(moment: datetime | None, days: int, zone: ZoneInfo) -> datetime | None:
    """So many days later at the same hour of the clock, whatever the clock did in between."""
    if moment is None:
        return None
    local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone)


def refusals_to_series(
    details: Details, *, days: Sequence[date], taken: Collection[date | None], today: date
) -> list[Refusal]:
    """Is there a day to repeat, and are the new days real ones?"""
    if details.starts_at is None:
        return [
            Refusal(
                code="opportunities.series_needs_start",
                text=_("There is no start yet that could be repeated."),
                next_step=_("Write the first day and its hours, then repeat it."),
                field="starts_at",
            )
        ]
    problem, step = "", ""
    if not days:
        problem, step = _("No day is chosen."), _("Choose at least one day.")
    elif len(days) > MOST_DAYS:
        problem = _("More than %(most)d days are chosen.") % {"most": MOST_DAYS}
        step = _("Make the series in two parts.")
    elif min(days) < today:
        problem, step = _("A day lies in the past."), _("Choose days from today on.")
    elif len(set(days)) < len(days) or set(days) & set(taken):
        problem, step = _("A day is there already."), _("Leave out the days that exist.")
    if not problem:
        return []
    return [Refusal(code="opportunities.series_days", text=problem, next_step=step, field="days")]
