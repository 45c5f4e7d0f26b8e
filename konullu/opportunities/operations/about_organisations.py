"""What happens to an organisation reaches what it offers: suspended, it takes nobody; renamed, it says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from konullu.journal.operations import record
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.models import Opportunity, Trust
from konullu.opportunities.operations.moves import move
from konullu.opportunities.words import Closing, State
from konullu.organisations.facts import Renamed, Suspended
from konullu.platform.facts import publish


def on_suspended(fact: Suspended) -> None:
    """The reaction, in the transaction of the suspension (konullu/reactions.py)."""
    close_all(organisation_id=fact.organisation_id, now=fact.at)


def on_renamed(fact: Renamed) -> None:
    """The reaction, in the transaction of the correction (konullu/reactions.py)."""
    tell_new_name(organisation_id=fact.organisation_id)


@transaction.atomic
def tell_new_name(*, organisation_id: UUID) -> None:
    """Whoever keeps copies of the public ones reads them again, for the new name."""
    public = [State.PUBLISHED.value, State.CLOSED.value]
    rows = Opportunity.objects.filter(organisation_id=organisation_id, state__in=public)
    if ids := tuple(rows.values_list("pk", flat=True)):
        publish(OpportunitiesChanged(opportunity_ids=ids))


@transaction.atomic
def close_all(*, organisation_id: UUID, now: datetime) -> int:
    """Close what is public, make drafts of what waits, end the trust; returns how many.

    The owners have had their letter of the suspension.
    """
    rows = Opportunity.objects.select_for_update(of=("self",)).filter(organisation_id=organisation_id).order_by("pk")
    changed = 0
    for row in rows.filter(state__in=[State.PUBLISHED.value, State.SUBMITTED.value]):
        is_public = row.state == State.PUBLISHED
        if is_public:
            row.closing = Closing.SUSPENDED.value
        move(name="close" if is_public else "withdraw", row=row, by=None, now=now)
        changed += 1
    if Trust.objects.filter(organisation_id=organisation_id, ended_at=None).update(ended_at=now):
        record(
            verb="opportunities.trust_ended",
            subject_kind="organisations.organisation",
            subject_id=organisation_id,
            actor_id=None,
            on_behalf_of_id=organisation_id,
            now=now,
        )
    return changed
