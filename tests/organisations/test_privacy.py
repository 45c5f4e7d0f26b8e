"""Erasure, its objections, and the copy of one's data."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest

from konullu.accounts.models import Person
from konullu.accounts.rules.contacts import Contact
from konullu.organisations.models import Document, Invitation, Member, Office, Organisation
from konullu.organisations.operations import documents, federation, invitations, registration
from konullu.organisations.operations.privacy import forget
from konullu.organisations.queries import memberships_of, objections_to_erasure
from konullu.platform import files
from tests.organisations.conftest import NOW, upload, verbs


def codes(person: Person) -> list[str]:
    return [refusal.code for refusal in objections_to_erasure(person.pk)]


def test_the_last_owner_of_a_living_organisation_cannot_be_erased(
    submitted: Organisation, nigar: Person, babek: Person
) -> None:
    assert codes(nigar) == ["organisations.last_owner"]
    assert codes(babek) == []
    Member.objects.create(organisation=submitted, person=babek, role="owner", created_at=NOW)
    assert codes(nigar) == []


def test_a_draft_of_one_s_own_is_no_objection_unless_others_are_in_it(
    draft: Organisation, nigar: Person, babek: Person
) -> None:
    assert codes(nigar) == []
    Member.objects.create(organisation=draft, person=babek, role="viewer", created_at=NOW)
    assert codes(nigar) == ["organisations.last_owner"]


def test_the_responsible_coordinator_of_a_group_is_needed(nigar: Person, babek: Person) -> None:
    group = registration.begin_registration(person=nigar, name="Qonşular", legal_form="group", now=NOW)
    Member.objects.create(organisation=group, person=babek, role="owner", created_at=NOW)
    Organisation.objects.filter(pk=group.pk).update(state="accredited")
    assert codes(nigar) == ["organisations.responsible_needed"]


def test_forgetting_ends_places_and_offices_and_removes_invitations(
    accredited: Organisation, union: Organisation, elmira: Person, nigar: Person, babek: Person
) -> None:
    place = Member.objects.create(organisation=accredited, person=babek, role="owner", created_at=NOW)
    union.members.create(person=babek, role="coordinator", created_at=NOW)
    office = federation.appoint(
        organisation=union,
        person=babek,
        post="chair",
        by=elmira,
        since_date=(NOW - timedelta(days=30)).date(),
        until_date=None,
        now=NOW,
    )
    sent = _invite(accredited, babek, "yeni@example.az", "sent")
    to_them = _invite(union, elmira, "babek.ikinci@example.az", "to-them")
    kept = _invite(union, elmira, "qalan@example.az", "kept")
    Person.objects.filter(pk=babek.pk).update(email="babek.ikinci@example.az")

    forget(person_id=babek.pk, now=NOW)

    place.refresh_from_db()
    office.refresh_from_db()
    assert place.ended_at == NOW
    assert office.until_date == NOW.date()
    assert not Member.objects.filter(person=babek, ended_at=None).exists()
    assert set(Invitation.objects.all()) == {kept}
    assert {sent.pk, to_them.pk}.isdisjoint(Invitation.objects.values_list("pk", flat=True))
    assert verbs(babek) == ["organisations.person_forgotten"]
    assert not Office.objects.filter(person=babek, until_date=None).exists()


def test_a_draft_goes_with_its_only_owner_and_its_papers(
    draft: Organisation, nigar: Person, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    paper = documents.add_document(organisation=draft, by=nigar, kind="charter", upload=upload(), now=NOW)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        forget(person_id=nigar.pk, now=NOW)
    assert not Organisation.objects.exists()
    assert not Document.objects.exists()
    with pytest.raises(FileNotFoundError):
        files.read(paper.file)


def test_forgetting_twice_changes_nothing_more(draft: Organisation, nigar: Person, babek: Person) -> None:
    Member.objects.create(organisation=draft, person=babek, role="owner", created_at=NOW)
    for _time in range(2):
        forget(person_id=babek.pk, now=NOW)
    assert draft.members.get(person=babek).ended_at == NOW
    assert Organisation.objects.get() == draft


def test_the_copy_of_one_s_data_names_teams_offices_invitations_and_decisions(
    accredited: Organisation, union: Organisation, elmira: Person, nigar: Person
) -> None:
    _invite(accredited, nigar, "yeni@example.az", "sent")
    rows = [(row["organisation"], row["what"], row["detail"]) for row in memberships_of(nigar).rows]
    assert rows == [
        ("Yaşıl Xəzər", "team", "owner"),
        ("Yaşıl Xəzər", "invitation_sent", "viewer"),
        ("Yaşıl Xəzər", "decision", "submit"),
    ]
    assert ("Yaşıl Xəzər", "decision", "accredit") in [
        (row["organisation"], row["what"], row["detail"]) for row in memberships_of(elmira).rows
    ]
    assert all(set(row) == set(memberships_of(nigar).columns) for row in memberships_of(nigar).rows)


def _invite(organisation: Organisation, by: Person, email: str, token: str) -> Invitation:
    with patch("secrets.token_urlsafe", return_value=token):
        return invitations.invite(
            organisation=organisation,
            by=by,
            contact=Contact("email", email),
            role="viewer",
            language="az",
            now=NOW,
        )
