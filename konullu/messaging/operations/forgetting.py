"""What messaging forgets: a person who leaves, and letters whose time is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from konullu.accounts.facts import PersonErased
from konullu.messaging.models import ChannelChoice, Delivery, Message, QuietHours
from konullu.messaging.operations.outbox import OPEN
from konullu.messaging.queries.privacy import hashes_of_addresses_of
from konullu.messaging.rules import retention


def on_person_erased(fact: PersonErased) -> None:
    """The reaction, in the transaction of the erasure (konullu/reactions.py)."""
    forget(person_id=fact.person_id)


@transaction.atomic
def forget(*, person_id: UUID) -> int:
    """Delete every letter to a person or their addresses, with its deliveries, and what they chose. How many letters.

    It needs the addresses, so it comes before the account's own row is emptied. A letter that a worker is sending at
    this moment can't be called back; nothing of it is written down afterwards.
    """
    ChannelChoice.objects.filter(person_id=person_id).delete()
    QuietHours.objects.filter(person_id=person_id).delete()
    theirs = Q(person_id=person_id) | Q(person__isnull=True, address_hash__in=hashes_of_addresses_of(person_id))
    return _delete(Message.objects.filter(theirs))


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Delete letters that nobody needs any more, and addresses of those long delivered. How many letters. Nightly."""
    Delivery.objects.filter(ended_at__lt=now - retention.ADDRESS_KEPT_FOR).exclude(state__in=OPEN).update(address="")
    # A gateway that never tells of delivery must not keep an address alive.
    Delivery.objects.filter(state=Delivery.State.SENT, sent_at__lt=now - retention.ADDRESS_KEPT_FOR).update(address="")
    over = Q(created_at__lt=now - retention.LETTER_KEPT_FOR)
    over |= Q(person__isnull=True, created_at__lt=now - retention.LETTER_WITHOUT_PERSON_KEPT_FOR)
    waiting = Delivery.objects.filter(state__in=OPEN).values("message_id")
    return _delete(Message.objects.filter(over).exclude(pk__in=waiting))


def _delete(messages: QuerySet[Message]) -> int:
    return messages.delete()[1].get(Message._meta.label, 0)
