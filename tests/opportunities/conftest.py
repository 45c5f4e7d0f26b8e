"""An accredited organisation with its team, the Union, and opportunities in every state, through the operations."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from konullu.accounts.models import Person
from konullu.journal.models import Entry
from konullu.messaging.models import Message
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import moderation, publishing, trust
from konullu.opportunities.operations.drafting import begin, save
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.rules.details import Details, RoleDetails, Words
from konullu.opportunities.words import Declaration, Kind, Where
from konullu.organisations.models import Member, Organisation
from konullu.organisations.operations import accreditation, bootstrap, registration
from tests.organisations.conftest import NOW, add_regions, fill_in, new_person

DECLARED = tuple(word.value for word in Declaration)
DAY = datetime(2026, 12, 5, 6, 0, tzinfo=UTC)  # a Saturday, ten in the morning in Baku


@pytest.fixture(autouse=True)
def three_regions(request: pytest.FixtureRequest) -> None:
    """Baku, Ganja and Shaki, when the reference data have not been loaded."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("db")
        add_regions()


@pytest.fixture
def nigar(db: None) -> Person:
    """Owner of the organisation."""
    return new_person("Nigar")


@pytest.fixture
def babek(db: None) -> Person:
    """Coordinator in the organisation, when `organisation` is there."""
    return new_person("Babek", language="ru")


@pytest.fixture
def vusal(db: None) -> Person:
    """Viewer in the organisation."""
    return new_person("Vusal")


@pytest.fixture
def cavid(db: None) -> Person:
    """In no team."""
    return new_person("Cavid")


@pytest.fixture
def elmira(db: None) -> Person:
    """Owner of the Union."""
    return new_person("Elmira")


@pytest.fixture
def union(elmira: Person) -> Organisation:
    return bootstrap.found_union(name="İttifaq", owner=elmira, now=NOW)


@pytest.fixture
def organisation(union: Organisation, elmira: Person, nigar: Person, babek: Person, vusal: Person) -> Organisation:
    """Accredited; Nigar owns it, Babek coordinates, Vusal looks."""
    row = registration.begin_registration(person=nigar, name="Yaşıl Xəzər", legal_form="ngo", now=NOW)
    fill_in(row, nigar)
    accreditation.submit(organisation=row, by=nigar, now=NOW)
    accreditation.accredit(organisation=row, by=elmira, text="", now=NOW)
    for person, role in ((babek, "coordinator"), (vusal, "viewer")):
        Member.objects.create(organisation=row, person=person, role=role, created_at=NOW)
    row.refresh_from_db()
    return row


@pytest.fixture
def trusted(organisation: Organisation, elmira: Person) -> Organisation:
    trust.give(organisation=organisation, by=elmira, now=NOW)
    return organisation


@pytest.fixture
def draft(organisation: Organisation, nigar: Person) -> Opportunity:
    """Just begun: a kind and a title."""
    return begin(organisation=organisation, kind="one_time", title="Şəkidə ağacəkmə", language="az", by=nigar, now=NOW)


@pytest.fixture
def complete(draft: Opportunity, nigar: Person) -> Opportunity:
    """Everything is there but the declarations."""
    return filled(draft, nigar)


@pytest.fixture
def submitted(complete: Opportunity, nigar: Person) -> Opportunity:
    publishing.submit(opportunity=complete, declared=DECLARED, by=nigar, now=NOW)
    return fresh(complete)


@pytest.fixture
def published(submitted: Opportunity, elmira: Person) -> Opportunity:
    moderation.accept(opportunity=submitted, by=elmira, text="", now=NOW)
    return fresh(submitted)


def details(**changes: Any) -> Details:
    """A complete tree planting; any field can be given otherwise."""
    planting = Details(
        kind=Kind.ONE_TIME,
        main_language="az",
        wordings={
            "az": Words(
                title="Şəkidə ağacəkmə",
                summary="Yamacda palıd əkirik.",
                text="Beş nəfərlik qruplarda çala qazır, ting əkir, suvarırıq.",
                schedule="Şənbə, 10:00-dan 14:00-dək",
                bring="Qalın ayaqqabı\nSu",
                afterwards="Koordinator yazır.\nKörpüdə görüşürük.",
            ),
            "en": Words(title="Tree planting in Shaki", summary="We plant oaks on a slope."),
        },
        roles=(
            RoleDetails(names={"az": "Əkən", "en": "Planter"}, places=30, skills=("SafeManualHandling",)),
            RoleDetails(names={"az": "Qeydiyyat"}, places=2, languages=("az", "ru"), age_min=18),
        ),
        direction="3.0.9",
        causes=("Environment",),
        where=Where.ON_SITE,
        region_code="AZ-SAK",
        address="Kiş kəndi, körpünün yanı",
        latitude=41.24,
        longitude=47.19,
        starts_at=DAY,
        ends_at=DAY + timedelta(hours=4),
        apply_until=DAY - timedelta(days=1),
        places=40,
        age_min=16,
        languages=("az",),
        papers=("identity",),
        provided=("meals", "hours"),
        contact_name="Aygün",
        contact_email="salam@example.az",
    )
    return replace(planting, **changes)


def filled(row: Opportunity, by: Person, **changes: Any) -> Opportunity:
    """The row with complete details."""
    save(opportunity=row, details=details(**changes), by=by, now=NOW)
    return fresh(row)


def changed(row: Opportunity, by: Person, *, now: datetime = NOW, **changes: Any) -> Opportunity:
    """The row with some fields changed, through the operation."""
    save(opportunity=row, details=replace(details_of(row), **changes), by=by, now=now)
    return fresh(row)


def fresh(row: Opportunity) -> Opportunity:
    return Opportunity.objects.select_related("organisation", "region").get(pk=row.pk)


def verbs(subject: Any = None) -> list[str]:
    """The journal's verbs of this domain in their order, of one subject or of all."""
    rows = Entry.objects.filter(verb__startswith="opportunities.")
    if subject is not None:
        rows = rows.filter(subject_id=subject.pk)
    return [verb.partition(".")[2] for verb in rows.order_by("created_at", "pk").values_list("verb", flat=True)]


def letters_to(person: Person) -> list[str]:
    """The names of this domain's letters to a person."""
    rows = Message.objects.filter(template__startswith="opportunities/", person=person).order_by("created_at", "pk")
    return [row.template.rsplit("/", 1)[-1] for row in rows]


def latest_letter(person: Person) -> Message:
    rows = Message.objects.filter(template__startswith="opportunities/", person=person)
    return rows.order_by("-created_at", "-pk")[0]
