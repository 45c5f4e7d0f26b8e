"""Copies: last year's event once more, or the same day repeated as a series."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations.drafting import note, slug_for, write_all
from konullu.opportunities.queries.locks import locked_for
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.rules.copying import moved, refusals_to_series
from konullu.opportunities.rules.details import Details
from konullu.opportunities.rules.roles import Act
from konullu.platform.errors import Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def clone(*, opportunity: Opportunity, by: "Person", now: datetime) -> Opportunity:
    """A draft with the same words, roles and days. Nothing that was declared or decided is taken along."""
    row = locked_for(by, opportunity.pk, Act.EDIT)
    made = _copy(row, details_of(row), None, now)
    note(row=made, verb="cloned", by=by, now=now, of=str(row.pk))
    return made


@transaction.atomic
def make_series(*, opportunity: Opportunity, days: Sequence[date], by: "Person", now: datetime) -> list[Opportunity]:
    """A draft for each of the days, at the same hours, with the same distance to the end and to the last day to apply.

    The original belongs to the series from now on. At most 60 days at a time, none twice, none that exists already.
    """
    row = locked_for(by, opportunity.pk, Act.EDIT)
    details = details_of(row)
    taken = {_day(row.starts_at, row.time_zone), *_days_of(row.series)}
    if refusals := refusals_to_series(details, days=days, taken=taken - {None}, today=now.date()):
        raise Refused(refusals)
    if row.series is None:
        row.series = uuid4()
        row.changed_at = now
        row.save(update_fields=["series", "changed_at"])
    made = [_copy(row, moved(details, day), row.series, now) for day in sorted(days)]
    for one in made:
        note(row=one, verb="repeated", by=by, now=now, of=str(row.pk), series=str(row.series))
    return made


def _copy(row: Opportunity, details: Details, series: UUID | None, now: datetime) -> Opportunity:
    made = Opportunity(
        organisation=row.organisation,
        slug=slug_for(details.main.title),
        picture=row.picture,
        series=series,
        created_at=now,
        changed_at=now,
    )
    roles = tuple(replace(role, id=None) for role in details.roles)
    write_all(row=made, details=replace(details, roles=roles), now=now)
    return made


def _days_of(series: UUID | None) -> set[date | None]:
    if series is None:
        return set()
    return {_day(row.starts_at, row.time_zone) for row in Opportunity.objects.filter(series=series)}


def _day(moment: datetime | None, time_zone: str) -> date | None:
    return moment.astimezone(ZoneInfo(time_zone)).date() if moment else None
