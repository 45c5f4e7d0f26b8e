"""The ledger in the database: six items, append only, journal, and what withdrawing does."""

import pytest
from django.db import DatabaseError, connection, transaction

from konullu.accounts.models import AccessNeeds, Consent
from konullu.accounts.operations import consents, needs
from konullu.accounts.queries.consents import has_consent, standings_of
from konullu.accounts.rules import purposes
from konullu.journal.models import Entry
from konullu.platform.errors import NotVisible, Refused
from tests.accounts.families import guardian_of
from tests.accounts.persons import NOW, adult, child

pytestmark = pytest.mark.django_db


def test_consent_holds_the_six_items_in_the_language_that_was_read() -> None:
    person = adult()
    row = consents.give(person=person, by=person, purpose="pictures", language="ru", now=NOW)
    text = purposes.current()["pictures"].texts["ru"]
    assert row.items == {
        "subject_id": str(person.pk),
        "operator_id": "unregistered",
        "operator_name": "Könüllü",
        **text,
    }
    assert (row.language, row.version, row.number, row.capacity) == ("ru", 1, 1, "self")
    assert row.text_hash == purposes.published_hashes()["pictures/1/ru"]
    assert row.valid_until is not None
    assert has_consent(person.pk, "pictures", NOW)
    assert not has_consent(person.pk, "pictures", row.valid_until)
    line = Entry.objects.get(verb="accounts.consent_given")
    assert (line.subject_id, line.actor_id) == (row.pk, person.pk)
    assert line.detail == {"purpose": "pictures", "version": 1, "language": "ru"}


def test_withdrawing_adds_a_row_and_ends_the_consent() -> None:
    person = adult()
    consents.give(person=person, by=person, purpose="news", language="az", now=NOW)
    consents.withdraw(person=person, by=person, purpose="news", language="az", now=NOW)
    rows = Consent.objects.filter(person=person).order_by("number")
    assert [(row.number, row.act) for row in rows] == [(1, "given"), (2, "withdrawn")]
    assert not has_consent(person.pk, "news", NOW)


def test_giving_and_withdrawing_twice_writes_nothing_new() -> None:
    person = adult()
    for _time in range(2):
        consents.give(person=person, by=person, purpose="news", language="az", now=NOW)
    for _time in range(2):
        consents.withdraw(person=person, by=person, purpose="news", language="az", now=NOW)
    assert Consent.objects.filter(person=person).count() == 2


@pytest.mark.parametrize("statement", ["UPDATE accounts_consent SET act = 'given'", "DELETE FROM accounts_consent"])
def test_database_itself_refuses_to_change_the_ledger(statement: str) -> None:
    person = adult()
    consents.give(person=person, by=person, purpose="news", language="az", now=NOW)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Consent.objects.get(person=person).act == "given"


def test_nothing_is_agreed_to_in_advance() -> None:
    person = adult()
    assert [standing.in_force for standing in standings_of(person, NOW)] == [False] * len(purposes.current())


def test_from_14_to_17_both_must_agree() -> None:
    minor = child(age=15)
    mother = guardian_of(minor)
    consents.give(person=minor, by=minor, purpose="pictures", language="az", now=NOW)
    assert not has_consent(minor.pk, "pictures", NOW)
    row = consents.give(person=minor, by=mother, purpose="pictures", language="az", now=NOW)
    assert (row.capacity, row.given_by_id) == ("guardian", mother.pk)
    assert has_consent(minor.pk, "pictures", NOW)
    line = Entry.objects.get(verb="accounts.consent_given", actor_id=mother.pk)
    assert line.on_behalf_of_id == minor.pk


def test_under_14_only_the_guardian_gives_and_withdraws() -> None:
    minor = child(age=12)
    mother = guardian_of(minor)
    with pytest.raises(Refused) as refused:
        consents.give(person=minor, by=minor, purpose="pictures", language="az", now=NOW)
    assert refused.value.codes == ["accounts.guardian_consents"]
    consents.give(person=minor, by=mother, purpose="pictures", language="az", now=NOW)
    assert has_consent(minor.pk, "pictures", NOW)


def test_stranger_can_neither_give_nor_withdraw() -> None:
    minor, stranger = child(age=15), adult("Cavid İsmayılov")
    for act in (consents.give, consents.withdraw):
        with pytest.raises(NotVisible):
            act(person=minor, by=stranger, purpose="news", language="az", now=NOW)


def test_guardian_withdraws_what_the_other_guardian_gave() -> None:
    minor = child(age=12)
    mother, father = guardian_of(minor), guardian_of(minor, relation="father")
    consents.give(person=minor, by=mother, purpose="pictures", language="az", now=NOW)
    consents.withdraw(person=minor, by=father, purpose="pictures", language="az", now=NOW)
    assert not has_consent(minor.pk, "pictures", NOW)


def test_account_is_withdrawn_by_erasure_only() -> None:
    person = adult()
    consents.give(person=person, by=person, purpose="account", language="az", now=NOW)
    with pytest.raises(Refused) as refused:
        consents.withdraw(person=person, by=person, purpose="account", language="az", now=NOW)
    assert refused.value.codes == ["accounts.consent_is_the_account"]


def test_withdrawing_deletes_special_data_at_once() -> None:
    person = adult()
    needs.save(person=person, by=person, needs=["quiet"], note="", language="az", now=NOW)
    assert has_consent(person.pk, "access_needs", NOW)
    consents.withdraw(person=person, by=person, purpose="access_needs", language="az", now=NOW)
    assert not AccessNeeds.objects.filter(person=person).exists()


def test_changed_text_stops_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = adult(), adult()
    consents.give(person=first, by=first, purpose="news", language="az", now=NOW)
    monkeypatch.setattr(purposes.Purpose, "text_hash", lambda self, language: "f" * 64)
    with pytest.raises(consents.TextChangedError):
        consents.give(person=second, by=second, purpose="news", language="az", now=NOW)


def test_erased_person_and_unknown_purpose_have_no_consent() -> None:
    person = adult()
    assert not has_consent(person.pk, "no_such_purpose", NOW)
    consents.give(person=person, by=person, purpose="news", language="az", now=NOW)
    person.erased_at = NOW
    person.save()
    assert not has_consent(person.pk, "news", NOW)
