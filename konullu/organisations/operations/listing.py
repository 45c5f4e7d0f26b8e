"""Organisations that are only known from a list of others: named, in nobody's hands, without a page of their own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from konullu.journal.operations import record
from konullu.organisations.models import Organisation
from konullu.organisations.words import LegalForm, State
from konullu.platform.ids import new_id
from konullu.platform.text import clean_line, fold


@transaction.atomic
def list_organisations(*, names: Sequence[str], source: str, now: datetime) -> list[Organisation]:
    """One for each name, in the same order. They stay drafts: nobody has shown papers, and nobody speaks for them.

    source: what list they come from, a code, for the journal (one line for all of them).
    """
    made = [_listed(name, now) for name in names]
    Organisation.objects.bulk_create(made, batch_size=500)
    if made:
        record(
            verb="organisations.listed",
            subject_kind="organisations.organisation",
            subject_id=made[0].pk,
            actor_id=None,
            now=now,
            detail={"source": source, "count": len(made)},
        )
    return made


def _listed(name: str, now: datetime) -> Organisation:
    identity = new_id()
    return Organisation(
        id=identity,
        created_at=now,
        name=clean_line(name, 160),
        slug=f"{slugify(fold(name))[:60] or 'organisation'}-{identity.hex[-6:]}",
        legal_form=LegalForm.GROUP.value,
        state=State.DRAFT.value,
    )
