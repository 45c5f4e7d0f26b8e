"""Proof of a guardianship, and its end: by either side, by staff, at 18."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konullu.accounts.models import Guardianship
from konullu.accounts.operations import consents, guardianships
from konullu.accounts.queries import family as queries
from konullu.accounts.queries.consents import has_consent
from konullu.journal.models import Entry
from konullu.platform import files
from konullu.platform.errors import NotVisible, Refused
from tests.accounts.families import guardian_of
from tests.accounts.persons import NOW, adult, child

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def pdf(name: str = "sehadetname.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(("who", "ending"), [("minor", "by_minor"), ("guardian", "by_guardian")])
def test_either_side_ends_it_and_consents_fall(who: str, ending: str) -> None:
    minor = child(age=12)
    mother = guardian_of(minor)
    consents.give(person=minor, by=mother, purpose="pictures", language="az", now=NOW)
    held = Guardianship.objects.get()
    guardianships.end(guardianship_id=held.pk, by={"minor": minor, "guardian": mother}[who], now=NOW)
    held.refresh_from_db()
    assert (held.ending, held.ended_at) == (ending, NOW)
    assert not queries.is_guardian_of(mother, minor, NOW)
    assert not has_consent(minor.pk, "pictures", NOW)
    with pytest.raises(NotVisible):
        queries.person_in_care_of(mother, minor.pk, NOW)
    assert Entry.objects.get(verb="accounts.guardianship_ended").detail == {"ending": ending}


def test_stranger_ends_nothing_and_ending_twice_changes_nothing() -> None:
    minor = child()
    mother = guardian_of(minor)
    held = Guardianship.objects.get()
    with pytest.raises(NotVisible):
        guardianships.end(guardianship_id=held.pk, by=adult("Cavid"), now=NOW)
    guardianships.end(guardianship_id=held.pk, by=mother, now=NOW)
    guardianships.end(guardianship_id=held.pk, by=minor, now=NOW)
    held.refresh_from_db()
    assert held.ending == "by_guardian"


def test_guardian_sees_nothing_from_the_birthday_on_even_before_the_nightly_task() -> None:
    minor = child(age=18, birth_date=date(2008, 11, 26))
    mother = guardian_of(minor)
    birthday = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)  # midnight in Baku
    assert queries.wardships_of(mother, NOW)
    assert queries.wardships_of(mother, birthday) == []
    assert queries.guardian_ids_of(minor, birthday) == set()
    with pytest.raises(NotVisible):
        queries.person_in_care_of(mother, minor.pk, birthday)


def test_nightly_task_ends_what_has_come_of_age_and_nothing_else() -> None:
    grown = child("Yetkin", age=18, birth_date=date(2008, 11, 26))
    young = child("Kiçik", age=12)
    guardian_of(grown)
    guardian_of(young)
    assert guardianships.hand_over(now=NOW) == 0
    birthday = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
    assert guardianships.hand_over(now=birthday) == 1
    assert guardianships.hand_over(now=birthday) == 0
    assert Guardianship.objects.get(minor=grown).ending == "came_of_age"
    assert Guardianship.objects.get(minor=young).ended_at is None


def test_document_waits_for_staff_and_is_deleted_after_the_answer(django_capture_on_commit_callbacks) -> None:
    minor, staff = child(), adult("Elmira Vəliyeva")
    mother = guardian_of(minor)
    held = Guardianship.objects.get()
    guardianships.attach_document(guardianship_id=held.pk, by=mother, upload=pdf(), now=NOW)
    held.refresh_from_db()
    assert held.proof == "document"
    assert files.read(held.document) == PDF
    assert list(queries.documents_to_check()) == [held]
    stored = held.document
    with django_capture_on_commit_callbacks(execute=True):
        guardianships.check(guardianship_id=held.pk, by=staff, is_true=True, now=NOW)
    held.refresh_from_db()
    assert (held.proof, held.document, held.checked_by_id, held.ended_at) == ("verified", "", staff.pk, None)
    with pytest.raises(FileNotFoundError):
        files.read(stored)


def test_rejected_document_ends_the_guardianship() -> None:
    minor = child()
    mother = guardian_of(minor)
    held = Guardianship.objects.get()
    guardianships.attach_document(guardianship_id=held.pk, by=mother, upload=pdf(), now=NOW)
    guardianships.check(guardianship_id=held.pk, by=adult("Elmira"), is_true=False, now=NOW)
    held.refresh_from_db()
    assert (held.proof, held.ending) == ("rejected", "rejected")
    assert not queries.has_guardian(minor, NOW)


def test_nobody_checks_their_own_relation_or_one_without_document() -> None:
    minor = child()
    mother = guardian_of(minor)
    held = Guardianship.objects.get()
    for by, code in ((mother, "accounts.own_relation"), (adult("Elmira"), "accounts.nothing_to_check")):
        with pytest.raises(Refused) as refused:
            guardianships.check(guardianship_id=held.pk, by=by, is_true=True, now=NOW)
        assert refused.value.codes == [code]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("sehadet.pdf", b"MZ\x90\x00 this is a program", "platform.file_kind"),
        ("sehadet.png", PDF, "platform.file_lies"),
        ("sehadet.pdf", b"", "platform.file_empty"),
        ("sehadet.pdf", PDF + b"0" * 10_000_000, "platform.file_too_big"),
    ],
)
def test_file_that_lies_about_itself_is_refused(name: str, content: bytes, code: str) -> None:
    minor = child()
    mother = guardian_of(minor)
    held = Guardianship.objects.get()
    with pytest.raises(Refused) as refused:
        guardianships.attach_document(guardianship_id=held.pk, by=mother, upload=pdf(name, content), now=NOW)
    assert refused.value.codes == [code]
    held.refresh_from_db()
    assert held.proof == "stated"


def test_only_the_guardian_adds_a_document() -> None:
    minor = child()
    guardian_of(minor)
    held = Guardianship.objects.get()
    for by in (minor, adult("Cavid")):
        with pytest.raises(NotVisible):
            guardianships.attach_document(guardianship_id=held.pk, by=by, upload=pdf(), now=NOW)
