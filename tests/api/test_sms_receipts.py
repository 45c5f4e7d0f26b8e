"""The door of the SMS gateway: signed, fresh, and nothing else gets in."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from konullu.api.v1.sms_receipts import signature
from konullu.messaging.models import Delivery
from konullu.platform.clock import now
from tests.messaging.letterbox import outside, somebody, write

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/sms-receipts"
SECRET = "both sides know it"


@pytest.fixture
def delivery(settings) -> Delivery:
    settings.SMS_RECEIPT_SECRET = SECRET
    made = outside(write(somebody(email=None, phone="+994501234567")))
    Delivery.objects.filter(pk=made.pk).update(state="sent", reference="gw-77", sent_at=now(), next_attempt_at=None)
    return made


def tell(client: Client, told: object, *, secret: str = SECRET, age: timedelta = timedelta(), **headers: str):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    timestamp = str(int((now() - age).timestamp()))
    given = {
        "X-Konullu-Timestamp": timestamp,
        "X-Konullu-Signature": signature(secret=secret, timestamp=timestamp, body=body),
        **headers,
    }
    return client.post(DOOR, body, content_type="application/json", headers=given)


def test_a_signed_receipt_is_taken_and_may_come_twice(client: Client, delivery: Delivery) -> None:
    for _ in range(2):
        assert tell(client, {"reference": "gw-77", "status": "delivered"}).status_code == 204
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


def test_our_own_number_serves_too_and_failure_is_shown_to_staff(client: Client, delivery: Delivery) -> None:
    assert tell(client, {"reference": str(delivery.pk), "status": "failed"}).status_code == 204
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("failed", "undelivered")


@pytest.mark.parametrize(
    "options",
    [
        {"secret": "another"},
        {"age": timedelta(minutes=6)},
        {"age": timedelta(minutes=-6)},
        {"X-Konullu-Signature": ""},
        {"X-Konullu-Signature": "ş"},
        {"X-Konullu-Timestamp": "0"},
        {"X-Konullu-Timestamp": "now"},
        {"X-Konullu-Timestamp": "9" * 400},
    ],
)
def test_an_unsigned_forged_or_old_receipt_is_refused(client: Client, delivery: Delivery, options) -> None:
    answer = tell(client, {"reference": "gw-77", "status": "delivered"}, **options)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_a_changed_body_breaks_the_signature(client: Client, delivery: Delivery) -> None:
    timestamp = str(int(now().timestamp()))
    right = signature(secret=SECRET, timestamp=timestamp, body=b'{"reference": "gw-77", "status": "failed"}')
    headers = {"X-Konullu-Timestamp": timestamp, "X-Konullu-Signature": right}
    body = b'{"reference": "gw-77", "status": "delivered"}'
    assert client.post(DOOR, body, content_type="application/json", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"reference": "nobody", "status": "delivered"}, 404),
        ({"reference": "\x00", "status": "delivered"}, 404),
        ({"reference": "gw-77", "status": "eaten"}, 422),
        ({"reference": "", "status": "delivered"}, 422),
        ({"reference": "x" * 201, "status": "delivered"}, 422),
        ({}, 422),
        (b"not json", 400),
    ],
)
def test_a_receipt_that_makes_no_sense_is_told_so(client: Client, delivery: Delivery, told, status: int) -> None:
    assert tell(client, told).status_code == status


def test_without_a_secret_the_door_does_not_exist(client: Client, delivery: Delivery, settings) -> None:
    settings.SMS_RECEIPT_SECRET = ""
    assert tell(client, {"reference": "gw-77", "status": "delivered"}, secret="").status_code == 404
