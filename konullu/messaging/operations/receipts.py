"""What a gateway tells later about a message that it has taken."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from konullu.messaging.models import Delivery
from konullu.messaging.rules.failures import UNDELIVERED

State = Delivery.State


@transaction.atomic
def take_receipt(*, channel: str, reference: str, has_arrived: bool, now: datetime) -> bool:
    """Mark a delivery as delivered or failed. reference: our own number or the gateway's. False: nobody's number.

    A receipt that comes twice, or after another one has ended the delivery, changes nothing.
    """
    if not reference or "\x00" in reference:  # PostgreSQL has no such letter, so nobody has such a number
        return False
    same = Q(reference=reference)
    if number := _number(reference):
        same |= Q(pk=number)
    delivery = Delivery.objects.select_for_update().filter(same, channel=channel).first()
    if delivery is None:
        return False
    # A receipt may overtake the worker that is still writing down that it has sent.
    if delivery.state in (State.SENDING, State.SENT):
        delivery.state = State.DELIVERED if has_arrived else State.FAILED
        delivery.sent_at = delivery.sent_at or now
        delivery.ended_at, delivery.next_attempt_at = now, None
        delivery.last_error = "" if has_arrived else UNDELIVERED
        delivery.last_error_detail = ""
        delivery.save(
            update_fields=["state", "sent_at", "ended_at", "next_attempt_at", "last_error", "last_error_detail"]
        )
    return True


def _number(reference: str) -> UUID | None:
    try:
        return UUID(reference)
    except ValueError:
        return None
