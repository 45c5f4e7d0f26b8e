"""Registering: drafts, steps, papers, with their rows and journal lines."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from konullu.accounts.models import Person
from konullu.organisations.models import Document, Organisation
from konullu.organisations.operations import accreditation, documents, registration
from konullu.organisations.queries.accreditation import check_list
from konullu.platform import files
from konullu.platform.errors import NotVisible, Refused
from tests.organisations.conftest import NOW, PDF, fill_in, upload, verbs


def test_a_draft_has_its_beginner_as_owner(nigar: Person) -> None:
    organisation = registration.begin_registration(person=nigar, name="Yaşıl Xəzər", legal_form="ngo", now=NOW)
    organisation.refresh_from_db()
    assert (organisation.state, organisation.legal_form, organisation.responsible) == ("draft", "ngo", None)
    assert organisation.slug.startswith("yasil-xezer-")
    assert [(row.person, row.role, row.ended_at) for row in organisation.members.all()] == [(nigar, "owner", None)]
    assert verbs() == ["organisations.registration_begun"]


def test_two_organisations_may_have_one_name(nigar: Person, draft: Organisation) -> None:
    twin = registration.begin_registration(person=nigar, name=draft.name, legal_form="ngo", now=NOW)
    assert twin.slug != draft.slug


def test_a_name_without_letters_gets_an_address_too(nigar: Person) -> None:
    organisation = registration.begin_registration(person=nigar, name="—", legal_form="ngo", now=NOW)
    assert organisation.slug.startswith("organisation-")


def test_a_group_has_its_beginner_as_responsible_coordinator(nigar: Person) -> None:
    group = registration.begin_registration(person=nigar, name="Qonşular", legal_form="group", now=NOW)
    assert group.responsible == nigar


def test_a_company_is_refused_as_organiser_and_nothing_is_kept(nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        registration.begin_registration(person=nigar, name="MMC", legal_form="company", now=NOW)
    assert refused.value.codes == ["organisations.company_cannot_organise"]
    assert not Organisation.objects.exists()


def test_a_company_becomes_a_partner_and_can_never_be_submitted(nigar: Person) -> None:
    partner = registration.register_partner(person=nigar, name="MMC", now=NOW)
    assert (partner.state, partner.legal_form) == ("partner", "company")
    with pytest.raises(Refused) as refused:
        accreditation.submit(organisation=partner, by=nigar, now=NOW)
    assert refused.value.codes == ["organisations.state_moved_on"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=partner.pk).update(state="accredited")


def test_a_minor_registers_nothing(make_person: Callable[..., Person]) -> None:
    minor = make_person("Fidan", birth_year=2010)
    for begin in (
        lambda: registration.begin_registration(person=minor, name="Qrup", legal_form="group", now=NOW),
        lambda: registration.register_partner(person=minor, name="MMC", now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            begin()
        assert refused.value.codes == ["organisations.minor_not_staff"]
    assert not Organisation.objects.exists()


def test_every_step_is_saved_with_a_line_in_the_journal(draft: Organisation, nigar: Person) -> None:
    fill_in(draft, nigar)
    assert draft.other_names == {"en": "Green Caspian"}
    assert (draft.tax_number, draft.phone, draft.website) == ("1401555071", "+994123456789", "https://example.az")
    assert draft.directions == ["3.0.9", "3.0.1"]
    assert {row.region_id for row in draft.district_rows.all()} == {"AZ-BA", "AZ-SAK"}
    assert all(line.done for line in check_list(draft))
    assert verbs(draft) == [
        "organisations.registration_begun",
        "organisations.about_saved",
        "organisations.work_saved",
        "organisations.contact_saved",
    ]


def test_wrong_numbers_are_named_together_and_nothing_is_saved(draft: Organisation, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        registration.save_about(
            organisation=draft,
            by=nigar,
            name="Başqa",
            other_names={},
            tax_number="12",
            registration_number="?",
            founded_date=date(2030, 1, 1),
            now=NOW,
        )
    assert [reason.field for reason in refused.value.reasons] == ["tax_number", "registration_number", "founded_date"]
    draft.refresh_from_db()
    assert draft.name == "Yaşıl Xəzər"


def test_districts_are_replaced_and_unknown_ones_left_out(draft: Organisation, nigar: Person) -> None:
    for codes in (["AZ-BA", "AZ-GA"], ["AZ-GA", "AZ-SAK", "XX-1"]):
        registration.save_contact(
            organisation=draft, by=nigar, email="", phone="", website="", address="", district_codes=codes, now=NOW
        )
    assert {row.region_id for row in draft.district_rows.all()} == {"AZ-GA", "AZ-SAK"}


def test_nothing_changes_while_the_union_reads(submitted: Organisation, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        registration.save_work(organisation=submitted, by=nigar, description="x", directions=[], now=NOW)
    assert refused.value.codes == ["organisations.with_the_union"]
    with pytest.raises(Refused):
        documents.add_document(organisation=submitted, by=nigar, kind="other", upload=upload(), now=NOW)


def test_after_accreditation_the_story_changes_and_the_proofs_stay(accredited: Organisation, nigar: Person) -> None:
    registration.save_work(organisation=accredited, by=nigar, description="Yeni.", directions=["3.0.6"], now=NOW)
    accredited.refresh_from_db()
    assert (accredited.description, accredited.state) == ("Yeni.", "accredited")
    with pytest.raises(Refused) as refused:
        fill_in(accredited, nigar)
    assert refused.value.codes == ["organisations.proven"]


def test_the_union_corrects_what_the_papers_prove(accredited: Organisation, nigar: Person, elmira: Person) -> None:
    registration.correct_identity(
        organisation=accredited,
        by=elmira,
        name="Yaşıl Xəzər İB",
        tax_number="9900071001",
        registration_number="",
        text="Yeni çıxarış",
        now=NOW,
    )
    accredited.refresh_from_db()
    assert (accredited.name, accredited.tax_number, accredited.state) == ("Yaşıl Xəzər İB", "9900071001", "accredited")
    decision = accredited.decisions.get(move="correct")
    assert (decision.decided_by, decision.text) == (elmira, "Yeni çıxarış")
    with pytest.raises(NotVisible):
        registration.correct_identity(
            organisation=accredited, by=nigar, name="x", tax_number="", registration_number="", text="", now=NOW
        )


def test_a_paper_is_kept_with_its_digest_and_read_again(draft: Organisation, nigar: Person) -> None:
    document = documents.add_document(
        organisation=draft, by=nigar, kind="charter", upload=upload("Nizamnamə.pdf"), now=NOW
    )
    document.refresh_from_db()
    assert (document.original_name, document.content_type, document.size) == (
        "Nizamnamə.pdf",
        "application/pdf",
        len(PDF),
    )
    assert files.read(document.file) == PDF
    assert "Nizam" not in document.file
    assert verbs(document) == ["organisations.document_added"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("paper.pdf", b"MZ" + b"\0" * 500, "platform.file_kind"),
        ("paper.exe", PDF, "platform.file_lies"),
        ("paper.pdf", b"", "platform.file_empty"),
        ("paper.pdf", b"%PDF-1.4" + b"x" * 10_000_001, "platform.file_too_big"),
        ("paper.png", PDF, "platform.file_lies"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    draft: Organisation, nigar: Person, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        documents.add_document(organisation=draft, by=nigar, kind="charter", upload=upload(name, content), now=NOW)
    assert refused.value.codes == [code]
    assert refused.value.reasons[0].field == "file"
    assert not Document.objects.exists()


def test_a_name_that_turns_the_writing_direction_is_not_shown(draft: Organisation, nigar: Person) -> None:
    document = documents.add_document(
        organisation=draft, by=nigar, kind="charter", upload=upload("nizam\u202efdp.pdf"), now=NOW
    )
    assert document.original_name == "charter.pdf"


def test_a_paper_of_an_unsent_case_goes_with_its_file(
    draft: Organisation, nigar: Person, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    document = documents.add_document(organisation=draft, by=nigar, kind="charter", upload=upload(), now=NOW)
    name = document.file
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        documents.remove_document(document=document, by=nigar, now=NOW)
    assert not Document.objects.exists()
    with pytest.raises(FileNotFoundError):
        files.read(name)


def test_a_paper_that_the_union_has_seen_stays_as_evidence(submitted: Organisation, nigar: Person) -> None:
    accreditation.withdraw(organisation=submitted, by=nigar, now=NOW)
    document = submitted.documents.all()[0]
    documents.remove_document(document=document, by=nigar, now=NOW)
    document.refresh_from_db()
    assert document.removed_at == NOW
    assert files.read(document.file) == PDF
    with pytest.raises(NotVisible):
        documents.remove_document(document=document, by=nigar, now=NOW)


def test_the_twenty_first_paper_is_refused(draft: Organisation, nigar: Person) -> None:
    for _number in range(20):
        documents.add_document(organisation=draft, by=nigar, kind="other", upload=upload(), now=NOW)
    with pytest.raises(Refused) as refused:
        documents.add_document(organisation=draft, by=nigar, kind="other", upload=upload(), now=NOW)
    assert refused.value.codes == ["organisations.too_many_documents"]
