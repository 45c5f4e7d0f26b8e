"""People and organisations for the tests of this domain, made through the operations."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konullu.accounts.models import Person
from konullu.accounts.operations.vouched import open_vouched
from konullu.accounts.rules.contacts import Contact
from konullu.journal.models import Entry
from konullu.messaging.models import Message
from konullu.organisations.models import Organisation
from konullu.organisations.operations import accreditation, bootstrap, documents, registration
from konullu.places.models import Country, Region

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # a Wednesday, noon in Baku
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def three_regions(request: pytest.FixtureRequest) -> None:
    """Baku, Ganja and Shaki, when the reference data have not been loaded."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("db")
        add_regions()


def add_regions() -> None:
    country, _new = Country.objects.get_or_create(code="AZ", defaults={"names": {"az": "Azərbaycan"}})
    for code, name in {"AZ-BA": "Bakı", "AZ-GA": "Gəncə", "AZ-SAK": "Şəki"}.items():
        Region.objects.get_or_create(
            code=code, defaults={"country": country, "kind": "rayon", "names": {"az": name, "en": name, "ru": name}}
        )


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    return new_person


def new_person(name: str, *, birth_year: int = 1990, email: str = "", language: str = "az") -> Person:
    contact = Contact("email", email or f"{name.lower()}@example.az")
    return open_vouched(contact=contact, name=name, birth_year=birth_year, language=language, now=NOW)


@pytest.fixture
def nigar(make_person: Callable[..., Person]) -> Person:
    """Owner of an organisation."""
    return make_person("Nigar")


@pytest.fixture
def babek(make_person: Callable[..., Person]) -> Person:
    """Not yet in any team."""
    return make_person("Babek")


@pytest.fixture
def elmira(make_person: Callable[..., Person]) -> Person:
    """Owner of the Union."""
    return make_person("Elmira")


@pytest.fixture
def union(elmira: Person) -> Organisation:
    return bootstrap.found_union(name="İttifaq", owner=elmira, now=NOW)


@pytest.fixture
def draft(nigar: Person) -> Organisation:
    return registration.begin_registration(person=nigar, name="Yaşıl Xəzər", legal_form="ngo", now=NOW)


@pytest.fixture
def filled(draft: Organisation, nigar: Person) -> Organisation:
    """Everything is there but the submission."""
    return fill_in(draft, nigar)


@pytest.fixture
def submitted(filled: Organisation, nigar: Person) -> Organisation:
    accreditation.submit(organisation=filled, by=nigar, now=NOW)
    filled.refresh_from_db()
    return filled


@pytest.fixture
def accredited(submitted: Organisation, union: Organisation, elmira: Person) -> Organisation:
    accreditation.accredit(organisation=submitted, by=elmira, text="", now=NOW)
    submitted.refresh_from_db()
    return submitted


def fill_in(organisation: Organisation, by: Person, *, tax_number: str = "1401555071", **about: Any) -> Organisation:
    registration.save_about(
        organisation=organisation,
        by=by,
        name=organisation.name,
        other_names={"en": "Green Caspian"},
        tax_number=tax_number,
        registration_number="0601-Q12-345",
        founded_date=date(2019, 3, 1),
        now=NOW,
        **about,
    )
    registration.save_work(
        organisation=organisation, by=by, description="Sahili təmizləyirik.", directions=["3.0.9", "3.0.1"], now=NOW
    )
    registration.save_contact(
        organisation=organisation,
        by=by,
        email="info@example.az",
        phone="012 345 67 89",
        website="example.az",
        address="Bakı, Nizami 1",
        district_codes=["AZ-BA", "AZ-SAK"],
        now=NOW,
    )
    for kind in ("charter", "register_extract"):
        documents.add_document(organisation=organisation, by=by, kind=kind, upload=upload(), now=NOW)
    organisation.refresh_from_db()
    return organisation


def upload(name: str = "paper.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def verbs(subject: Any = None) -> list[str]:
    """The journal's verbs of this domain in their order, of one subject or of all."""
    rows = Entry.objects.filter(verb__startswith="organisations.")
    if subject is not None:
        rows = rows.filter(subject_id=subject.pk)
    return list(rows.order_by("created_at", "pk").values_list("verb", flat=True))


def letters_to(person: Person | None) -> list[str]:
    """The names of this domain's letters to a person; None: to people without account."""
    rows = Message.objects.filter(template__startswith="organisations/", person=person).order_by("created_at", "pk")
    return [row.template.rsplit("/", 1)[-1] for row in rows]


def latest_letter() -> Message:
    return Message.objects.filter(template__startswith="organisations/").order_by("-created_at", "-pk")[0]
