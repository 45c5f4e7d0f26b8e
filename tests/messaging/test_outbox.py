"""Writing letters: in the transaction of their cause, once for each cause, in the reader's language."""

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from konullu.messaging import registry
from konullu.messaging.models import Delivery, Message
from konullu.messaging.operations import queue, queue_to_address
from konullu.messaging.registry import UnknownLetter
from tests.messaging.letterbox import LEGAL, NOON, URGENT, WORK, outside, somebody, states, write

pytestmark = pytest.mark.django_db

INVITATION = "organisations/letters/invitation"


def to_address(**options: object) -> Message:
    context = dict(registry.letter(INVITATION).example)
    fixed = {"channel": "email", "address": "devet@people.example", "language": "ru", "template": INVITATION}
    return queue_to_address(**{**fixed, "context": context, "now": NOON, **options})


def counts() -> tuple[int, int, int]:
    return Message.objects.count(), Delivery.objects.count(), ProcrastinateJob.objects.count()


def test_a_letter_lies_in_the_inbox_at_once_and_waits_for_the_worker_outside() -> None:
    message = write(somebody())
    assert states(message) == {"inbox": "delivered", "email": "queued"}
    delivery = outside(message)
    assert (delivery.address, delivery.attempts, delivery.next_attempt_at) == (message.person.email, 0, NOON)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args, job.status) == ("messaging.deliver", {"delivery_id": str(delivery.pk)}, "todo")


def test_a_cause_that_is_rolled_back_leaves_no_letter_and_no_job() -> None:
    person = somebody()
    with transaction.atomic():
        write(person)
        assert counts() == (1, 2, 1)
        transaction.set_rollback(True)
    assert counts() == (0, 0, 0)


def test_the_words_are_frozen_in_the_readers_language() -> None:
    person = somebody(language="ru")
    before = write(person, LEGAL)
    person.language = "az"
    person.save()
    after = write(person, LEGAL)
    assert before.language == "ru"
    assert after.language == "az"
    assert before.subject != after.subject
    assert Message.objects.get(pk=before.pk).subject == before.subject


def test_a_language_that_we_do_not_write_becomes_azerbaijani() -> None:
    assert write(somebody(language="kk")).language == "az"


def test_the_same_key_is_the_same_letter() -> None:
    person = somebody()
    first, second = write(person, key="decision-1"), write(person, key="decision-1")
    assert first.pk == second.pk
    assert counts() == (1, 2, 1)


def test_the_same_key_for_another_person_template_or_address_is_another_letter() -> None:
    person = somebody()
    letters = [
        write(person, key="k"),
        write(somebody(), key="k"),
        write(person, LEGAL, key="k"),
        to_address(key="k"),
        to_address(key="k", address="other@people.example"),
    ]
    assert len({letter.pk for letter in letters}) == 5
    assert to_address(key="k").pk == letters[3].pk


def test_letters_without_a_key_are_never_taken_for_the_same() -> None:
    person = somebody()
    assert write(person).pk != write(person).pk


def test_the_database_itself_refuses_a_second_letter_of_one_cause() -> None:
    first = write(somebody(), key="k")
    first.pk = None
    first._state.adding = True
    with pytest.raises(IntegrityError, match="message_once_for_a_person"):
        Message.objects.bulk_create([_copy(first)])


def _copy(message: Message) -> Message:
    names = [field.attname for field in Message._meta.concrete_fields if not field.primary_key]
    return Message(**{name: getattr(message, name) for name in names})


def test_an_address_without_an_account_gets_one_letter_and_no_inbox() -> None:
    message = to_address()
    assert states(message) == {"email": "queued"}
    assert (message.person, message.language, len(message.address_hash)) == (None, "ru", 64)
    assert outside(message).address == "devet@people.example"


def test_nothing_of_a_letter_lies_open_in_the_table() -> None:
    to_address()
    row = Message.objects.values_list().get()
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT m::text || d::text FROM messaging_message m, messaging_delivery d")
        raw = cursor.fetchone()[0]
    assert "devet@people.example" not in raw
    for sealed in row[8:10]:
        assert str(sealed)[:12] not in raw


def test_a_template_that_nobody_registered_is_refused() -> None:
    with pytest.raises(UnknownLetter, match="organisations/letters/nothing"):
        queue(to=somebody(), template="organisations/letters/nothing", context={}, now=NOON)


def test_no_letter_goes_to_the_inbox_of_somebody_without_one() -> None:
    with pytest.raises(ValueError, match="inbox"):
        to_address(channel="inbox")


def test_the_sender_may_insist_on_a_channel() -> None:
    person = somebody(phone="+994501234567")
    assert states(write(person, channels=["sms"])) == {"sms": "queued"}


def test_an_urgent_letter_takes_every_way() -> None:
    person = somebody(phone="+994501234567")
    assert states(write(person, URGENT)) == {"inbox": "delivered", "email": "queued", "sms": "queued"}


def test_an_ordinary_letter_takes_the_cheapest_way() -> None:
    assert states(write(somebody(phone="+994501234567"))) == {"inbox": "delivered", "email": "queued"}
    assert states(write(somebody(phone="+994501234568", email=None))) == {"inbox": "delivered", "sms": "queued"}


def test_the_template_of_the_tests_is_what_it_seems() -> None:
    assert registry.letter(WORK).kind == "work"
    assert registry.letter(LEGAL).kind == "legal"
    assert registry.letter(URGENT).is_urgent
