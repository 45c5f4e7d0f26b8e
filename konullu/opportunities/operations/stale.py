"""The job that keeps the list true: it closes what is over, asks about what has no end, and closes the unanswered."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.operations import telling
from konullu.opportunities.operations.drafting import note
from konullu.opportunities.operations.moves import move
from konullu.opportunities.queries.locks import locked_for
from konullu.opportunities.rules.publishing import AT_A_MOMENT
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.stale import ANSWER_WITHIN, ASK_AFTER, OVER_AFTER_START
from konullu.opportunities.words import Closing, State

if TYPE_CHECKING:
    from konullu.accounts.models import Person

BATCH = 500


def close_over(*, now: datetime) -> int:
    """Close what ended or whose days to apply are over; returns how many. Each in its own transaction."""
    published = Opportunity.objects.filter(state=State.PUBLISHED.value)
    once = Q(ends_at=None, starts_at__lte=now - OVER_AFTER_START, kind__in=[kind.value for kind in AT_A_MOMENT])
    over = {
        Closing.ENDED: published.filter(Q(ends_at__lte=now) | once),
        Closing.DEADLINE: published.filter(Q(apply_until__lte=now), Q(ends_at=None) | Q(ends_at__gt=now)),
    }
    closed = 0
    for closing, rows in over.items():
        for one in _ids(rows):
            closed += _close(one, closing, now) is not None
    return closed


def ask(*, now: datetime) -> int:
    """Ask the teams of open-ended ones from which nothing was heard for long whether they still stand."""
    silent = Opportunity.objects.filter(
        state=State.PUBLISHED.value, ends_at=None, apply_until=None, asked_at=None
    ).annotate(heard_at=Greatest("changed_at", "confirmed_at", "published_at"))
    asked = 0
    for one in _ids(silent.filter(heard_at__lte=now - ASK_AFTER)):
        asked += _ask(one, now)
    return asked


def close_unanswered(*, now: datetime) -> int:
    """Close those about which nobody answered in time, and tell the team."""
    rows = Opportunity.objects.filter(state=State.PUBLISHED.value, asked_at__lte=now - ANSWER_WITHIN)
    closed = 0
    for one in _ids(rows):
        made = _close(one, Closing.UNANSWERED, now)
        closed += made is not None
    return closed


@transaction.atomic
def confirm(*, opportunity: Opportunity, by: "Person", now: datetime) -> Opportunity:
    """Yes, it still stands: the answer to the question. Nothing that the public reads changes."""
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    row.confirmed_at = now
    row.asked_at = None
    row.save(update_fields=["confirmed_at", "asked_at"])
    note(row=row, verb="confirmed", by=by, now=now)
    return row


def _ids(rows: "QuerySet[Opportunity]") -> Iterator[UUID]:
    """The ids in batches: what is done drops out of the question, what fails is not asked for again."""
    after: UUID | None = None
    while True:
        page = rows.order_by("pk").values_list("pk", flat=True)
        found = list((page if after is None else page.filter(pk__gt=after))[:BATCH])
        if not found:
            return
        yield from found
        after = found[-1]


@transaction.atomic
def _close(opportunity_id: UUID, closing: Closing, now: datetime) -> Move | None:
    row = _still_published(opportunity_id)
    if row is None:
        return None
    row.closing = closing.value
    made = move(name="close", row=row, by=None, now=now)
    if closing == Closing.UNANSWERED:
        telling.tell_team(made, now)
    return made


@transaction.atomic
def _ask(opportunity_id: UUID, now: datetime) -> bool:
    row = _still_published(opportunity_id)
    if row is None or row.asked_at is not None:
        return False
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    note(row=row, verb="asked", by=None, now=now)
    telling.ask_team(row, until=now + ANSWER_WITHIN, now=now)
    return True


def _still_published(opportunity_id: UUID) -> Opportunity | None:
    """Fresh and locked; None when somebody was quicker. A row that another holds is left for the next turn."""
    rows = Opportunity.objects.select_for_update(of=("self",), skip_locked=True).select_related("organisation")
    return rows.filter(pk=opportunity_id, state=State.PUBLISHED.value).first()
