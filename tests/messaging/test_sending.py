"""Sending: tried again with patience, never lost in a crash, and at last a dead letter."""

import logging
from datetime import timedelta
from unittest.mock import patch

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from konullu.accounts.models import Person
from konullu.accounts.operations import contacts
from konullu.messaging import registry
from konullu.messaging.models import ChannelChoice, Delivery, Message
from konullu.messaging.operations import dead_letters, queue_to_address, sending
from konullu.messaging.queries.letters import undelivered_page
from konullu.messaging.rules.attempts import LEASE, MAX_ATTEMPTS
from konullu.platform.gateways import GatewayRefused, GatewayUnavailable, Sent
from konullu.platform.models import MailboxItem
from tests.messaging.letterbox import LEGAL, NOON, URGENT, mail_gateway, outside, somebody, states, write

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class PowerCut(BaseException):
    """The worker dies at this point: nothing after it runs."""


def fresh(message: Message) -> Delivery:
    return outside(message)


def test_a_letter_is_sent_once_however_often_its_job_runs() -> None:
    message = write(somebody())
    with mail_gateway(Sent(gateway="smtp", reference="m-1")) as calls:
        for minute in range(3):
            sending.deliver(delivery_id=fresh(message).pk, now=NOON + minute * MINUTE)
    delivery = fresh(message)
    assert len(calls) == 1
    assert (delivery.state, delivery.attempts, delivery.reference) == ("sent", 1, "m-1")
    assert (delivery.sent_at, delivery.ended_at, delivery.next_attempt_at) == (NOON, None, None)


def test_in_development_the_mailbox_has_the_letter(run_jobs) -> None:
    message = write(somebody())
    assert run_jobs(until=NOON) == 1
    item = MailboxItem.objects.get()
    assert (item.channel, item.to, item.subject) == ("email", message.person.email, message.subject)
    assert fresh(message).state == "delivered"


def test_a_letter_that_is_not_due_is_left_alone() -> None:
    message = write(somebody())
    with mail_gateway() as calls:
        sending.deliver(delivery_id=fresh(message).pk, now=NOON - MINUTE)
    assert calls == []
    assert fresh(message).attempts == 0


def test_an_outage_is_waited_out_with_longer_and_longer_pauses() -> None:
    message = write(somebody())
    now, waits = NOON, []
    with (
        mail_gateway(*[GatewayUnavailable("down")] * 3, Sent(gateway="smtp")),
        patch("random.random", return_value=0.5),
    ):
        for _ in range(3):
            sending.deliver(delivery_id=fresh(message).pk, now=now)
            delivery = fresh(message)
            assert (delivery.state, delivery.last_error, delivery.last_error_detail) == (
                "queued",
                "unavailable",
                "down",
            )
            waits.append(delivery.next_attempt_at - now)
            now = delivery.next_attempt_at
        sending.deliver(delivery_id=fresh(message).pk, now=now)
    assert waits == [timedelta(seconds=30), timedelta(seconds=120), timedelta(seconds=480)]
    delivery = fresh(message)
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("sent", 4, "")
    scheduled = ProcrastinateJob.objects.order_by("id").values_list("scheduled_at", flat=True)
    assert list(scheduled)[1:] == [NOON + sum(waits[:n], timedelta()) for n in (1, 2, 3)]


def test_the_gateway_may_ask_for_more_time() -> None:
    message = write(somebody())
    with mail_gateway(GatewayUnavailable("busy", after=timedelta(hours=2))):
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    assert fresh(message).next_attempt_at == NOON + timedelta(hours=2)


def test_a_refusal_for_ever_is_not_tried_again() -> None:
    message = write(somebody())
    with mail_gateway(GatewayRefused("no such mailbox (550)")):
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    delivery = fresh(message)
    assert (delivery.state, delivery.last_error, delivery.ended_at) == ("failed", "refused", NOON)
    assert delivery.last_error_detail == "no such mailbox (550)"
    assert ProcrastinateJob.objects.count() == 1


def test_after_the_last_attempt_the_letter_is_dead() -> None:
    message = write(somebody())
    now = NOON
    with mail_gateway(GatewayUnavailable("down")) as calls:
        for _ in range(MAX_ATTEMPTS):
            sending.deliver(delivery_id=fresh(message).pk, now=now)
            now = fresh(message).next_attempt_at or now
        sending.deliver(delivery_id=fresh(message).pk, now=now + timedelta(days=9))
    delivery = fresh(message)
    assert len(calls) == MAX_ATTEMPTS
    assert (delivery.state, delivery.attempts, delivery.next_attempt_at) == ("dead", MAX_ATTEMPTS, None)


