"""Founding the Union itself: the one organisation that nobody accredits. By command and for the demo only."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.journal.operations import record
from konullu.organisations.models import Decision, Organisation
from konullu.organisations.operations.constraints import explained
from konullu.organisations.operations.registration import KIND, begin_registration
from konullu.organisations.words import LegalForm, State

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def found_union(*, name: str, owner: "Person", now: datetime) -> Organisation:
    """Make the Union, accredited from the start, with its first owner. Refused when there is one already."""
    union = begin_registration(person=owner, name=name, legal_form=LegalForm.UNION, now=now)
    union.is_union = True
    union.state = State.ACCREDITED.value
    union.accredited_at = now
    with explained():
        union.save()
    Decision.objects.create(
        organisation=union,
        move="found",
        from_state=State.DRAFT.value,
        to_state=State.ACCREDITED.value,
        decided_by=owner,
        created_at=now,
    )
    record(
        verb="organisations.union_founded",
        subject_kind=KIND,
        subject_id=union.pk,
        actor_id=owner.pk,
        on_behalf_of_id=union.pk,
        now=now,
    )
    return union
