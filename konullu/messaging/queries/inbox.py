"""What a person finds in their inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.functional import Promise

from konullu.messaging.channels import channels
from konullu.messaging.models import Message
from konullu.messaging.rules.states import WORDS
from konullu.platform.errors import NotVisible

if TYPE_CHECKING:
    from konullu.accounts.models import Person

PAGE_SIZE = 20


@dataclass(frozen=True, kw_only=True)
class WayTaken:
    """What became of a letter on one channel outside: the channel's name, the state in words, since when."""

    title: str | Promise
    state: str
    words: str | Promise
    at: datetime | None


def unread_count(person_id: UUID) -> int:
    """For the head of every page: one index-only look."""
    return _inbox(person_id).filter(read_at__isnull=True).count()


def inbox_page(person: "Person", *, page: str) -> Page[Message]:
    """Unread first, then newest first; a page number that makes no sense gives the nearest page."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    messages = _inbox(person.pk).annotate(is_read=is_read).order_by("is_read", "-created_at", "-pk")
    return cast("Page[Message]", Paginator(messages, PAGE_SIZE).get_page(page))


def message_visible_to(person: "Person", message_id: UUID) -> Message:
    """A letter in the person's own inbox; NotVisible for everybody else, staff included."""
    message = _inbox(person.pk).filter(pk=message_id).first()
    if message is None:
        raise NotVisible
    return message


def ways_of(message: Message) -> list[WayTaken]:
    """How a letter went out besides the inbox, for its own reader."""
    titles = {channel.name: channel.title for channel in channels() if not channel.is_home}
    return [
        WayTaken(
            title=titles[delivery.channel],
            state=delivery.state,
            words=WORDS[delivery.state],
            at=delivery.ended_at or delivery.sent_at or delivery.next_attempt_at,
        )
        for delivery in message.deliveries.order_by("channel")
        if delivery.channel in titles
    ]


def _inbox(person_id: UUID) -> QuerySet[Message]:
    return Message.objects.filter(person_id=person_id, deliveries__channel="inbox", words_forgotten_at__isnull=True)
