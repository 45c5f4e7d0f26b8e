"""Who runs the installation: given and taken by contact, written in the journal."""

import pytest

from konullu.accounts.models import Device, Passkey, Person, RecoveryCode, TimeCode
from konullu.accounts.operations import devices, operators, time_codes
from konullu.journal.models import Entry
from konullu.platform.errors import Refused
from tests.accounts.letterbox import deliver_all
from tests.accounts.people import NOW, VISIT, a_person
from tests.accounts.test_time_codes import set_up

pytestmark = pytest.mark.django_db


def test_the_right_is_given_and_taken_once() -> None:
    person = a_person()
    for _ in range(2):
        assert operators.grant_operator(contact="050 123 45 67", now=NOW).is_operator
    person.refresh_from_db()
    assert person.is_operator
    operators.revoke_operator(contact="+994501234567", now=NOW)
    person.refresh_from_db()
    assert not person.is_operator
    assert list(Entry.objects.filter(verb__contains="operator").order_by("id").values_list("verb", "actor_id")) == [
        ("accounts.operator_granted", None),
        ("accounts.operator_revoked", None),
    ]


@pytest.mark.parametrize(
    ("contact", "code"), [("050 123 45 99", "accounts.no_account"), ("whoever", "accounts.contact_unreadable")]
)
def test_nobody_is_made_an_operator_by_mistake(contact: str, code: str) -> None:
    a_person()
    with pytest.raises(Refused) as refused:
        operators.grant_operator(contact=contact, now=NOW)
    assert refused.value.codes == [code]


def test_lost_factors_are_taken_away_and_all_devices_end() -> None:
    person, other = a_person(), a_person("050 123 45 68")
    for each in (person, other):
        set_up(each)
        time_codes.renew_recovery_codes(person=each, now=NOW)
        devices.begin(person=each, session_key=str(each.id), method="phone", visit=VISIT, now=NOW)
    operators.remove_factors(contact="050 123 45 67", now=NOW)
    assert [model.objects.filter(person=person).count() for model in (Passkey, TimeCode, RecoveryCode)] == [0, 0, 0]
    assert RecoveryCode.objects.filter(person=other).count() == 10
    assert list(Device.objects.filter(revoked_at=None).values_list("person_id", flat=True)) == [other.id]
    assert Entry.objects.get(verb="accounts.factors_removed_by_operator").detail == {"count": 11}


def test_everybody_who_reads_a_contact_of_the_account_is_told_that_its_factors_are_gone() -> None:
    person = a_person()
    Person.objects.filter(id=person.id).update(email="aygun@mail.example")
    set_up(person)
    operators.remove_factors(contact="050 123 45 67", now=NOW)
    told = deliver_all()
    assert [letter.to for letter in told] == ["+994501234567", "aygun@mail.example"]
    assert all("ikinci addım" in letter.text for letter in told)


@pytest.mark.parametrize(
    ("contact", "code"),
    [
        ("050 123 45 67", "accounts.no_factor"),
        ("050 123 45 99", "accounts.no_account"),
        ("whoever", "accounts.contact_unreadable"),
    ],
)
def test_nobody_loses_factors_or_devices_by_mistake(contact: str, code: str) -> None:
    person = a_person()
    devices.begin(person=person, session_key="s", method="phone", visit=VISIT, now=NOW)
    with pytest.raises(Refused) as refused:
        operators.remove_factors(contact=contact, now=NOW)
    assert refused.value.codes == [code]
    assert Device.objects.filter(revoked_at=None).count() == 1
    assert not Entry.objects.filter(verb="accounts.factors_removed_by_operator").exists()
