"""Letters as the house sees them: whose they are, and which did not arrive."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from konullu.messaging.channels import channel_named
from konullu.messaging.models import Delivery
from konullu.messaging.registry import UnknownLetter, letter
from konullu.messaging.rules.failures import WORDS
from konullu.messaging.rules.masks import masked
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import keyed_hash, keyed_hashes

_PURPOSE = "messaging.address"
PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Undelivered:
    """What staff see of a letter that did not arrive: never its words, never the whole address."""

    id: UUID
    what: str | Promise
    way: str | Promise
    address: str
    reason: str | Promise
    detail: str
    attempts: int
    at: datetime | None
    may_retry: bool


def address_hash(address: str) -> str:
    """How an address without an account is remembered."""
    return keyed_hash(_PURPOSE, address)


def address_hashes(address: str) -> list[str]:
    """Under the present secret key and all former ones."""
    return keyed_hashes(_PURPOSE, address)


def undelivered_page(*, page: str) -> Page[Delivery]:
    """Letters that did not arrive and wait for a decision, newest first. The door checks that staff is asking."""
    return Paginator(_undelivered().order_by("-ended_at"), PAGE_SIZE).get_page(page)


def undelivered(delivery_id: UUID) -> Delivery:
    """One of them; NotVisible when somebody has decided meanwhile. The door checks that staff is asking."""
    delivery = _undelivered().filter(pk=delivery_id).first()
    if delivery is None:
        raise NotVisible
    return delivery


def undelivered_row(delivery: Delivery) -> Undelivered:
    """A line of the page of staff."""
    channel = channel_named(delivery.channel)
    try:
        what = letter(delivery.message.template).about
    except UnknownLetter:
        what = delivery.message.template  # its domain has dropped it since
    return Undelivered(
        id=delivery.pk,
        what=what,
        way=channel.title if channel else delivery.channel,
        address=masked(delivery.address),
        reason=WORDS.get(delivery.last_error, delivery.last_error),
        detail=delivery.last_error_detail,
        attempts=delivery.attempts,
        at=delivery.ended_at,
        may_retry=bool(delivery.address) and channel is not None,
    )


def states() -> dict[str, int]:
    """How many deliveries stand in each state, for the page of staff and for metrics."""
    return dict(Delivery.objects.values_list("state").annotate(Count("id")).order_by("state"))


def _undelivered() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("message__person").filter(
        state__in=[Delivery.State.FAILED, Delivery.State.DEAD]
    )
