"""Asking for a code and spending it, on PostgreSQL: rows, job, letter, limits, and the race for one code."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from konullu.accounts.models import Code
from konullu.accounts.operations import codes, entry
from konullu.accounts.operations.entry import Wish
from konullu.accounts.queries import signin
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.devices import Visit
from konullu.platform.errors import Refused
from tests.accounts.letterbox import deliver_all, jobs, latest_code

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
PHONE = Contact("phone", "+994501234567")
EMAIL = Contact("email", "aygun@mail.example")
VISIT = Visit(agent="Firefox, Linux", network="94.20.30.0/24", ip="94.20.30.40")


def ask(contact: Contact = PHONE, *, at: datetime = NOW, visit: Visit = VISIT, purpose: str = "sign_in") -> Code:
    return codes.ask_code(purpose=purpose, contact=contact, visit=visit, language="az", now=at)


def spend(code: Code, typed: str, *, at: datetime = NOW, contact: Contact = PHONE, purpose: str = "sign_in") -> str:
    refusal = codes.spend(code_id=code.id, purpose=purpose, contact=contact, typed=typed, now=at)
    return refusal.code if refusal else "right"


def test_neither_code_nor_address_lies_open_in_the_database_or_the_job() -> None:
    code = ask()
    digits = latest_code()
    stored = [code.address_hash, code.code_hash]
    assert all(len(value) == 64 for value in stored)
    assert not any(
        secret in text for secret in (digits, PHONE.value, "501234567") for text in [*stored, str(jobs()[0].args)]
    )


def test_the_job_is_written_in_the_same_transaction() -> None:
    """No code without its letter, no letter without its code."""

    def make_and_fail() -> None:
        with transaction.atomic():
            codes._make_code(purpose="sign_in", contact=PHONE, language="az", now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_and_fail()
    assert (Code.objects.count(), len(jobs())) == (0, 0)


def test_the_sms_is_in_the_readers_language_and_ends_as_webotp_wants() -> None:
    codes.ask_code(purpose="sign_in", contact=PHONE, visit=VISIT, language="ru", now=NOW)
    item = deliver_all()[0]
    assert (item.channel, item.to) == ("sms", PHONE.value)
    lines = item.text.splitlines()
    assert lines[-1].startswith("@")
    digits = lines[-1].split("#")[1]
    assert digits in lines[0]
    assert lines[0].startswith("Könüllü: ваш код")


def test_the_mail_carries_the_code_in_its_subject() -> None:
    codes.ask_code(purpose="sign_in", contact=EMAIL, visit=VISIT, language="az", now=NOW)
    item = deliver_all()[0]
    assert (item.channel, item.to) == ("email", EMAIL.value)
    assert "Könüllü" in item.subject
    assert item.headers["Auto-Submitted"] == "auto-generated"


def test_a_letter_whose_time_is_over_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    ask(at=NOW - timedelta(minutes=11))
    assert deliver_all() == []


def test_the_right_code_opens_once() -> None:
    code = ask()
    digits = latest_code()
    assert spend(code, digits) == "right"
    assert spend(code, digits) == "accounts.code_used"


def test_a_code_lives_ten_minutes() -> None:
    code = ask()
    digits = latest_code()
    assert spend(code, digits, at=NOW + timedelta(minutes=10)) == "accounts.code_expired"
    assert spend(code, digits, at=NOW + timedelta(minutes=9, seconds=59)) == "right"


def test_five_wrong_tries_close_the_code() -> None:
    code = ask()
    digits = latest_code()
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    answers = [spend(code, wrong) for _ in range(6)]
    assert answers == ["accounts.code_wrong"] * 4 + ["accounts.code_tries_used_up"] * 2
    assert spend(code, digits) == "accounts.code_tries_used_up"


def test_a_new_code_closes_the_one_before() -> None:
    old = ask()
    old_digits = latest_code()
    new = ask(at=NOW + timedelta(seconds=61))
    assert spend(old, old_digits) == "accounts.code_replaced"
    assert spend(new, latest_code()) == "right"


@pytest.mark.parametrize(
    ("purpose", "contact"), [("sign_up", PHONE), ("contact", PHONE), ("sign_in", Contact("phone", "+994501234568"))]
)
def test_a_code_is_for_its_purpose_and_its_address_only(purpose: str, contact: Contact) -> None:
    code = ask()
    assert spend(code, latest_code(), purpose=purpose, contact=contact) == "accounts.code_replaced"


def test_asking_again_waits_a_minute_and_says_how_long() -> None:
    ask()
    with pytest.raises(Refused) as refused:
        ask(at=NOW + timedelta(seconds=12))
    assert refused.value.codes == ["accounts.code_wait"]
    assert "48" in str(refused.value.reasons[0].text)
    assert len(jobs()) == 1


def test_a_number_gets_five_codes_an_hour_from_whatever_network() -> None:
    for minute in range(0, 10, 2):
        visit = Visit(agent="", network=f"10.0.{minute}.0/24", ip=f"10.0.{minute}.1")
        ask(at=NOW + timedelta(minutes=minute), visit=visit)
    with pytest.raises(Refused) as refused:
        ask(at=NOW + timedelta(minutes=12), visit=Visit(agent="", network="10.1.0.0/24", ip="10.1.0.1"))
    assert "48" in str(refused.value.reasons[0].text)  # the first of the five was an hour ago in 48 minutes


@pytest.mark.parametrize("limited", ["ip", "network"])
def test_one_address_and_one_network_have_their_limits(limited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes.rules, "SENDING", [codes.rules.Limit("few", limited, 3, timedelta(hours=1))])
    for number in range(3):
        ask(Contact("phone", f"+99450123456{number}"))
    with pytest.raises(Refused) as refused:
        ask(Contact("phone", "+994501234569"))
    assert refused.value.codes == ["accounts.code_wait"]
    ask(Contact("phone", "+994501234569"), visit=Visit(agent="", network="10.9.9.0/24", ip="10.9.9.9"))


def test_old_codes_are_forgotten() -> None:
    ask(at=NOW - timedelta(days=2))
    kept = ask(EMAIL)
    assert codes.forget_old_codes(now=NOW) == 1
    assert list(Code.objects.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_the_same_right_code_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """First without the lock, to see that the race is real; then with it."""
    assert race_for_one_code(monkeypatch, guarded=False) == ["in", "in"]
    assert race_for_one_code(monkeypatch, guarded=True) == ["accounts.code_used", "in"]


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_get_no_more_than_five_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    code = ask(Contact("phone", "+994501234599"))
    contact = Contact("phone", "+994501234599")
    answers = at_once(8, lambda: spend_in_transaction(code, "000000", contact))
    code.refresh_from_db()
    assert code.wrong_tries == 5
    assert sorted(answers).count("accounts.code_tries_used_up") == 4  # the fifth closes it, three more find it closed


def spend_in_transaction(code: Code, typed: str, contact: Contact) -> str:
    with transaction.atomic():
        return spend(code, typed, contact=contact)


def race_for_one_code(monkeypatch: pytest.MonkeyPatch, *, guarded: bool) -> list[str]:
    contact = Contact("phone", f"+9945012345{20 + guarded}")
    sign_up = ask(contact, purpose="sign_up")
    entered = entry.enter(
        code_id=sign_up.id,
        contact=contact,
        typed=latest_code(),
        wish=Wish("Aygün Məmmədova", 2002, text_version=1, text_language="az"),
        visit=VISIT,
        language="az",
        now=NOW,
    )
    assert entered.person
    code = ask(contact, at=NOW + timedelta(seconds=61))
    digits = latest_code()
    gate = Barrier(2, timeout=5)

    def unlocked(code_id: Any, *, purpose: str, contact: Contact) -> Code | None:
        found = Code.objects.filter(id=code_id).first()
        gate.wait()  # both have read the row before either writes
        return found

    if not guarded:
        monkeypatch.setattr(signin, "locked_code", unlocked)

    def enter() -> str:
        try:
            entry.enter(code_id=code.id, contact=contact, typed=digits, wish=None, visit=VISIT, language="az", now=NOW)
        except Refused as refused:
            return refused.codes[0]
        return "in"

    answers = at_once(2, enter)
    monkeypatch.undo()
    return sorted(answers)


def at_once(count: int, act: Callable[[], str]) -> list[str]:
    answers: list[str] = []

    def run() -> None:
        try:
            answers.append(act())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers
