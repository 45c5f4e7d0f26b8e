"""The feed of everything that is or was public, in the order in which it was written (RPDE's ordering).

A reader goes on from the last (moment, id) it has seen, so a line must never appear before one that was read already.
Moments are taken inside transactions that end later, in another order. Therefore only lines are given that are older
than the beginning of every transaction that still runs: whatever comes later is then younger.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from konullu.opportunities.models import FeedLine, Opportunity
from konullu.opportunities.queries.offers import views_of
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import State

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
type Mark = tuple[datetime, UUID]


@dataclass(frozen=True, kw_only=True)
class FeedItem:
    """One line of the feed. view: None for what is public no more."""

    opportunity_id: UUID
    modified_at: datetime
    view: OfferView | None

    @property
    def modified(self) -> int:
        """Microseconds since 1970: exact, so that paging neither skips nor repeats."""
        return microseconds(self.modified_at)


def feed_page(*, after: Mark | None, limit: int) -> list[FeedItem]:
    """The next lines after a mark, oldest first. Five statements whatever the number."""
    quiet = _quiet_until()
    rows = FeedLine.objects.filter(modified_at__lt=quiet)
    if after is not None:
        rows = rows.filter(modified_at__gte=after[0])
        rows = rows.filter(Q(modified_at__gt=after[0]) | Q(opportunity_id__gt=after[1]))
    lines = list(rows.order_by("modified_at", "opportunity_id")[:limit])
    live = [line.opportunity_id for line in lines if line.is_live]
    found = Opportunity.objects.filter(pk__in=live, state=State.PUBLISHED.value)
    views = {view.id: view for view in views_of(found)}
    return [
        FeedItem(opportunity_id=line.opportunity_id, modified_at=line.modified_at, view=views.get(line.opportunity_id))
        for line in lines
    ]


def microseconds(moment: datetime) -> int:
    """Exact, unlike timestamp()."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(count: int) -> datetime:
    """The other way round. Raises OverflowError beyond the calendar."""
    return EPOCH + timedelta(microseconds=count)


def _quiet_until() -> datetime:
    """The beginning of the oldest transaction that runs, but for this one. Asked before the lines are read.

    The other way round, a transaction could end in between: gone from the list, and its lines not in our snapshot.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """
        )
        row = cursor.fetchone()
    moment: datetime = row[0]
    return moment