def test_a_mistake_of_our_own_is_logged_and_the_letter_kept(caplog) -> None:
    message = write(somebody())
    with mail_gateway(KeyError("mistake")), caplog.at_level(logging.ERROR):
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    delivery = fresh(message)
    assert (delivery.state, delivery.last_error) == ("queued", "internal")
    assert [record.message for record in caplog.records] == ["messaging_channel_failed"]
    assert message.person.email not in caplog.text


def test_a_worker_that_dies_before_sending_loses_nothing() -> None:
    message = write(somebody())
    with mail_gateway(PowerCut()), pytest.raises(PowerCut):
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    assert fresh(message).state == "sending"
    assert_taken_over_after_the_lease(message, sent_before=0)


def test_a_worker_that_dies_between_sending_and_marking_sends_again_under_the_same_number() -> None:
    message = write(somebody())
    with mail_gateway() as first, patch.object(sending, "_settle", side_effect=PowerCut), pytest.raises(PowerCut):
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    assert fresh(message).state == "sending"
    second = assert_taken_over_after_the_lease(message, sent_before=1)
    assert first[0]["headers"]["Message-ID"] == second[0]["headers"]["Message-ID"]
    assert Message.objects.count() == 1  # and the person sees it once


def assert_taken_over_after_the_lease(message: Message, *, sent_before: int) -> list[dict[str, object]]:
    delivery = fresh(message)
    with mail_gateway() as calls:
        sending.deliver(delivery_id=delivery.pk, now=NOON + LEASE - timedelta(seconds=1))
        assert calls == []  # the first worker may still be alive
        assert sending.resume(now=NOON + LEASE + 2 * MINUTE) == 1
        sending.deliver(delivery_id=delivery.pk, now=NOON + LEASE + 2 * MINUTE)
    assert len(calls) == 1
    assert (fresh(message).state, fresh(message).attempts) == ("sent", 2)
    return calls


def test_a_worker_that_comes_back_from_the_dead_does_not_overwrite_its_successor() -> None:
    message = write(somebody())
    ghost = sending._take(fresh(message).pk, NOON)
    assert ghost is not None
    later = NOON + LEASE + MINUTE
    with mail_gateway(Sent(gateway="smtp", reference="second")):
        sending.deliver(delivery_id=ghost.pk, now=later)
    sending._settle(ghost, sending.Failure(code="unavailable"), later + MINUTE)
    assert (fresh(message).state, fresh(message).reference) == ("sent", "second")


def test_a_letter_that_kills_every_worker_is_dead_in_the_end() -> None:
    message = write(somebody())
    now = NOON
    for _ in range(MAX_ATTEMPTS):
        with mail_gateway(PowerCut()), pytest.raises(PowerCut):
            sending.deliver(delivery_id=fresh(message).pk, now=now)
        now = fresh(message).next_attempt_at
    with mail_gateway() as calls:
        sending.deliver(delivery_id=fresh(message).pk, now=now)
    assert calls == []
    assert (fresh(message).state, fresh(message).last_error) == ("dead", "crashed")


def test_letters_that_lost_their_jobs_get_new_ones() -> None:
    lost, waiting = write(somebody()), write(somebody(), now=NOON + 10 * MINUTE)
    before = ProcrastinateJob.objects.count()
    assert sending.resume(now=NOON + 2 * MINUTE) == 1
    job = ProcrastinateJob.objects.order_by("-id")[0]
    assert ProcrastinateJob.objects.count() == before + 1
    assert job.args == {"delivery_id": str(outside(lost).pk)}
    assert outside(waiting).state == "queued"


def test_nothing_is_written_about_a_letter_that_was_erased_meanwhile() -> None:
    message = write(somebody())
    delivery = sending._take(fresh(message).pk, NOON)
    assert delivery is not None
    message.delete()
    sending._settle(delivery, sending.Failure(code="unavailable"), NOON)
    assert Delivery.objects.count() == 0
    assert ProcrastinateJob.objects.count() == 1


