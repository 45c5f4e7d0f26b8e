"""A person leaves: no letter, no address, no choice stays; and letters whose time is over go by themselves."""

from datetime import time, timedelta

import pytest
from django.db import connection

from konullu.accounts.facts import PersonErased
from konullu.messaging import registry
from konullu.messaging.models import ChannelChoice, Delivery, Message, QuietHours
from konullu.messaging.operations import forgetting, notices, queue_to_address
from konullu.messaging.queries.privacy import letters_section, notices_section
from konullu.messaging.rules import retention
from konullu.platform.facts import publish
from tests.messaging.letterbox import NOON, somebody, write

pytestmark = pytest.mark.django_db
INVITATION = "organisations/letters/invitation"


def invite(address: str) -> Message:
    context = dict(registry.letter(INVITATION).example)
    return queue_to_address(
        channel="email", address=address, language="az", template=INVITATION, context=context, now=NOON
    )


def everything() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(t, ' '), '') FROM (SELECT m::text AS t FROM messaging_message m"
            " UNION ALL SELECT d::text FROM messaging_delivery d"
            " UNION ALL SELECT c::text FROM messaging_channelchoice c"
            " UNION ALL SELECT q::text FROM messaging_quiethours q"
            " UNION ALL SELECT j::text FROM procrastinate_jobs j) rows"
        )
        return str(cursor.fetchone()[0])


def test_erasure_takes_every_letter_in_its_own_transaction() -> None:
    person, other = somebody(email="aygun@people.example"), somebody()
    write(person)
    invite("aygun@people.example")  # to the address, before the account was there
    kept = [write(other).pk, invite("somebody.else@people.example").pk]
    on = {"security": ["email"], "legal": ["email"], "work": []}
    notices.choose(person=person, on=on, starts=time(22), ends=time(8), now=NOON)
    publish(PersonErased(person.pk, NOON))
    assert set(Message.objects.values_list("pk", flat=True)) == set(kept)
    assert set(Delivery.objects.values_list("message_id", flat=True)) == set(kept)
    assert (ChannelChoice.objects.count(), QuietHours.objects.count()) == (0, 0)
    assert "aygun" not in everything()
    assert str(person.pk) not in everything()


def test_the_job_of_an_erased_letter_does_nothing(run_jobs) -> None:
    person = somebody()
    write(person)
    forgetting.forget(person_id=person.pk)
    assert run_jobs(until=NOON) == 1


def test_addresses_are_forgotten_a_month_after_the_letter_arrived() -> None:
    delivered, waiting = write(somebody()), write(somebody())
    Delivery.objects.filter(message=delivered).update(state="delivered", ended_at=NOON, next_attempt_at=None)
    forgetting.forget_old(now=NOON + retention.ADDRESS_KEPT_FOR)
    assert Delivery.objects.get(message=delivered, channel="email").address != ""
    forgetting.forget_old(now=NOON + retention.ADDRESS_KEPT_FOR + timedelta(seconds=1))
    assert Delivery.objects.get(message=delivered, channel="email").address == ""
    assert Delivery.objects.get(message=waiting, channel="email").address != ""


def test_a_gateway_that_never_tells_does_not_keep_an_address_alive() -> None:
    message = write(somebody())
    Delivery.objects.filter(message=message, channel="email").update(state="sent", sent_at=NOON, next_attempt_at=None)
    forgetting.forget_old(now=NOON + retention.ADDRESS_KEPT_FOR + timedelta(seconds=1))
    assert Delivery.objects.get(message=message, channel="email").address == ""


def test_old_letters_go_but_never_one_that_is_still_on_its_way() -> None:
    to_person, to_address, open_one = write(somebody()), invite("a@people.example"), invite("b@people.example")
    Delivery.objects.exclude(message=open_one).update(state="delivered", ended_at=NOON, next_attempt_at=None)
    month = NOON + retention.LETTER_WITHOUT_PERSON_KEPT_FOR + timedelta(seconds=1)
    assert forgetting.forget_old(now=month) == 1
    assert set(Message.objects.values_list("pk", flat=True)) == {to_person.pk, open_one.pk}
    assert to_address.pk not in Message.objects.values_list("pk", flat=True)
    assert forgetting.forget_old(now=NOON + retention.LETTER_KEPT_FOR + timedelta(seconds=1)) == 1
    assert Message.objects.get().pk == open_one.pk


def test_the_copy_of_all_data_has_every_letter_and_choice() -> None:
    person = somebody(email="aygun@people.example")
    message = write(person)
    write(somebody())
    notices.unsubscribe(person_id=person.pk, kind="work", channel="email", now=NOON)
    letters = letters_section(person)
    assert [(row["subject"], row["text"]) for row in letters.rows] == [(message.subject, message.text)]
    assert "email aygun@people.example queued" in letters.rows[0]["ways"]
    assert set(letters.rows[0]) == set(letters.columns)
    assert [row["what"] for row in notices_section(person).rows] == ["work, email"]
