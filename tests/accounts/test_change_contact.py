"""Another phone or e-mail, removal, and the confirmation by code."""

from datetime import timedelta

import pytest

from konullu.accounts.models import Person
from konullu.accounts.operations import codes, contacts
from konullu.accounts.rules.contacts import Contact
from konullu.journal.models import Entry
from konullu.platform.errors import Refused
from tests.accounts.letterbox import deliver_all, latest_code
from tests.accounts.people import NOW, VISIT, a_person

pytestmark = pytest.mark.django_db

OLD, NEW = Contact("phone", "+994501234567"), Contact("phone", "+994551234567")
EMAIL = Contact("email", "aygun@mail.example")


def change(person: Person, contact: Contact, *, typed: str = "", at=NOW) -> None:
    code = codes.ask_code(purpose="contact", contact=contact, visit=VISIT, language="az", now=at)
    contacts.change_contact(
        person=person, code_id=code.id, contact=contact, typed=typed or latest_code(), visit=VISIT, now=at
    )


def test_a_proved_phone_takes_the_place_of_the_old_one_which_is_told() -> None:
    person = a_person()
    change(person, NEW)
    person.refresh_from_db()
    assert (person.phone, person.email) == (NEW.value, None)
    sent = deliver_all()
    assert [item.to for item in sent] == [NEW.value, OLD.value]
    assert "http" in sent[-1].text  # where to write when it was somebody else
    line = Entry.objects.get(verb="accounts.contact_changed")
    assert (line.subject_id, line.detail) == (person.id, {"kind": "phone"})


def test_an_email_beside_the_phone_replaces_nothing_and_tells_nobody() -> None:
    person = a_person()
    change(person, EMAIL)
    person.refresh_from_db()
    assert (person.phone, person.email) == (OLD.value, EMAIL.value)
    assert [item.to for item in deliver_all()] == [EMAIL.value]


def test_a_wrong_code_changes_nothing() -> None:
    person = a_person()
    with pytest.raises(Refused) as refused:
        change(person, NEW, typed="000000")
    assert refused.value.codes in (["accounts.code_wrong"], ["accounts.code_used"])
    person.refresh_from_db()
    assert person.phone == OLD.value


def test_the_phone_of_another_account_stays_theirs_and_the_code_is_spent() -> None:
    person = a_person()
    other = a_person("055 123 45 67", name="Cavid İsmayılov")
    with pytest.raises(Refused) as refused:
        change(person, NEW)
    assert refused.value.codes == ["accounts.contact_of_another_account"]
    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.phone, other.phone) == (OLD.value, NEW.value)
    assert Entry.objects.filter(verb="accounts.contact_changed").count() == 0


def test_a_sign_in_code_changes_no_contact() -> None:
    person = a_person()
    code = codes.ask_code(purpose="sign_in", contact=NEW, visit=VISIT, language="az", now=NOW)
    with pytest.raises(Refused) as refused:
        contacts.change_contact(person=person, code_id=code.id, contact=NEW, typed=latest_code(), visit=VISIT, now=NOW)
    assert refused.value.codes == ["accounts.code_replaced"]


def test_one_way_remains() -> None:
    person = a_person()
    with pytest.raises(Refused) as refused:
        contacts.remove_contact(person=person, kind="phone", now=NOW)
    assert refused.value.codes == ["accounts.last_contact"]
    change(person, EMAIL)
    contacts.remove_contact(person=person, kind="phone", now=NOW)
    person.refresh_from_db()
    assert (person.phone, person.email) == (None, EMAIL.value)
    assert deliver_all()[-1].to == OLD.value


def test_a_confirmation_is_by_ones_own_contact_only() -> None:
    person = a_person()
    code = codes.ask_code(purpose="confirm", contact=OLD, visit=VISIT, language="az", now=NOW)
    typed = latest_code()
    contacts.confirm_by_code(person=person, code_id=code.id, contact=OLD, typed=typed, visit=VISIT, now=NOW)
    later = NOW + timedelta(minutes=2)
    code = codes.ask_code(purpose="confirm", contact=NEW, visit=VISIT, language="az", now=later)
    with pytest.raises(Refused) as refused:
        contacts.confirm_by_code(
            person=person, code_id=code.id, contact=NEW, typed=latest_code(), visit=VISIT, now=later
        )
    assert refused.value.codes == ["accounts.contact_not_yours"]
