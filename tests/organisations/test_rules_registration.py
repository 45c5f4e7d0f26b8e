"""What an organisation says about itself: fields, numbers, contacts, as tables without a database."""

from datetime import date

import pytest

from konullu.organisations.rules.contact import PublicContact, read_public_contact
from konullu.organisations.rules.registration import (
    refusals_to_add_document,
    refusals_to_edit,
    refusals_to_founded_date,
    refusals_to_organise,
    refusals_to_registration_number,
    refusals_to_responsible,
    refusals_to_tax_number,
    tax_number_digits,
    tax_number_looks_right,
)
from konullu.organisations.words import LegalForm, State

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("legal_form", list(LegalForm))
def test_only_a_company_cannot_organise(legal_form: LegalForm) -> None:
    codes = [refusal.code for refusal in refusals_to_organise(legal_form=legal_form)]
    assert codes == (["organisations.company_cannot_organise"] if legal_form == LegalForm.COMPANY else [])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", None),
        ("1401555071", None),
        ("9900071001", None),
        ("140155507", "organisations.tax_number_format"),
        ("14015550711", "organisations.tax_number_format"),
        ("140155507A", "organisations.tax_number_format"),
        ("١٤٠١٥٥٥٠٧١", "organisations.tax_number_format"),
        ("1400057422", "organisations.tax_number_not_legal_person"),
        ("1" * 10_000, "organisations.tax_number_format"),
    ],
)
def test_tax_numbers(number: str, code: str | None) -> None:
    assert [refusal.code for refusal in refusals_to_tax_number(number)] == ([code] if code else [])


def test_a_tax_number_is_read_with_spaces_and_hyphens() -> None:
    assert tax_number_digits("140 155-5071") == "1401555071"


@pytest.mark.parametrize(("number", "fits"), [("1401555071", True), ("9900071001", True), ("1401555081", False)])
def test_the_check_digit_is_a_hint(number: str, fits: bool) -> None:
    assert tax_number_looks_right(number) is fits
    assert refusals_to_tax_number(number) == []


@pytest.mark.parametrize(
    ("number", "fits"),
    [("", True), ("1234", True), ("0110-Q17-1234", True), ("Ş-12/4.5", True), ("12", False), ("a<b>c", False),
     ("1" * 41, False), ("-123", False)],
)  # fmt: skip
def test_registration_numbers_are_checked_loosely(number: str, fits: bool) -> None:
    assert (refusals_to_registration_number(number) == []) is fits


@pytest.mark.parametrize(
    ("day", "fits"),
    [(None, True), (TODAY, True), (date(1900, 1, 1), True), (date(2026, 11, 26), False), (date(1799, 12, 31), False)],
)
def test_a_founding_date_lies_in_the_past(day: date | None, fits: bool) -> None:
    assert (refusals_to_founded_date(day, today=TODAY) == []) is fits


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("part", ["about", "documents", "work", "contact", "responsible"])
def test_what_may_be_changed_when(state: State, part: str) -> None:
    codes = [refusal.code for refusal in refusals_to_edit(state=state, part=part, is_union=False)]
    if state == State.SUBMITTED:
        assert codes == ["organisations.with_the_union"]
    elif state in (State.ACCREDITED, State.SUSPENDED) and part in ("about", "documents"):
        assert codes == ["organisations.proven"]
    else:
        assert codes == []


def test_the_union_keeps_its_own_data() -> None:
    assert refusals_to_edit(state=State.ACCREDITED, part="about", is_union=True) == []


@pytest.mark.parametrize(
    ("legal_form", "role", "fits"),
    [("group", "owner", True), ("group", "coordinator", True), ("group", "viewer", False), ("group", None, False),
     ("ngo", None, True)],
)  # fmt: skip
def test_a_group_is_answered_for_by_an_owner_or_a_coordinator(legal_form: str, role: str | None, fits: bool) -> None:
    assert (refusals_to_responsible(legal_form=legal_form, role=role) == []) is fits


@pytest.mark.parametrize(("count", "fits"), [(0, True), (19, True), (20, False)])
def test_twenty_papers_are_enough(count: int, fits: bool) -> None:
    assert (refusals_to_add_document(count=count) == []) is fits


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            ("Info@Example.az", "012 345 67 89", "example.az"),
            ("info@example.az", "+994123456789", "https://example.az"),
        ),
        (("", "+7 495 123-45-67", "http://a.az/b"), ("", "+74951234567", "http://a.az/b")),
        (("  ", " ", ""), ("", "", "")),
    ],
)
def test_public_contacts_are_read_as_people_write_them(typed: tuple[str, str, str], kept: tuple[str, str, str]) -> None:
    email, phone, website = typed
    answer = read_public_contact(email=email, phone=phone, website=website)
    assert answer == PublicContact(email=kept[0], phone=kept[1], website=kept[2])


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "info@"),
        ("email", "0501234567"),
        ("email", "a@" + "b" * 300 + ".az"),
        ("phone", "12"),
        ("phone", "salam"),
        ("phone", "1" * 100_000),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://example.az"),
        ("website", "https://user:secret@example.az"),
        ("website", "salam"),
        ("website", "https://" + "a" * 5_000_000 + ".az"),
        ("website", "https://[::1"),
    ],
)
def test_a_contact_that_is_none_is_named_at_its_field(field: str, text: str) -> None:
    answer = read_public_contact(**{"email": "", "phone": "", "website": "", field: text})
    assert isinstance(answer, list)
    assert [refusal.field for refusal in answer] == [field]


def test_all_wrong_contacts_are_named_at_once() -> None:
    answer = read_public_contact(email="x", phone="x", website="x")
    assert isinstance(answer, list)
    assert [refusal.field for refusal in answer] == ["email", "phone", "website"]
