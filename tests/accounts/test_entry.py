"""Sign-up and sign-in by code: rows, journal, facts, history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from konullu.accounts.facts import SignedUp
from konullu.accounts.models import Code, Consent, Person, SignInTry
from konullu.accounts.operations import codes, entry
from konullu.accounts.operations.codes import Proof
from konullu.accounts.operations.entry import Entered, Wish
from konullu.accounts.queries.consents import has_consent
from konullu.accounts.rules import purposes
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.devices import Visit
from konullu.journal.models import Entry
from konullu.platform import facts
from konullu.platform.errors import Refused
from tests.accounts.letterbox import latest_code

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
PHONE = Contact("phone", "+994501234567")
VISIT = Visit(agent="Firefox, Linux", network="94.20.30.0/24", ip="94.20.30.40")


def wish(name: str, birth_year: int) -> Wish:
    return Wish(name, birth_year, text_version=1, text_language="az")


WISH = wish("Aygün Məmmədova", 2002)


@pytest.fixture
def told() -> Iterator[list[SignedUp]]:
    heard: list[SignedUp] = []
    facts.react(SignedUp, heard.append, in_transaction=True)
    yield heard
    facts._in_transaction[SignedUp].remove(heard.append)


def come(wanted: Wish | None, *, at: datetime = NOW, typed: str = "", contact: Contact = PHONE) -> Entered:
    purpose = "sign_up" if wanted else "sign_in"
    code = codes.ask_code(purpose=purpose, contact=contact, visit=VISIT, language="az", now=at)
    return entry.enter(
        code_id=code.id,
        contact=contact,
        typed=typed or latest_code(),
        wish=wanted,
        visit=VISIT,
        language="ru",
        now=at,
    )


def test_sign_up_makes_a_person_and_tells_it(told: list[SignedUp]) -> None:
    entered = come(WISH)
    person = Person.objects.get()
    assert entered.person == person
    assert entered.is_new
    assert (person.name, person.birth_year, person.phone, person.email, person.language) == (
        "Aygün Məmmədova",
        2002,
        "+994501234567",
        None,
        "ru",
    )
    assert not person.has_usable_password()
    assert told == [SignedUp(person_id=person.id, is_minor=False)]
    line = Entry.objects.get(verb="accounts.signed_up")
    assert (line.actor_id, line.subject_id, line.detail) == (person.id, person.id, {"by": "phone"})


@pytest.mark.parametrize(("years", "is_minor"), [(17, True), (18, True), (19, False)])
def test_sign_up_says_whether_somebody_may_be_a_minor(told: list[SignedUp], years: int, is_minor: bool) -> None:
    come(wish("Fidan Quliyeva", NOW.year - years))
    assert [fact.is_minor for fact in told] == [is_minor]


def test_a_child_may_sign_up() -> None:
    assert come(wish("Fidan Quliyeva", NOW.year - 10)).person is not None


def test_a_wrong_code_makes_nobody_and_stays_counted() -> None:
    with pytest.raises(Refused):
        come(WISH, typed="000000" if "000000" != "1" else "")
    assert Person.objects.count() == 0
    assert Code.objects.get().wrong_tries == 1


def test_a_birth_year_in_the_future_makes_nobody_and_leaves_the_code_alive() -> None:
    with pytest.raises(Refused) as refused:
        come(wish("Aygün", NOW.year + 1))
    assert refused.value.codes == ["accounts.birth_year_future"]
    assert Person.objects.count() == 0
    assert Code.objects.get().used_at is None


def test_sign_up_with_the_phone_of_another_account_enters_nobody_and_changes_nothing() -> None:
    parent = come(WISH).person
    entered = come(wish("Fidan Quliyeva", NOW.year - 12), at=NOW + timedelta(minutes=2))
    assert (entered.person, entered.is_new) == (None, False)
    assert list(Person.objects.all()) == [parent]


def test_whoever_proved_the_phone_may_sign_in_to_its_account_for_a_quarter_of_an_hour() -> None:
    parent = come(WISH).person
    at = NOW + timedelta(minutes=2)
    proof = come(wish("Fidan", NOW.year - 12), at=at).proof
    assert entry.sign_in_with_proof(proof=proof, visit=VISIT, now=at + timedelta(minutes=14)) == parent
    with pytest.raises(Refused) as refused:
        entry.sign_in_with_proof(proof=proof, visit=VISIT, now=at + timedelta(minutes=16))
    assert refused.value.codes == ["accounts.proof_too_old"]


def test_a_code_that_was_not_spent_proves_nothing() -> None:
    code = codes.ask_code(purpose="sign_up", contact=PHONE, visit=VISIT, language="az", now=NOW)
    with pytest.raises(Refused) as refused:
        entry.sign_up(proof=Proof(code.id, PHONE), wish=WISH, language="az", now=NOW)
    assert refused.value.codes == ["accounts.proof_too_old"]


def test_a_proof_is_for_its_own_contact() -> None:
    proof = come(None).proof
    other = Proof(proof.code_id, Contact("phone", "+994501234568"))
    with pytest.raises(Refused) as refused:
        entry.sign_up(proof=other, wish=WISH, language="az", now=NOW)
    assert refused.value.codes == ["accounts.proof_too_old"]


def test_sign_in_without_an_account_needs_no_second_code_to_sign_up() -> None:
    entered = come(None)
    assert entered.person is None
    person = entry.sign_up(proof=entered.proof, wish=WISH, language="az", now=NOW + timedelta(minutes=1))
    assert person.phone == PHONE.value
    with pytest.raises(Refused) as refused:
        entry.sign_up(proof=entered.proof, wish=WISH, language="az", now=NOW + timedelta(minutes=2))
    assert refused.value.codes == ["accounts.contact_taken"]


def test_two_at_once_with_one_phone_the_constraint_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    come(WISH)
    monkeypatch.setattr(entry.queries, "person_with", lambda contact: None)  # both have looked, neither was there yet
    with pytest.raises(Refused) as refused:
        come(WISH, at=NOW + timedelta(minutes=2))
    assert refused.value.codes == ["accounts.contact_taken"]
    assert Person.objects.count() == 1


def test_sign_in_and_wrong_codes_stand_in_the_persons_own_history() -> None:
    person = come(WISH).person
    come(None, at=NOW + timedelta(minutes=2))
    with pytest.raises(Refused):
        come(None, at=NOW + timedelta(minutes=4), typed="111111" if latest_code() != "111111" else "222222")
    found = SignInTry.objects.filter(person=person).order_by("created_at").values_list("method", "outcome", "network")
    network = "94.20.30.0/24"
    assert list(found) == [
        ("phone", "signed_in", network),  # the sign-up itself
        ("phone", "signed_in", network),
        ("phone", "wrong_code", network),
    ]


def test_an_erased_person_is_not_found_by_their_old_phone() -> None:
    person = come(WISH).person
    assert person
    Person.objects.filter(id=person.id).update(erased_at=NOW, phone=None)
    assert come(None, at=NOW + timedelta(minutes=2)).person is None


def test_twenty_tries_an_hour_close_the_address() -> None:
    code = codes.ask_code(purpose="sign_in", contact=PHONE, visit=VISIT, language="az", now=NOW)
    answers = []
    for _ in range(21):
        with pytest.raises(Refused) as refused:
            entry.enter(code_id=code.id, contact=PHONE, typed="x", wish=None, visit=VISIT, language="az", now=NOW)
        answers.append(refused.value.codes[0])
    assert answers == ["accounts.code_unreadable"] * 20 + ["accounts.try_wait"]


def test_sign_up_writes_the_consent_to_the_text_that_was_read() -> None:
    person = come(WISH).person
    row = Consent.objects.get()
    assert (row.person, row.given_by, row.capacity, row.act, row.number) == (person, person, "self", "given", 1)
    assert (row.purpose, row.version, row.language, row.created_at) == ("account", 1, "az", NOW)
    assert row.items["purpose"] == purposes.current()["account"].texts["az"]["purpose"]
    assert has_consent(row.person_id, "account", NOW)
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "accounts.signed_up",
        "accounts.consent_given",
    ]


def test_a_text_that_is_no_longer_good_opens_no_account() -> None:
    with pytest.raises(Refused) as refused:
        come(Wish("Aygün Məmmədova", 2002, text_version=0, text_language="az"))
    assert refused.value.codes == ["accounts.consent_text_outdated"]
    assert (Person.objects.count(), Consent.objects.count(), Entry.objects.count()) == (0, 0, 0)
    assert Code.objects.get().used_at is None  # the newcomer reads the new text and goes on with the same code


def test_an_older_text_that_is_still_good_is_the_one_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    first = purposes.current()["account"]
    second = replace(first, version=2)
    monkeypatch.setattr(purposes, "all_versions", lambda: {("account", 1): first, ("account", 2): second})
    monkeypatch.setattr(purposes, "current", lambda: {"account": second})
    come(WISH)
    assert Consent.objects.get().version == 1


@pytest.mark.parametrize(
    ("age", "rows", "holds"), [(13, 0, False), (14, 0, False), (15, 1, False), (18, 1, False), (19, 1, True)]
)
def test_under_14_the_guardian_consents_and_until_18_both(age: int, rows: int, holds: bool) -> None:
    """By the year of birth alone the careful age counts: who may be 13 is 13, who may be 17 is 17."""
    person = come(wish("Fidan Quliyeva", NOW.year - age)).person
    assert person is not None
    assert Consent.objects.filter(person=person).count() == rows
    assert has_consent(person.id, "account", NOW) is holds
