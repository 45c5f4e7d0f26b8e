"""When a person is erased: places in teams end, invitations lose their traces."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from konullu.accounts.facts import PersonErased
from konullu.journal.operations import record
from konullu.organisations.models import Document, Invitation, Member, Office, Organisation
from konullu.organisations.queries.privacy import address_hashes_of, kept_by_others, organisations_left_alone_by
from konullu.platform import files


def on_person_erased(fact: PersonErased) -> None:
    """The reaction, in the transaction of the erasure (konullu/reactions.py)."""
    forget(person_id=fact.person_id, now=fact.at)


@transaction.atomic
def forget(*, person_id: UUID, now: datetime) -> None:
    """End all that this person is in teams, and remove the invitations sent by or to them.

    Called before the account's row is emptied: its phone and e-mail find the invitations. Decisions and ended places
    stay: they are records of acts for organisations, and the person behind them becomes a pseudonym.
    A draft or a partner with nobody else in its team goes with its owner: nobody could ever open it again. It stays
    without a team when a floor above has records of it (queries.privacy.register_keeper).
    """
    ids = organisations_left_alone_by(person_id)
    alone = list(Organisation.objects.filter(pk__in=set(ids) - kept_by_others(ids)))
    ended = Member.objects.filter(person_id=person_id, ended_at=None).update(ended_at=now)
    Organisation.objects.filter(responsible_id=person_id).update(responsible=None)
    today = now.date()
    Office.objects.filter(person_id=person_id, since_date__lt=today).filter(
        Q(until_date__isnull=True) | Q(until_date__gt=today)
    ).update(until_date=today)
    Office.objects.filter(person_id=person_id, since_date__gte=today).delete()
    invitations = Invitation.objects.filter(
        Q(invited_by_id=person_id, accepted_at=None) | Q(address_hash__in=address_hashes_of(person_id))
    )
    removed = invitations.count()
    invitations.delete()
    papers = list(Document.objects.filter(organisation__in=alone).values_list("file", flat=True))
    for row in alone:
        row.delete()
    for name in papers:
        transaction.on_commit(partial(files.forget, name))
    record(
        verb="organisations.person_forgotten",
        subject_kind="accounts.person",
        subject_id=person_id,
        actor_id=None,
        now=now,
        detail={"places_ended": ended, "invitations_removed": removed, "drafts_removed": len(alone)},
    )
