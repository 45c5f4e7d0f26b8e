"""The moves: rows, journal and letters together; nobody decides on their own; a decision is final."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from konullu.accounts.models import Person
from konullu.organisations.facts import Accredited, Reinstated, Suspended
from konullu.organisations.models import Decision, Member, Organisation
from konullu.organisations.operations import accreditation, registration
from konullu.organisations.queries.accreditation import (
    case_for_union_decider,
    case_for_union_staff,
    decided_for_union_staff,
    history_of,
    queue_for_union_staff,
)
from konullu.organisations.rules.accreditation import BAKU
from konullu.platform import facts
from konullu.platform.errors import NotVisible, Refused
from tests.organisations.conftest import NOW, fill_in, latest_letter, letters_to, new_person, verbs


def test_submitting_promises_an_answer_and_tells_the_owner(filled: Organisation, nigar: Person) -> None:
    decision = accreditation.submit(organisation=filled, by=nigar, now=NOW)
    filled.refresh_from_db()
    assert (filled.state, filled.submitted_at) == ("submitted", NOW)
    assert filled.answer_due_at == datetime(2026, 12, 2, 18, tzinfo=BAKU)
    assert (decision.from_state, decision.to_state, decision.decided_by) == ("draft", "submitted", nigar)
    assert verbs(filled)[-1] == "organisations.submitted"
    assert letters_to(nigar) == ["submitted"]
    assert "2 dekabr 2026, 18:00" in latest_letter().text


def test_all_that_is_missing_is_said_at_once(draft: Organisation, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        accreditation.submit(organisation=draft, by=nigar, now=NOW)
    assert len(refused.value.codes) == 10
    assert letters_to(nigar) == []
    assert history_of(draft) == []


def test_an_organisation_is_sent_by_an_owner_only(filled: Organisation, babek: Person) -> None:
    with pytest.raises(NotVisible):
        accreditation.submit(organisation=filled, by=babek, now=NOW)
    Member.objects.create(organisation=filled, person=babek, role="coordinator", created_at=NOW)
    with pytest.raises(PermissionDenied):
        accreditation.submit(organisation=filled, by=babek, now=NOW)


def test_one_tax_number_is_sent_once(submitted: Organisation, babek: Person) -> None:
    twin = registration.begin_registration(person=babek, name="Əkiz", legal_form="ngo", now=NOW)
    fill_in(twin, babek, tax_number=submitted.tax_number)
    with pytest.raises(Refused) as refused:
        accreditation.submit(organisation=twin, by=babek, now=NOW)
    assert refused.value.codes == ["organisations.tax_number_taken"]
    twin.refresh_from_db()
    assert twin.state == "draft"


def test_papers_can_be_taken_back_and_sent_again(submitted: Organisation, nigar: Person) -> None:
    accreditation.withdraw(organisation=submitted, by=nigar, now=NOW)
    submitted.refresh_from_db()
    assert submitted.state == "draft"
    accreditation.submit(organisation=submitted, by=nigar, now=NOW + timedelta(hours=1))
    assert [row.move for row in history_of(submitted)] == ["submit", "withdraw", "submit"]
    assert letters_to(nigar) == ["submitted", "withdrawn", "submitted"]


def test_returning_tells_the_reasons_in_the_owner_s_language(
    union: Organisation, elmira: Person, make_person: Callable[..., Person]
) -> None:
    owner = make_person("Olga", language="ru")
    organisation = registration.begin_registration(person=owner, name="Sahil", legal_form="ngo", now=NOW)
    fill_in(organisation, owner)
    accreditation.submit(organisation=organisation, by=owner, now=NOW)
    accreditation.send_back(
        organisation=organisation,
        by=elmira,
        reasons=["document_unreadable", "name_differs"],
        text="2-ci səhifə.",
        now=NOW,
    )
    organisation.refresh_from_db()
    decision = organisation.decisions.get(move="return")
    assert organisation.state == "returned"
    assert (decision.reasons, decision.text) == (["document_unreadable", "name_differs"], "2-ci səhifə.")
    assert letters_to(owner) == ["submitted", "returned"]
    text = latest_letter().text
    assert "Документ не читается." in text
    assert "2-ci səhifə." in text
    assert latest_letter().url.endswith(f"/ru/office/{organisation.pk}/")


def test_a_returned_organisation_is_sent_again_and_stands_in_the_queue_a_second_time(
    submitted: Organisation, union: Organisation, elmira: Person, nigar: Person
) -> None:
    accreditation.send_back(organisation=submitted, by=elmira, reasons=["document_missing"], text="Nizamnamə.", now=NOW)
    accreditation.submit(organisation=submitted, by=nigar, now=NOW + timedelta(days=1))
    waiting = queue_for_union_staff(elmira, now=NOW + timedelta(days=1))
    assert [(row.organisation, row.round, row.is_overdue, row.is_own) for row in waiting] == [
        (submitted, 2, False, False)
    ]


def test_accrediting_suspending_and_reinstating(
    submitted: Organisation, union: Organisation, elmira: Person, nigar: Person
) -> None:
    told: list[object] = []
    for kind in (Accredited, Suspended, Reinstated):
        facts._in_transaction[kind].append(told.append)
    try:
        accreditation.accredit(organisation=submitted, by=elmira, text="Xoş gəldiniz.", now=NOW)
        accreditation.suspend(
            organisation=submitted, by=elmira, reasons=["no_contracts"], text="Müqavilə yoxdur.", now=NOW
        )
        submitted.refresh_from_db()
        assert (submitted.state, submitted.suspended_at, submitted.accredited_at) == ("suspended", NOW, NOW)
        accreditation.reinstate(organisation=submitted, by=elmira, text="", now=NOW)
    finally:
        for kind in (Accredited, Suspended, Reinstated):
            facts._in_transaction[kind].remove(told.append)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.suspended_at, submitted.accredited_at) == ("accredited", None, NOW)
    assert letters_to(nigar) == ["submitted", "accredited", "suspended", "reinstated"]
    assert verbs(submitted)[-3:] == ["organisations.accredited", "organisations.suspended", "organisations.reinstated"]
    assert told == [
        Accredited(organisation_id=submitted.pk),
        Suspended(organisation_id=submitted.pk, at=NOW),
        Reinstated(organisation_id=submitted.pk),
    ]


def test_every_owner_gets_the_letter_and_nobody_else(
    submitted: Organisation, union: Organisation, elmira: Person, nigar: Person, babek: Person
) -> None:
    second = new_person("Ikinci")
    Member.objects.create(organisation=submitted, person=second, role="owner", created_at=NOW)
    Member.objects.create(organisation=submitted, person=babek, role="coordinator", created_at=NOW)
    accreditation.accredit(organisation=submitted, by=elmira, text="", now=NOW)
    assert letters_to(nigar) == ["submitted", "accredited"]
    assert letters_to(second) == ["accredited"]
    assert letters_to(babek) == letters_to(elmira) == []


def test_nobody_decides_on_their_own_organisation(submitted: Organisation, union: Organisation, nigar: Person) -> None:
    Member.objects.create(organisation=union, person=nigar, role="owner", created_at=NOW)
    with pytest.raises(Refused) as refused:
        accreditation.accredit(organisation=submitted, by=nigar, text="", now=NOW)
    assert refused.value.codes == ["organisations.own_case"]
    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    assert [row.is_own for row in queue_for_union_staff(nigar, now=NOW)] == [True]
    assert not case_for_union_staff(nigar, submitted.pk).may_decide


@pytest.mark.parametrize(("role", "error"), [("viewer", PermissionDenied), ("shift_lead", PermissionDenied)])
def test_the_union_s_viewers_read_and_do_not_decide(
    submitted: Organisation, union: Organisation, babek: Person, role: str, error: type[Exception]
) -> None:
    Member.objects.create(organisation=union, person=babek, role=role, created_at=NOW)
    assert case_for_union_staff(babek, submitted.pk).organisation == submitted
    with pytest.raises(error):
        case_for_union_decider(babek, submitted.pk)
    with pytest.raises(error):
        accreditation.accredit(organisation=submitted, by=babek, text="", now=NOW)


def test_for_outsiders_the_desk_does_not_exist(submitted: Organisation, union: Organisation, nigar: Person) -> None:
    for ask in (
        lambda: queue_for_union_staff(nigar, now=NOW),
        lambda: decided_for_union_staff(nigar, page="1"),
        lambda: case_for_union_staff(nigar, submitted.pk),
        lambda: case_for_union_decider(nigar, submitted.pk),
        lambda: accreditation.accredit(organisation=submitted, by=nigar, text="", now=NOW),
    ):
        with pytest.raises(NotVisible):
            ask()


def test_a_former_colleague_of_the_union_is_an_outsider(
    submitted: Organisation, union: Organisation, elmira: Person
) -> None:
    union.members.filter(person=elmira).update(ended_at=NOW)
    with pytest.raises(NotVisible):
        case_for_union_staff(elmira, submitted.pk)


def test_a_draft_is_nobody_s_business_at_the_union(draft: Organisation, union: Organisation, elmira: Person) -> None:
    with pytest.raises(NotVisible):
        case_for_union_staff(elmira, draft.pk)


def test_a_second_decision_reads_that_the_first_was_made(
    submitted: Organisation, union: Organisation, elmira: Person
) -> None:
    accreditation.accredit(organisation=submitted, by=elmira, text="", now=NOW)
    with pytest.raises(Refused) as refused:
        accreditation.send_back(organisation=submitted, by=elmira, reasons=["document_missing"], text="x", now=NOW)
    assert refused.value.codes == ["organisations.state_moved_on"]


def test_the_queue_has_the_oldest_first_and_flags_the_overdue(
    submitted: Organisation, union: Organisation, elmira: Person, babek: Person
) -> None:
    late = registration.begin_registration(person=babek, name="Sonrakı", legal_form="ngo", now=NOW)
    fill_in(late, babek, tax_number="9900071001")
    accreditation.submit(organisation=late, by=babek, now=NOW + timedelta(days=6))
    waiting = queue_for_union_staff(elmira, now=NOW + timedelta(days=8))
    assert [(row.organisation.name, row.is_overdue) for row in waiting] == [("Yaşıl Xəzər", True), ("Sonrakı", False)]


def test_a_decision_can_be_neither_changed_nor_deleted(submitted: Organisation) -> None:
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is pending would refuse the TRUNCATE itself
    for act in (
        lambda: Decision.objects.update(text="başqa"),
        lambda: Decision.objects.all().delete(),
        lambda: connection.cursor().execute("TRUNCATE organisations_decision"),
    ):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            act()
    assert Decision.objects.get().text == ""


def test_the_history_of_decisions_has_pages(submitted: Organisation, union: Organisation, elmira: Person) -> None:
    for _number in range(11):
        accreditation.send_back(organisation=submitted, by=elmira, reasons=["other"], text="x", now=NOW)
        Organisation.objects.filter(pk=submitted.pk).update(state="submitted")
    accreditation.accredit(organisation=submitted, by=elmira, text="", now=NOW)
    first, second = (decided_for_union_staff(elmira, page=number) for number in ("1", "999"))
    assert (first.paginator.count, len(first.object_list)) == (13, 13)  # eleven, the accreditation, the founding
    assert second.number == 1
