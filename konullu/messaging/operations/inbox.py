"""What a person does with the letters in the inbox. No journal: it is nobody's business but the reader's."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.messaging.models import Message

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def mark_read(*, message: Message, now: datetime) -> None:
    """A letter read twice was read the first time."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=now)


@transaction.atomic
def mark_unread(*, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(read_at=None)


@transaction.atomic
def mark_all_read(*, person: "Person", now: datetime) -> int:
    """All letters of a person are read; how many were not."""
    return Message.objects.filter(person=person, read_at__isnull=True).update(read_at=now)
