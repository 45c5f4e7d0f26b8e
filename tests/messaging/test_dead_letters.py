"""Letters that did not arrive: staff try again or lay them aside; and what gateways tell afterwards."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from konullu.journal.models import Entry
from konullu.messaging.models import Delivery
from konullu.messaging.operations import dead_letters, sending
from konullu.messaging.operations.receipts import take_receipt
from konullu.messaging.queries.letters import states as counts
from konullu.messaging.queries.letters import undelivered, undelivered_page, undelivered_row
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.gateways import GatewayRefused, Sent
from tests.messaging.letterbox import NOON, mail_gateway, outside, somebody, write

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def dead() -> Delivery:
    message = write(somebody(email="aygun@mail.az"))
    with mail_gateway(GatewayRefused("no such mailbox (550)")):
        sending.deliver(delivery_id=outside(message).pk, now=NOON)
    return outside(message)


def test_staff_see_the_reason_and_never_the_address() -> None:
    delivery = dead()
    assert [row.pk for row in undelivered_page(page="1")] == [delivery.pk]
    row = undelivered_row(undelivered(delivery.pk))
    assert (row.address, row.detail, row.attempts, row.may_retry) == ("a•••@mail.az", "no such mailbox (550)", 1, True)
    assert "aygun" not in repr(row)


def test_a_retry_begins_anew_and_is_written_down() -> None:
    delivery, staff = dead(), somebody()
    jobs = ProcrastinateJob.objects.count()
    dead_letters.retry(delivery=delivery, by=staff, now=LATER)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.next_attempt_at) == ("queued", 0, LATER)
    assert ProcrastinateJob.objects.count() == jobs + 1
    line = Entry.objects.get()
    assert (line.verb, line.actor_id, line.subject_id) == ("messaging.letter_retried", staff.pk, delivery.pk)
    assert line.detail == {"channel": "email", "error": "refused"}
    with mail_gateway():
        sending.deliver(delivery_id=delivery.pk, now=LATER)
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_laying_aside_is_written_down_and_ends_it() -> None:
    delivery = dead()
    dead_letters.give_up(delivery=delivery, by=somebody(), now=LATER)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.ended_at) == ("dropped", LATER)
    assert Entry.objects.get().verb == "messaging.letter_given_up"
    with pytest.raises(NotVisible):
        undelivered(delivery.pk)


def test_two_employees_can_not_decide_both() -> None:
    delivery, staff = dead(), somebody()
    dead_letters.retry(delivery=delivery, by=staff, now=LATER)
    with pytest.raises(Refused) as refused:
        dead_letters.give_up(delivery=delivery, by=staff, now=LATER)
    assert refused.value.codes == ["messaging.decided_meanwhile"]


def test_a_letter_whose_address_is_forgotten_can_only_be_laid_aside() -> None:
    delivery = dead()
    Delivery.objects.update(address="")
    with pytest.raises(Refused) as refused:
        dead_letters.retry(delivery=delivery, by=somebody(), now=LATER)
    assert refused.value.codes == ["messaging.address_forgotten"]


def test_staff_see_how_many_stand_where() -> None:
    dead()
    write(somebody())
    assert counts() == {"delivered": 2, "failed": 1, "queued": 1}


def sms() -> Delivery:
    delivery = outside(write(somebody(email=None, phone="+994501234567")))
    Delivery.objects.filter(pk=delivery.pk).update(state="sent", reference="gw-77", sent_at=NOON, next_attempt_at=None)
    return delivery


@pytest.mark.parametrize("own_number", [True, False])
@pytest.mark.parametrize(("arrived", "state", "error"), [(True, "delivered", ""), (False, "failed", "undelivered")])
def test_a_receipt_ends_the_delivery(own_number: bool, arrived: bool, state: str, error: str) -> None:
    delivery = sms()
    reference = str(delivery.pk) if own_number else "gw-77"
    assert take_receipt(channel="sms", reference=reference, has_arrived=arrived, now=LATER)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error, delivery.ended_at) == (state, error, LATER)
    # The second telling, even of the opposite, changes nothing.
    assert take_receipt(channel="sms", reference=reference, has_arrived=not arrived, now=LATER + timedelta(days=1))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.ended_at) == (state, LATER)


def test_a_receipt_may_overtake_the_worker() -> None:
    delivery = outside(write(somebody(email=None, phone="+994501234567")))
    taken = sending._take(delivery.pk, NOON)
    assert taken is not None
    assert take_receipt(channel="sms", reference=str(delivery.pk), has_arrived=True, now=NOON)
    sending._settle(taken, sending.Outcome(reference="gw-1"), NOON)
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


@pytest.mark.parametrize("reference", ["", "nobody", "\x00", "7f0087a2-9227-45c3-b2b7-21e2896465a2"])
def test_a_number_that_is_not_ours_is_told_so(reference: str) -> None:
    sms()
    assert not take_receipt(channel="sms", reference=reference, has_arrived=True, now=LATER)


def test_a_receipt_for_another_channel_is_not_taken() -> None:
    message = write(somebody())
    with mail_gateway(Sent(gateway="smtp", reference="m-1")):
        sending.deliver(delivery_id=outside(message).pk, now=NOON)
    assert not take_receipt(channel="sms", reference="m-1", has_arrived=True, now=LATER)
