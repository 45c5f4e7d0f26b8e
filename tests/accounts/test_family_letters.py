"""What people are told: the invitation, the answer, the end of a guardianship, the copy, the erasure."""

import json
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from konullu.accounts.models import Guardianship, Person
from konullu.accounts.operations import erasure, export, family, guardianships
from konullu.accounts.security_letters import DELIVER, deliver
from konullu.messaging.models import Message
from konullu.platform.models import MailboxItem
from konullu.platform.secrets import unseal
from tests.accounts.families import accepted, guardian_of, invitation_to
from tests.accounts.persons import NOW, adult, child

pytestmark = pytest.mark.django_db


def subjects(person: Person) -> list[str]:
    """Of the letters that messaging holds for a person; they lie sealed, so the database can't look for one."""
    return [letter.subject for letter in Message.objects.filter(person=person).order_by("created_at", "id")]


def sent() -> list[MailboxItem]:
    """The sealed letters, delivered to the mailbox."""
    for job in ProcrastinateJob.objects.filter(task_name=DELIVER).order_by("id"):
        assert deliver(now=NOW, **job.args)
    return list(MailboxItem.objects.order_by("id"))


def test_invitation_holds_first_name_and_link_and_nothing_else_of_the_minor() -> None:
    minor = child("Nigar Əliyeva", phone="+994501112233")
    invitation_to(adult(email="leyla@people.example"), minor, token="the-secret")
    (letter,) = sent()
    assert letter.to == "leyla@people.example"
    assert letter.subject == "Nigar sizdən qanuni nümayəndəsi olmağı xahiş edir"
    assert "/az/me/guardian-invitations/the-secret/" in letter.text
    for secret in ("Əliyeva", str(minor.birth_year), "501112233", str(minor.email)):
        assert secret not in letter.text + letter.subject


def test_minor_learns_the_answer_in_their_language() -> None:
    minor = child(language="ru")
    mother = adult("Leyla")
    accepted(invitation_to(mother, minor), mother)
    assert subjects(minor) == ["Ваш законный представитель согласился"]
    other = invitation_to(adult("Kənan"), minor)
    family.decline(invitation_id=other.pk, person=None, now=NOW)
    assert set(subjects(minor)) == {"Ваш законный представитель согласился", "От приглашения отказались"}


def test_both_sides_learn_that_it_has_ended() -> None:
    minor = child()
    mother = guardian_of(minor)
    guardianships.end(guardianship_id=Guardianship.objects.get().pk, by=mother, now=NOW)
    assert subjects(mother) == ["Nümayəndəlik bitdi"]
    assert set(subjects(minor)) == {"Qanuni nümayəndəniz razılaşdı", "Nümayəndəlik bitdi"}
    assert "Qanuni nümayəndə nümayəndəliyi bitirdi" in Message.objects.get(person=mother).text


@pytest.mark.django_db(transaction=True)
def test_whoever_is_being_erased_gets_no_letter_but_the_other_side_does() -> None:
    minor = child()
    mother = guardian_of(minor)
    asked = erasure.ask(person=mother, by=mother, language="az", now=NOW)
    assert erasure.carry_out(erasure_id=asked.pk, now=NOW + timedelta(days=7))
    assert not Message.objects.filter(person=mother).exists()
    assert "Nümayəndəlik bitdi" in subjects(minor)


def test_copy_is_announced_to_the_one_who_asked() -> None:
    minor = child(age=15)
    mother = guardian_of(minor)
    asked = export.ask(person=minor, by=mother, language="az", now=NOW)
    export.build(export_id=asked.pk, now=NOW)
    assert subjects(mother) == ["Surətiniz hazırdır"]
    assert "Surətiniz hazırdır" not in subjects(minor)


def test_wish_to_erase_goes_to_every_address_of_person_and_guardians() -> None:
    minor = child(phone="+994501112233")
    mother = guardian_of(minor)
    ProcrastinateJob.objects.filter(task_name=DELIVER).delete()
    erasure.ask(person=minor, by=mother, language="az", now=NOW)
    letters = sent()
    assert {letter.to for letter in letters} == {"+994501112233", minor.email, mother.email}
    assert all("2 dekabr 2026" in letter.text for letter in letters)


@pytest.mark.django_db(transaction=True)
def test_last_letter_leads_to_the_receipt_and_lies_sealed() -> None:
    person = adult(email="leaving@people.example")
    asked = erasure.ask(person=person, by=person, language="az", now=NOW)
    ProcrastinateJob.objects.filter(task_name=DELIVER).delete()
    erasure.carry_out(erasure_id=asked.pk, now=NOW + timedelta(days=7))
    job = ProcrastinateJob.objects.get(task_name=DELIVER)
    assert "leaving@people.example" not in json.dumps(job.args)
    assert json.loads(unseal(job.args["sealed"]))["to"] == "leaving@people.example"
    (letter,) = sent()
    assert letter.subject == "Hesabınız silindi"
    assert f"/az/me/erasures/{asked.pk}/" in letter.text
