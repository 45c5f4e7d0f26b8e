from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import IntegrityError, transaction

from konullu.platform.idempotency import (
    KEPT,
    LEASE,
    Answered,
    Busy,
    Differs,
    Yours,
    abandon,
    fingerprint_of,
    finish,
    patient_turn,
    turn,
)  # fmt: skip
from konullu.platform.models import IdempotencyKey
from tests.platform.racing import at_once

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def ask(moment=NOON, scope="aygun", key="k-1", fingerprint="f"):
    return turn(scope=scope, key=key, fingerprint=fingerprint, now=moment)


@pytest.mark.django_db
def test_the_first_does_it_and_the_second_gets_its_answer():
    mine = ask()
    assert isinstance(mine, Yours)
    assert ask() == Busy()
    finish(mine, answer={"status": 302, "body": "ə"}, now=NOON)
    assert ask() == Answered({"status": 302, "body": "ə"})


@pytest.mark.django_db
def test_the_same_key_for_something_else_is_noticed_before_and_after():
    mine = ask()
    assert ask(fingerprint="other") == Differs()
    finish(mine, answer={}, now=NOON)
    assert ask(fingerprint="other") == Differs()


@pytest.mark.django_db
def test_another_persons_key_is_another_key():
    finish(ask(), answer={"secret": 1}, now=NOON)
    assert isinstance(ask(scope="cavid"), Yours)


@pytest.mark.django_db
def test_what_was_refused_may_be_tried_again():
    abandon(ask())
    assert isinstance(ask(), Yours)


@pytest.mark.django_db
def test_when_the_process_dies_another_try_may_do_it_after_the_lease():
    dead = ask()
    assert ask(NOON + LEASE - timedelta(seconds=1)) == Busy()
    heir = ask(NOON + LEASE)
    assert isinstance(heir, Yours)
    finish(dead, answer={"from": "the dead"}, now=NOON + LEASE)  # it was only slow: its answer comes too late
    assert ask(NOON + LEASE) == Busy()
    finish(heir, answer={"from": "the heir"}, now=NOON + LEASE)
    assert ask(NOON + LEASE) == Answered({"from": "the heir"})


@pytest.mark.django_db
def test_a_dead_lease_is_not_taken_over_by_another_request():
    ask()
    assert ask(NOON + LEASE, fingerprint="other") == Differs()


@pytest.mark.django_db
def test_an_answer_is_forgotten_after_a_day():
    finish(ask(), answer={}, now=NOON)
    assert ask(NOON + KEPT - timedelta(seconds=1)) == Answered({})
    assert isinstance(ask(NOON + KEPT, fingerprint="other"), Yours)


@pytest.mark.django_db
def test_nothing_readable_is_kept():
    finish(ask(scope="person:aygun", key="k-1"), answer={"name": "Aygün"}, now=NOON)
    row = str(IdempotencyKey.objects.values().get())
    assert not any(word in row for word in ("aygun", "Aygün", "k-1"))


@pytest.mark.django_db
def test_a_turn_is_not_taken_inside_a_transaction():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ask()


@pytest.mark.django_db
def test_the_database_wants_an_answer_with_its_moment():
    mine = ask()
    with pytest.raises(IntegrityError, match="idempotencykey_answer_when_answered"), transaction.atomic():
        IdempotencyKey.objects.filter(id=mine.id).update(answered_at=NOON)


def test_fingerprints_do_not_run_together():
    assert fingerprint_of(b"ab", b"c") != fingerprint_of(b"a", b"bc") != fingerprint_of(b"abc")
    assert fingerprint_of(b"a", [b"b", b"c"]) == fingerprint_of([b"a", b"b"], b"c")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_does_it_and_the_others_get_its_answer():
    done = []

    def submit(number):
        mine = patient_turn(scope="aygun", key="k-1", fingerprint="f", seconds=5)
        if isinstance(mine, Yours):
            done.append(number)
            finish(mine, answer={"by": number}, now=datetime.now(UTC))
            return {"by": number}
        return mine.answer

    answers = at_once(5, submit)
    assert len(done) == 1
    assert answers == [{"by": done[0]}] * 5


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_all_of_them_would_do_it():
    """The same rule as look first, then write: everybody sees that nobody has begun."""
    looked = Event()

    def naive(_):
        free = not IdempotencyKey.objects.exists()
        looked.wait(timeout=0.3)
        if free:
            IdempotencyKey.objects.bulk_create([
                IdempotencyKey(
                    created_at=NOON, scope="s", key="k", fingerprint="f", leased_until=NOON, expires_at=NOON
                )
            ], ignore_conflicts=True)  # fmt: skip
        return free

    assert at_once(5, naive).count(True) > 1


@pytest.mark.django_db
def test_a_wait_that_is_too_long_ends_as_busy():
    ask(datetime.now(UTC))
    assert patient_turn(scope="aygun", key="k-1", fingerprint="f", seconds=0.15) == Busy()
