"""Two workers and one letter. The first test shows that the race happens when the lease is taken carelessly."""

import threading
from datetime import datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connection, connections

from konullu.messaging.models import Delivery
from konullu.messaging.operations import sending
from konullu.platform.gateways import Sent
from tests.messaging.letterbox import NOON, outside, somebody, write

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8


def send_by_many_workers(delivery_id: UUID) -> int:
    """All workers try the same letter at the same moment; how many really sent it."""
    sent: list[str] = []
    start = threading.Barrier(WORKERS)

    def send_mail(**message: Any) -> Sent:
        sent.append(message["to"])
        return Sent(gateway="smtp")

    def work() -> None:
        start.wait(timeout=10)
        try:
            sending.deliver(delivery_id=delivery_id, now=NOON)
        finally:
            connections.close_all()

    with patch("konullu.messaging.channels.mail.send_mail", send_mail):
        threads = [threading.Thread(target=work) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    return len(sent)


def test_without_the_guard_a_letter_is_sent_more_than_once() -> None:
    delivery = outside(write(somebody()))
    looked = threading.Barrier(WORKERS)

    def careless(delivery_id: UUID, now: datetime) -> Delivery:
        """Look, then write: what a lease must not do."""
        found = Delivery.objects.select_related("message").get(pk=delivery_id)
        assert found.state == "queued"
        looked.wait(timeout=10)
        found.state, found.next_attempt_at = "sending", now + sending.LEASE
        found.attempts += 1
        found.save()
        return found

    with patch.object(sending, "_take", careless):
        assert send_by_many_workers(delivery.pk) > 1


def test_with_the_guard_it_is_sent_once() -> None:
    for _ in range(5):
        delivery = outside(write(somebody()))
        assert send_by_many_workers(delivery.pk) == 1
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts) == ("sent", 1)


def test_two_causes_with_one_key_at_once_write_one_letter() -> None:
    person = somebody()
    start = threading.Barrier(4)
    errors: list[BaseException] = []

    def cause() -> None:
        start.wait(timeout=10)
        try:
            write(person, key="one")
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=cause) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert errors == []
    assert Delivery.objects.filter(channel="email").count() == 1
