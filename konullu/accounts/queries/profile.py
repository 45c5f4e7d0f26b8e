"""A person's profile, for themselves, and the little of it that may be public."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from konullu.accounts.models import AccessNeeds, Availability, EmergencyContact, Interest, Person, SpokenLanguage
from konullu.accounts.queries.consents import has_consent
from konullu.accounts.rules.age import is_minor
from konullu.accounts.rules.taxonomy import Concept, concepts
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import unseal


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything of the profile but the access needs: those are read by operations.needs only."""

    person: Person
    languages: dict[str, str] = field(default_factory=dict)  # code -> level
    skills: list[Concept] = field(default_factory=list)
    causes: list[Concept] = field(default_factory=list)
    availability: set[tuple[int, str]] = field(default_factory=set)
    has_emergency_contact: bool = False
    has_access_needs: bool = False

    @property
    def filled(self) -> dict[str, bool]:
        """Section -> is there something in it?"""
        return {
            "district": self.person.district_id is not None,
            "languages": bool(self.languages),
            "skills": bool(self.skills),
            "causes": bool(self.causes),
            "availability": bool(self.availability),
            "emergency_contact": self.has_emergency_contact,
            "access_needs": self.has_access_needs,
        }


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to call in an emergency. phone: E.164."""

    name: str = ""
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicProfile:
    """What anybody may see of an adult who has opened their profile."""

    id: UUID
    name: str
    district_names: dict[str, str]
    languages: dict[str, str]
    skills: list[Concept]


def profile_of(person: Person) -> Profile:
    """The caller has loaded the person as somebody whom they may read."""
    interests = list(Interest.objects.filter(person=person).values_list("kind", "concept"))
    return Profile(
        person=person,
        languages=_languages_of(person),
        skills=_known("skill", interests),
        causes=_known("cause", interests),
        availability=set(Availability.objects.filter(person=person).values_list("weekday", "part")),
        has_emergency_contact=EmergencyContact.objects.filter(person=person).exists(),
        has_access_needs=AccessNeeds.objects.filter(person=person).exists(),
    )


def emergency_contact_of(person: Person) -> Contact:
    """The caller has loaded the person as somebody whom they may read, and records the reading."""
    row = EmergencyContact.objects.filter(person=person).first()
    return Contact(**json.loads(unseal(row.sealed))) if row else Contact()


def public_profile_of(person_id: UUID, now: datetime) -> PublicProfile:
    """An adult who has consented to a public profile. Everybody else, and every minor, is NotVisible."""
    person = Person.objects.select_related("district").filter(pk=person_id, erased_at=None).first()
    if person is None or is_minor(person, now) or not has_consent(person_id, "public_profile", now):
        raise NotVisible
    skills = Interest.objects.filter(person=person, kind="skill").values_list("kind", "concept")
    return PublicProfile(
        id=person.pk,
        name=person.name,
        district_names=person.district.names if person.district else {},
        languages=_languages_of(person),
        skills=[concept for concept in _known("skill", list(skills)) if not concept.sensitive],
    )


def _languages_of(person: Person) -> dict[str, str]:
    rows = SpokenLanguage.objects.filter(person=person).order_by("created_at", "language")
    return dict(rows.values_list("language", "level"))


def _known(kind: str, interests: list[tuple[str, str]]) -> list[Concept]:
    """In the order of the taxonomy; a concept that has left it is not shown."""
    held = {concept for its_kind, concept in interests if its_kind == kind}
    return [concept for concept in concepts(kind).values() if concept.id in held]
