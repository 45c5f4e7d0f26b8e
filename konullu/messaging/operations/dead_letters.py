"""What staff do with letters that did not arrive."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konullu.journal.operations import record
from konullu.messaging.models import Delivery
from konullu.messaging.operations.outbox import order_sending
from konullu.platform.errors import Refusal, Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person

State = Delivery.State


@transaction.atomic
def retry(*, delivery: Delivery, by: "Person", now: datetime) -> None:
    """Try again from the beginning, with all attempts new. Refused when somebody has decided meanwhile."""
    held = _undelivered(delivery)
    if not held.address:
        raise Refused(
            Refusal(
                code="messaging.address_forgotten",
                text=_("The address of this letter is no longer kept."),
                next_step=_("Give the letter up."),
            )
        )
    held.state, held.attempts, held.next_attempt_at, held.ended_at = State.QUEUED, 0, now, None
    held.save(update_fields=["state", "attempts", "next_attempt_at", "ended_at"])
    order_sending(delivery=held, at=None)
    _journal("messaging.letter_retried", held, by, now)


@transaction.atomic
def give_up(*, delivery: Delivery, by: "Person", now: datetime) -> None:
    """Lay it aside; it stays in the person's inbox. Refused when somebody has decided meanwhile."""
    held = _undelivered(delivery)
    held.state, held.ended_at = State.DROPPED, now
    held.save(update_fields=["state", "ended_at"])
    _journal("messaging.letter_given_up", held, by, now)


def _undelivered(delivery: Delivery) -> Delivery:
    held = Delivery.objects.select_for_update(of=("self",)).select_related("message").filter(pk=delivery.pk).first()
    if held is None or held.state not in (State.FAILED, State.DEAD):
        raise Refused(
            Refusal(
                code="messaging.decided_meanwhile",
                text=_("Somebody has dealt with this letter meanwhile."),
                next_step=_("Look at the list again."),
            )
        )
    return held


def _journal(verb: str, delivery: Delivery, by: "Person", now: datetime) -> None:
    record(
        verb=verb,
        subject_kind="messaging.delivery",
        subject_id=delivery.pk,
        actor_id=by.pk,
        now=now,
        detail={"channel": delivery.channel, "error": delivery.last_error},
    )
