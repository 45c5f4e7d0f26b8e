"""Sending what lies in the outbox. One worker at a time holds a letter, by a lease that runs out when it dies.

A worker that dies between sending and marking leaves a letter that goes out a second time, under the same reference:
gateways and mail programs can drop the copy, and the inbox holds it once. So each letter is sent at least once.

A letter to a person goes where the person is reached at the moment of sending, not where they were when it was written:
between the two lie quiet hours, outages and retries, and an old phone number may be somebody else's by then.
"""

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from konullu.messaging.channels import Outcome, channel_named
from konullu.messaging.models import Delivery
from konullu.messaging.operations.outbox import DELIVER, OPEN, QUEUE, order_sending, take_another_way
from konullu.messaging.parcels import parcel_of
from konullu.messaging.rules import failures
from konullu.messaging.rules.attempts import LEASE, MAX_ATTEMPTS, wait_after
from konullu.platform import jobs
from konullu.platform.gateways import GatewayRefused, GatewayUnavailable

State = Delivery.State
LEFT_ALONE = timedelta(minutes=1)  # a due letter that no job has taken by then has lost its job
_AT_ONCE = 1000

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """code: of rules.failures. is_final: trying again is useless. after: the gateway's own wish."""

    code: str
    detail: str = ""
    is_final: bool = False
    after: timedelta | None = None


def deliver(*, delivery_id: UUID, now: datetime) -> None:
    """Send one delivery, if it is due and nobody else has it. Safe to repeat, safe to do twice at once."""
    delivery = _take(delivery_id, now)
    if delivery is None:
        return
    if delivery.attempts > MAX_ATTEMPTS:
        _settle(delivery, Failure(code=failures.CRASHED, is_final=True), now)
    else:
        _settle(delivery, _send(delivery), now)


@transaction.atomic
def resume(*, now: datetime) -> int:
    """New jobs for letters that have lost theirs: a worker died, or a backup was restored. How many. Each minute."""
    lost = Delivery.objects.filter(state__in=OPEN, next_attempt_at__lt=now - LEFT_ALONE).order_by("next_attempt_at")
    ids = [str(delivery_id) for delivery_id in lost.values_list("pk", flat=True)[:_AT_ONCE]]
    jobs.defer_many(DELIVER, each=[{"delivery_id": each} for each in ids], queue=QUEUE)
    return len(ids)


@transaction.atomic(durable=True)
def _take(delivery_id: UUID, now: datetime) -> Delivery | None:
    """The lease: one UPDATE decides, committed before anything is sent, with the address of today.

    None: not due, ended, another worker's, or the person is no longer reached this way.
    """
    taken = Delivery.objects.filter(pk=delivery_id, state__in=OPEN, next_attempt_at__lte=now).update(
        state=State.SENDING, attempts=F("attempts") + 1, next_attempt_at=now + LEASE
    )
    if not taken:
        return None
    delivery = Delivery.objects.select_related("message__person").get(pk=delivery_id)
    return delivery if _readdress(delivery, now) else None


def _readdress(delivery: Delivery, now: datetime) -> bool:
    """Put the person's address of today on the letter. False: they have removed it; the letter takes another way."""
    channel, person = channel_named(delivery.channel), delivery.message.person
    if channel is None or person is None:
        return True
    address = channel.address_for(person)
    if address and address != delivery.address:
        delivery.address = address
        delivery.save(update_fields=["address"])
    elif not address:
        delivery.state, delivery.next_attempt_at, delivery.ended_at = State.DROPPED, None, now
        delivery.last_error, delivery.last_error_detail = failures.ADDRESS_GONE, ""
        delivery.save(update_fields=["state", "next_attempt_at", "ended_at", "last_error", "last_error_detail"])
        take_another_way(message=delivery.message, now=now)
    return bool(address)


def _send(delivery: Delivery) -> Outcome | Failure:
    channel = channel_named(delivery.channel)
    if channel is None:
        return Failure(code=failures.NO_CHANNEL, is_final=True)
    try:
        return channel.send(parcel_of(delivery))
    except GatewayRefused as error:
        return Failure(code=failures.REFUSED, detail=str(error), is_final=True)
    except GatewayUnavailable as error:
        return Failure(code=failures.UNAVAILABLE, detail=str(error), after=error.after)
    except Exception:
        # A channel's own mistake must not end the letter before the mistake is mended: log it, wait, try again.
        log.exception("messaging_channel_failed", extra={"channel": delivery.channel, "delivery": str(delivery.pk)})
        return Failure(code=failures.INTERNAL)


@transaction.atomic
def _settle(delivery: Delivery, result: Outcome | Failure, now: datetime) -> None:
    """Write down what came of this attempt, unless the letter was taken over, erased or told about meanwhile."""
    held = Delivery.objects.select_for_update().filter(pk=delivery.pk, state=State.SENDING, attempts=delivery.attempts)
    mine = held.first()
    if mine is None:
        return
    if isinstance(result, Outcome):
        _mark_sent(mine, result, now)
    else:
        _mark_failed(mine, result, now)
    mine.save(
        update_fields=[
            "state",
            "next_attempt_at",
            "last_error",
            "last_error_detail",
            "reference",
            "sent_at",
            "ended_at",
        ]
    )
    if mine.next_attempt_at is not None:
        order_sending(delivery=mine, at=mine.next_attempt_at)


def _mark_sent(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    delivery.state = State.DELIVERED if outcome.is_delivered else State.SENT
    delivery.reference = outcome.reference[:200]
    delivery.sent_at, delivery.ended_at = now, now if outcome.is_delivered else None
    delivery.next_attempt_at, delivery.last_error, delivery.last_error_detail = None, "", ""


def _mark_failed(delivery: Delivery, failure: Failure, now: datetime) -> None:
    delivery.last_error, delivery.last_error_detail = failure.code, failure.detail[:200]
    # Not a secret: chance only spreads the load.
    wait = wait_after(delivery.attempts, chance=random.random(), asked=failure.after)  # noqa: S311
    if failure.is_final or wait is None:
        delivery.state = State.DEAD if wait is None else State.FAILED
        delivery.next_attempt_at, delivery.ended_at = None, now
    else:
        delivery.state, delivery.next_attempt_at = State.QUEUED, now + wait