def test_a_channel_that_was_taken_out_makes_a_dead_letter_with_a_reason(settings) -> None:
    message = write(somebody())
    settings.MESSAGING_CHANNELS = ["konullu.messaging.channels.inbox.Inbox"]
    sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    assert (fresh(message).state, fresh(message).last_error) == ("failed", "no_channel")


def test_a_letter_goes_where_its_reader_is_reached_when_it_is_sent() -> None:
    person = somebody(email="old@people.example")
    message = write(person)
    with mail_gateway(GatewayUnavailable("down"), Sent(gateway="smtp")) as calls:
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
        Person.objects.filter(pk=person.pk).update(email="new@people.example")
        sending.deliver(delivery_id=fresh(message).pk, now=fresh(message).next_attempt_at)
    assert [call["to"] for call in calls] == ["old@people.example", "new@people.example"]
    assert (fresh(message).state, fresh(message).address) == ("sent", "new@people.example")


def test_a_letter_that_waits_for_the_morning_goes_by_the_way_that_is_left() -> None:
    person = somebody(email=None, phone="+994501234567")
    night = NOON.replace(hour=20)
    message = write(person, now=night)
    assert fresh(message).state == "held"
    Person.objects.filter(pk=person.pk).update(email="aygun@people.example")
    contacts.remove_contact(person=person, kind="phone", now=night)
    morning = fresh(message).next_attempt_at
    with mail_gateway() as calls:
        sending.deliver(delivery_id=fresh(message).pk, now=morning)
        dropped, instead = message.deliveries.get(channel="sms"), message.deliveries.get(channel="email")
        assert calls == []
        sending.deliver(delivery_id=instead.pk, now=morning)
    assert (dropped.state, dropped.last_error, dropped.ended_at) == ("dropped", "address_gone", morning)
    assert dropped.next_attempt_at is None
    assert [call["to"] for call in calls] == ["aygun@people.example"]
    assert states(message) == {"inbox": "delivered", "sms": "dropped", "email": "sent"}


def test_a_letter_that_another_way_carries_already_is_not_sent_a_second_time() -> None:
    person = somebody(phone="+994501234567")
    message = write(person, URGENT)
    assert states(message) == {"inbox": "delivered", "email": "queued", "sms": "queued"}
    contacts.remove_contact(person=person, kind="email", now=NOON)
    jobs = ProcrastinateJob.objects.filter(task_name="messaging.deliver").count()
    sending.deliver(delivery_id=message.deliveries.get(channel="email").pk, now=NOON)
    assert states(message) == {"inbox": "delivered", "email": "dropped", "sms": "queued"}
    assert ProcrastinateJob.objects.filter(task_name="messaging.deliver").count() == jobs


def test_a_way_that_the_person_has_switched_off_is_not_taken_instead() -> None:
    person = somebody(phone="+994501234567")
    ChannelChoice.objects.create(created_at=NOON, person=person, kind="work", channel="sms", is_on=False)
    message, legal = write(person), write(person, LEGAL)
    contacts.remove_contact(person=person, kind="email", now=NOON)
    for each in (message, legal):
        sending.deliver(delivery_id=each.deliveries.get(channel="email").pk, now=NOON)
    assert states(message) == {"inbox": "delivered", "email": "dropped"}
    assert list(undelivered_page(page="1")) == []  # there is nothing that staff could do
    assert states(legal) == {"inbox": "delivered", "email": "dropped", "sms": "queued"}


def test_a_letter_to_an_address_without_an_account_keeps_it() -> None:
    message = queue_to_address(
        channel="email", address="guest@people.example", language="az", template=LEGAL,
        context=dict(registry.letter(LEGAL).example), now=NOON,
    )  # fmt: skip
    with mail_gateway() as calls:
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
    assert [call["to"] for call in calls] == ["guest@people.example"]


def test_a_letter_that_staff_send_again_goes_to_the_address_of_today() -> None:
    person = somebody(email="typo@people.example")
    message = write(person)
    with mail_gateway(GatewayRefused("no such mailbox (550)"), Sent(gateway="smtp")) as calls:
        sending.deliver(delivery_id=fresh(message).pk, now=NOON)
        Person.objects.filter(pk=person.pk).update(email="right@people.example")
        dead_letters.retry(delivery=fresh(message), by=somebody(), now=NOON + MINUTE)
        sending.deliver(delivery_id=fresh(message).pk, now=NOON + MINUTE)
    assert [call["to"] for call in calls] == ["typo@people.example", "right@people.example"]
    assert fresh(message).state == "sent"
