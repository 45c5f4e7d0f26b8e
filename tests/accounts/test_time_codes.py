"""Authenticator apps and recovery codes, with the replay that the lock stops."""

from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
from django.db import connection

from konullu.accounts.models import Person, RecoveryCode, SignInTry, TimeCode
from konullu.accounts.operations import time_codes
from konullu.accounts.queries import factors
from konullu.journal.models import Entry
from konullu.platform.errors import Refused
from tests.accounts.people import NOW, VISIT, a_person
from tests.accounts.test_codes import at_once

pytestmark = pytest.mark.django_db


def code_at(secret: str, moment=NOW) -> str:
    return pyotp.TOTP(secret).at(moment)


def set_up(person: Person) -> str:
    secret = pyotp.random_base32()
    time_codes.set_up(person=person, secret=secret, typed=code_at(secret), now=NOW)
    return secret


def confirm(person: Person, typed: str, at=NOW) -> str:
    try:
        time_codes.confirm(person=person, typed=typed, visit=VISIT, now=at)
    except Refused as refused:
        return refused.codes[0]
    return "in"


def test_the_secret_is_sealed_and_the_act_is_written_down() -> None:
    person = a_person()
    secret = set_up(person)
    assert secret not in TimeCode.objects.get().sealed_secret
    assert Entry.objects.filter(verb="accounts.time_code_set_up", subject_id=person.id).count() == 1
    assert factors.has_second_factor(person)


def test_an_app_that_shows_another_code_is_not_taken() -> None:
    person = a_person()
    with pytest.raises(Refused) as refused:
        time_codes.set_up(person=person, secret=pyotp.random_base32(), typed="000000", now=NOW)
    assert refused.value.codes == ["accounts.factor_wrong"]
    assert not factors.has_second_factor(person)


def test_a_time_step_opens_once() -> None:
    person = a_person()
    secret = set_up(person)
    assert confirm(person, code_at(secret)) == "accounts.factor_spent"  # spent by the set-up itself
    later = NOW + timedelta(seconds=30)
    assert confirm(person, code_at(secret, later), later) == "in"
    assert confirm(person, code_at(secret, later), later) == "accounts.factor_spent"
    assert list(SignInTry.objects.order_by("id").values_list("method", "outcome")) == [
        ("time_code", "wrong_factor"),
        ("time_code", "signed_in"),
        ("time_code", "wrong_factor"),
    ]


def test_another_app_takes_the_place_of_the_first() -> None:
    person = a_person()
    first = set_up(person)
    second = set_up(person)
    later = NOW + timedelta(seconds=30)
    assert TimeCode.objects.count() == 1
    assert confirm(person, code_at(first, later), later) == "accounts.factor_wrong"
    assert confirm(person, code_at(second, later), later) == "in"


def test_five_tries_then_wait() -> None:
    person = a_person()
    set_up(person)
    answers = [confirm(person, "000000", NOW + timedelta(minutes=1)) for _ in range(6)]
    assert answers[-1] == "accounts.try_wait"
    assert set(answers[:4]) == {"accounts.factor_wrong"}


def test_recovery_codes_are_hashed_and_open_once() -> None:
    person, other = a_person(), a_person("050 123 45 68")
    made = time_codes.renew_recovery_codes(person=person, now=NOW)
    assert len(set(made)) == 10
    stored = "".join(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not any(code.replace("-", "") in stored for code in made)
    assert confirm(other, made[0]) == "accounts.recovery_code_wrong"
    assert confirm(person, made[0].lower().replace("-", " ")) == "in"
    assert confirm(person, made[0]) == "accounts.recovery_code_wrong"
    assert factors.recovery_codes_left(person) == 9
    assert Entry.objects.filter(verb="accounts.recovery_code_used").count() == 1


def test_new_recovery_codes_make_the_old_ones_void() -> None:
    person = a_person()
    old = time_codes.renew_recovery_codes(person=person, now=NOW)
    time_codes.renew_recovery_codes(person=person, now=NOW)
    assert confirm(person, old[0]) == "accounts.recovery_code_wrong"
    assert factors.recovery_codes_left(person) == 10


def test_the_last_factor_of_staff_stays() -> None:
    person = a_person()
    set_up(person)
    with pytest.raises(Refused) as refused:
        time_codes.remove(person=person, must_keep_one=True, now=NOW)
    assert refused.value.codes == ["accounts.last_factor_of_staff"]
    time_codes.remove(person=person, must_keep_one=False, now=NOW)
    assert not factors.has_second_factor(person)


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_the_same_time_code_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """First without the lock, to see that the race is real; then with it."""
    assert race(monkeypatch, "050 123 45 67", guarded=False) == ["in", "in"]
    assert race(monkeypatch, "050 123 45 68", guarded=True) == ["accounts.factor_spent", "in"]


def race(monkeypatch: pytest.MonkeyPatch, phone: str, *, guarded: bool) -> list[str]:
    person = a_person(phone)
    secret = set_up(person)
    later = NOW + timedelta(seconds=30)
    gate = Barrier(2, timeout=5)

    def unlocked(of: Person) -> TimeCode | None:
        found = TimeCode.objects.filter(person=of).first()
        gate.wait()
        return found

    if not guarded:
        monkeypatch.setattr(time_codes, "_locked_time_code", unlocked)
    answers = sorted(at_once(2, lambda: confirm(person, code_at(secret, later), later)))
    monkeypatch.undo()
    assert connection.in_atomic_block is False
    return answers
