"""The permanent people of the tests and the small world they live in, made through the operations that people use.

    def test_outsider_does_not_learn_that_the_team_exists(client, world):
        client.force_login(world.cavid)
        assert client.get(world.url("office:team", organisation_id=world.organisation.pk)).status_code == 404

Every private thing in this world is written once, in PRIVATE, so that a test can look for it where it must not be.
"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from konullu.accounts.models import Person
from konullu.accounts.operations import family, needs, profile
from konullu.accounts.operations.operators import grant_operator
from konullu.accounts.operations.vouched import open_vouched
from konullu.accounts.rules.contacts import Contact
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import drafting, moderation, publishing
from konullu.opportunities.rules.details import Details, Words
from konullu.opportunities.words import Declaration, Kind
from konullu.organisations.models import Organisation
from konullu.organisations.operations import accreditation, bootstrap, documents, invitations, registration
from konullu.places.operations import load_reference
from konullu.platform import clock

# Words that stand in nobody's name and on no page by chance; who may see them is said in tests/access/privacy.py.
PRIVATE = {
    "aygun.email": "aygun-mektubu@private.example",
    "aygun.emergency": "Zərnigar Təcili",
    "aygun.needs": "pilləkəni çıxa bilmirəm ürək",
    "cavid.email": "cavid-mektubu@private.example",
    "cavid.emergency": "Pənah Təcili",
    "fidan.email": "fidan-mektubu@private.example",
    "fidan.needs": "fıstığa allergiya güclü",
    "gunay.email": "gunay-mektubu@private.example",
    "babek.email": "babek-mektubu@private.example",
    "other.tax_number": "1900000061",
    "other.paper": "nizamname-gizli",
    "own.paper": "nizamname-yasil",
    "own.invited": "devetli@private.example",
}
TEAM_TOKEN = "the-secret-of-the-invitation-to-the-team"
GUARDIAN_TOKEN = "the-secret-of-the-letter-to-the-guardian"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"

# Who plays whom in the access matrix.
ROLES = {
    "volunteer": "aygun",
    "minor": "fidan",
    "guardian": "gunay",
    "viewer": "vusal",
    "shift_lead": "sabina",
    "coordinator": "babek",
    "owner": "nigar",
    "other_owner": "rasim",
    "union": "elmira",
    "operator": "orxan",
}


@dataclass
class World:
    """The people by name, their organisations, and what hangs between them."""

    now: datetime
    aygun: Person  # a volunteer of age
    cavid: Person  # an outsider: in no team, nobody's guardian; his data are what others must not reach
    fidan: Person  # fifteen years old
    gunay: Person  # her guardian
    vusal: Person  # viewer
    sabina: Person  # shift lead
    babek: Person  # coordinator
    nigar: Person  # owner
    rasim: Person  # owner of the other organisation
    elmira: Person  # owner of the Union, decides on accreditations
    orxan: Person  # runs the installation
    union: Organisation
    organisation: Organisation  # accredited: vusal, sabina, babek, nigar
    other: Organisation  # with the Union, waits for its answer: rasim
    made: dict[str, Any] = field(default_factory=dict)  # rows by a short name: "member", "invitation", "paper", ...

    def role(self, name: str) -> Person | None:
        """The person who plays a role of the access matrix; None is nobody."""
        return None if name == "nobody" else getattr(self, ROLES[name])

    def url(self, name: str, language: str = "az", **kwargs: Any) -> str:
        with translation.override(language):
            return reverse(name, kwargs=kwargs)


def person(name: str, birth_year: int, email: str, *, now: datetime, language: str = "az") -> Person:
    return open_vouched(contact=Contact("email", email), name=name, birth_year=birth_year, language=language, now=now)


def upload(name: str = "paper.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def build_world(now: datetime) -> World:
    """Everybody and everything, a little before `now`."""
    now -= timedelta(minutes=30)
    load_reference(now=now)
    people = _people(now)
    union = bootstrap.found_union(name="Könüllülər İttifaqı", owner=people["elmira"], now=now)
    organisation = _registered("Yaşıl Xəzər", people["nigar"], "1400000011", "own.paper", now)
    other = _registered("Mavi Dalğa", people["rasim"], PRIVATE["other.tax_number"], "other.paper", now)
    world = World(now=now, union=union, organisation=organisation, other=other, **people)
    accreditation.accredit(organisation=organisation, by=world.elmira, text="", now=now)
    organisation.refresh_from_db()
    other.refresh_from_db()
    _teams(world)
    _family(world)
    _profiles(world)
    world.made["opportunity"] = published_opportunity(world)
    return world


def _people(now: datetime) -> dict[str, Person]:
    year = now.year
    named = {
        "aygun": ("Aygün Məmmədova", year - 24, PRIVATE["aygun.email"]),
        "cavid": ("Cavid İsmayılov", year - 28, PRIVATE["cavid.email"]),
        "fidan": ("Fidan Quliyeva", year - 15, PRIVATE["fidan.email"]),
        "gunay": ("Günay Quliyeva", year - 41, PRIVATE["gunay.email"]),
        "vusal": ("Vüsal Abbasov", year - 33, "vusal@people.example"),
        "sabina": ("Səbinə Ağayeva", year - 30, "sabina@people.example"),
        "babek": ("Babək Həsənov", year - 35, PRIVATE["babek.email"]),
        "nigar": ("Nigar Əliyeva", year - 45, "nigar@people.example"),
        "rasim": ("Rasim Şərifov", year - 50, "rasim@people.example"),
        "elmira": ("Elmira Vəliyeva", year - 47, "elmira@people.example"),
        "orxan": ("Orxan Babayev", year - 36, "orxan@people.example"),
    }
    people = {key: person(*facts, now=now) for key, facts in named.items()}
    people["orxan"] = grant_operator(contact="orxan@people.example", now=now)
    return people


def _registered(name: str, owner: Person, tax_number: str, paper: str, now: datetime) -> Organisation:
    """An organisation that has filled in everything and waits for the Union."""
    organisation = registration.begin_registration(person=owner, name=name, legal_form="ngo", now=now)
    organisation = registration.save_about(
        organisation=organisation,
        by=owner,
        name=name,
        other_names={},
        tax_number=tax_number,
        registration_number="0601/2019",
        founded_date=datetime(2019, 3, 1, tzinfo=UTC).date(),
        now=now,
    )
    registration.save_work(
        organisation=organisation, by=owner, description="Sahili təmizləyirik.", directions=["3.0.9"], now=now
    )
    registration.save_contact(
        organisation=organisation,
        by=owner,
        email="info@public.example",
        phone="",
        website="",
        address="Bakı, Nizami küçəsi 1",
        district_codes=["AZ-BA"],
        now=now,
    )
    for kind in ["charter", "register_extract"]:
        documents.add_document(
            organisation=organisation, by=owner, kind=kind, upload=upload(f"{PRIVATE[paper]}.pdf"), now=now
        )
    organisation.refresh_from_db()
    accreditation.submit(organisation=organisation, by=owner, now=now)
    organisation.refresh_from_db()
    return organisation


def _teams(world: World) -> None:
    for name, role in {"vusal": "viewer", "sabina": "shift_lead", "babek": "coordinator"}.items():
        someone: Person = getattr(world, name)
        invitation = _invite(world, str(someone.email), role, f"token-{name}")
        member = invitations.accept(invitation=invitation, person=someone, confirmed=True, now=world.now)
        world.made[f"member_{name}"] = member
    world.made["invitation"] = _invite(world, PRIVATE["own.invited"], "viewer", TEAM_TOKEN)
    world.made["paper"] = world.organisation.documents.order_by("pk")[0]
    world.made["other_paper"] = world.other.documents.order_by("pk")[0]
    world.made["other_member"] = world.other.members.get()


def _invite(world: World, email: str, role: str, token: str) -> Any:
    with known_token(token):
        return invitations.invite(
            organisation=world.organisation,
            by=world.nigar,
            contact=Contact("email", email),
            role=role,
            language="az",
            now=world.now,
        )


def _family(world: World) -> None:
    with known_token("token-gunay"):
        invitation = family.invite(
            minor=world.fidan,
            by=world.fidan,
            address=Contact("email", PRIVATE["gunay.email"]),
            relation="mother",
            language="az",
            now=world.now,
        )
    world.made["guardianship"] = family.accept(
        invitation_id=invitation.pk, person=world.gunay, relation="mother", stated=True, language="az", now=world.now
    )
    with known_token(GUARDIAN_TOKEN):
        world.made["guardian_invitation"] = family.invite(
            minor=world.fidan,
            by=world.fidan,
            address=Contact("email", "ata@people.example"),
            relation="father",
            language="az",
            now=world.now,
        )


def _profiles(world: World) -> None:
    for name in ["aygun", "cavid"]:
        someone = getattr(world, name)
        profile.save_emergency_contact(
            person=someone,
            by=someone,
            name=PRIVATE[f"{name}.emergency"],
            phone="+994501112233",
            relation="other",
            now=world.now,
        )
    for name, by in {"aygun": world.aygun, "fidan": world.fidan}.items():
        needs.save(
            person=getattr(world, name),
            by=by,
            needs=[],
            note=PRIVATE[f"{name}.needs"],
            language="az",
            now=world.now,
        )


def published_opportunity(world: World, title: str = "Sahil təmizliyi", **changes: Any) -> Opportunity:
    """One of the organisation's opportunities, written by its coordinator and let through by the Union."""
    row = drafting.begin(
        organisation=world.organisation, kind="one_time", title=title, language="az", by=world.babek, now=world.now
    )
    starts_at = (world.now + timedelta(days=10)).replace(hour=6, minute=0, second=0, microsecond=0)
    details = Details(
        kind=Kind.ONE_TIME,
        wordings={"az": Words(title=title, summary="Sahildən plastik yığırıq.", text="Qruplarla yığırıq və çəkirik.")},
        direction="3.0.9",
        region_code="AZ-BA",
        address="Dənizkənarı bulvar",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        places=40,
        age_min=16,
        contact_email="elaqe@public.example",
    )
    details = dataclasses.replace(details, **changes)
    row = drafting.save(opportunity=row, details=details, by=world.babek, now=world.now)
    publishing.submit(opportunity=row, declared=[word.value for word in Declaration], by=world.babek, now=world.now)
    row.refresh_from_db()
    moderation.accept(opportunity=row, by=world.elmira, text="", now=world.now)
    row.refresh_from_db()
    return row


@contextmanager
def known_token(token: str) -> Iterator[None]:
    """The secret of the next link, which otherwise stands in the letter only."""
    with patch("secrets.token_urlsafe", return_value=token):
        yield


@pytest.fixture
def world(db: None) -> World:
    """The world, anew for each test."""
    return build_world(clock.now())
