"""Reading a phone or an e-mail: a table, no database."""

import pytest

from konullu.accounts.rules.contacts import EMAIL, PHONE, Contact, masked, read_contact, refusals_to_remove, written_out
from konullu.platform.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("050 123 45 67", "+994501234567"),
        ("501234567", "+994501234567"),
        ("(050) 123-45-67", "+994501234567"),
        ("+994 50 123 45 67", "+994501234567"),
        ("00994501234567", "+994501234567"),
        ("994501234567", "+994501234567"),
        ("+994(0)501234567", "+994501234567"),
        ("tel:+994501234567", "+994501234567"),
        ("\u202a+994\u00a050\u00a0123\u00a045\u00a067\u202c", "+994501234567"),  # as copied from a phone's contacts
        ("٠٥٠١٢٣٤٥٦٧", "+994501234567"),
        ("０５０ １２３ ４５ ６７", "+994501234567"),
        ("8 912 345 67 89", "+79123456789"),
        ("8 701 234 56 78", "+77012345678"),
        ("998901234567", "+998901234567"),
        ("+996 555 123 456", "+996555123456"),
        ("+995 555 12 34 56", "+995555123456"),
    ],
)
def test_a_phone_is_read_however_it_is_written(typed: str, number: str) -> None:
    assert read_contact(typed) == Contact(PHONE, number)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("aygun@mail.az", "aygun@mail.az"),
        ("  Aygun@Mail.AZ ", "aygun@mail.az"),
        ("a+b.c@sub.mail.az", "a+b.c@sub.mail.az"),
        ("a@пример.рф", "a@xn--e1afmkfd.xn--p1ai"),
        ("aygun\u200b@mail.az", "aygun@mail.az"),
    ],
)
def test_an_email_is_read_however_it_is_written(typed: str, address: str) -> None:
    assert read_contact(typed) == Contact(EMAIL, address)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "accounts.contact_missing"),
        ("   ", "accounts.contact_missing"),
        ("\x00\u200b", "accounts.contact_missing"),
        ("50 123 45 6", "accounts.phone_length"),
        ("50 123 45 678", "accounts.phone_length"),
        ("abc", "accounts.contact_unreadable"),
        ("050 abc 45 67", "accounts.contact_unreadable"),  # the library would read letters as a keypad does
        ("012 498 12 34", "accounts.phone_landline"),
        ("+1 202 555 0123", "accounts.phone_country"),
        ("a@b", "accounts.email_unreadable"),
        ("@mail.az", "accounts.email_unreadable"),
        ("aygün@mail.az", "accounts.email_unreadable"),
        ("a@" + "b" * 300 + ".az", "accounts.email_unreadable"),
        ("9" * 10_000_000, "accounts.contact_unreadable"),
        ("'; DROP TABLE--", "accounts.contact_unreadable"),
    ],
)
def test_what_is_neither_gets_a_reason_at_its_field(typed: str, code: str) -> None:
    refusal = read_contact(typed)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field) == (code, "contact")
    assert str(refusal.next_step)


def test_a_short_number_says_how_many_digits_there_are() -> None:
    refusal = read_contact("50 123 45 6")
    assert isinstance(refusal, Refusal)
    assert "8" in str(refusal.text)


def test_a_stranger_cannot_read_a_masked_contact() -> None:
    assert masked(Contact(PHONE, "+994501234567")) == "+994 •• ••• 45 67"
    assert masked(Contact(EMAIL, "aygun@mail.az")) == "a•••@mail.az"


def test_the_owner_reads_it_as_people_write_it() -> None:
    assert written_out(Contact(PHONE, "+994501234567")) == "+994 50 123 45 67"


@pytest.mark.parametrize(
    ("kind", "has_phone", "has_email", "codes"),
    [
        ("phone", True, True, []),
        ("email", True, True, []),
        ("phone", True, False, ["accounts.last_contact"]),
        ("email", False, True, ["accounts.last_contact"]),
    ],
)
def test_one_way_to_reach_a_person_remains(kind: str, has_phone: bool, has_email: bool, codes: list[str]) -> None:
    assert [r.code for r in refusals_to_remove(kind=kind, has_phone=has_phone, has_email=has_email)] == codes
