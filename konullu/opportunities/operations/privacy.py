"""When a person is erased: what they kept for later goes; their name leaves the offers where they are the contact."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from konullu.accounts.facts import PersonErased
from konullu.journal.operations import record
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.models import Opportunity, Saved
from konullu.opportunities.operations.moves import move
from konullu.opportunities.queries.privacy import ids_with_contact
from konullu.opportunities.words import Closing, State
from konullu.organisations.queries.privacy import organisations_left_alone_by
from konullu.platform.facts import publish


def on_person_erased(fact: PersonErased) -> None:
    """The reaction, in the transaction of the erasure (konullu/reactions.py)."""
    forget(person_id=fact.person_id, now=fact.at)


@transaction.atomic
def forget(*, person_id: UUID, now: datetime) -> None:
    """Remove what the person saved, and their phone, e-mail and name as a contact of what organisations offer.

    Moves, declarations and trust stay: they are acts for organisations, and the person behind them becomes a pseudonym.
    What organisations offer in whose team nobody is left is closed, and what was never public goes.
    Called before the account's row is emptied: its phone and e-mail find the contacts.
    """
    drafts = _leave_organisations(person_id, now)
    saved, _by_kind = Saved.objects.filter(person_id=person_id).delete()
    ids = ids_with_contact(person_id)
    Opportunity.objects.filter(pk__in=ids).update(contact_name="", contact_email="", contact_phone="", changed_at=now)
    if ids:
        publish(OpportunitiesChanged(opportunity_ids=tuple(ids)))
    record(
        verb="opportunities.person_forgotten",
        subject_kind="accounts.person",
        subject_id=person_id,
        actor_id=None,
        now=now,
        detail={"saved_removed": saved, "contacts_removed": len(ids), "drafts_removed": drafts},
    )


def _leave_organisations(person_id: UUID, now: datetime) -> int:
    """Nobody is left who could answer: close what is public, take back what waits, delete what was never sent."""
    rows = Opportunity.objects.filter(organisation_id__in=organisations_left_alone_by(person_id))
    for row in rows.select_for_update(of=("self",)).filter(state__in=[State.PUBLISHED.value, State.SUBMITTED.value]):
        is_public = row.state == State.PUBLISHED
        if is_public:
            row.closing = Closing.CANCELLED.value
        move(name="close" if is_public else "withdraw", row=row, by=None, now=now)
    drafts = rows.filter(moves=None, published_at=None)
    count = drafts.count()
    drafts.delete()
    return count
