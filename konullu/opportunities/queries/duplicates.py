"""Others that look the same, to be pointed out before publishing."""

from zoneinfo import ZoneInfo

from django.db.models import Q

from konullu.opportunities.models import Opportunity
from konullu.opportunities.queries.office import Line, lines
from konullu.opportunities.rules.duplicates import Likeness, is_same, likeness
from konullu.opportunities.words import State, Where

MOST = 5
_CANDIDATES = 500


def duplicates_of(row: Opportunity, *, language: str) -> list[Line]:
    """The organisation's own ones and the public ones of others with the same title, place and day; five at most."""
    own = Q(organisation_id=row.organisation_id) & ~Q(state=State.ARCHIVED.value)
    if row.starts_at is None:
        asked = own & Q(starts_at=None)
    else:
        asked = Q(starts_at=row.starts_at) & (own | Q(state=State.PUBLISHED.value))
        asked |= own & Q(starts_at__date=row.starts_at.date())
    rows = Opportunity.objects.filter(asked).exclude(pk=row.pk).order_by("-changed_at")
    rows = rows.select_related("region").defer("region__outline").prefetch_related("wordings")
    mine = _likeness(row)
    same = [other for other in rows[:_CANDIDATES] if is_same(mine, _likeness(other))]
    return lines(same[:MOST], language)


def _likeness(row: Opportunity) -> Likeness:
    return likeness(
        titles=[wording.title for wording in row.wordings.all()],
        region=row.region_id or "",
        is_remote=row.where == Where.REMOTE,
        day=row.starts_at.astimezone(ZoneInfo(row.time_zone)).date() if row.starts_at else None,
    )
