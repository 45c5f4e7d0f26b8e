"""Saving a profile, section by section. `by` is the person or their guardian, as the caller has loaded them."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.accounts.models import Availability, EmergencyContact, Interest, Person, SpokenLanguage
from konullu.accounts.queries.family import has_guardian, is_guardian_of
from konullu.accounts.rules import profile as rules
from konullu.accounts.rules.age import day_of, refusals_to_act_alone
from konullu.journal.operations import record
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.secrets import seal

if TYPE_CHECKING:
    from konullu.places.models import Region


@transaction.atomic
def save_about(*, person: Person, by: Person, name: str, birth_date: date | None, now: datetime) -> Person:
    """Name and birth date. Refused when a verified identity has locked them, or the date can't be."""
    person = _locked(person, by, now)
    reasons = rules.refusals_to_save_about(person=person, name=name, birth_date=birth_date, day=day_of(person, now))
    if reasons:
        raise Refused(reasons)
    person.name = name
    person.birth_date = birth_date
    person.save(update_fields=["name", "birth_date"])
    _journal(person, by, "about", now)
    return person


@transaction.atomic
def save_letters(*, person: Person, by: Person, language: str, time_zone: str, now: datetime) -> Person:
    """The language of letters and the time zone (IANA name)."""
    person = _awake(person, by, now)
    person.language = language
    person.time_zone = time_zone
    person.save(update_fields=["language", "time_zone"])
    _journal(person, by, "letters", now)
    return person


@transaction.atomic
def save_district(*, person: Person, by: Person, district: "Region | None", now: datetime) -> Person:
    """Where the person usually is: a region of places, or nothing."""
    person = _awake(person, by, now)
    person.district = district
    person.save(update_fields=["district"])
    _journal(person, by, "district", now)
    return person


@transaction.atomic
def save_languages(*, person: Person, by: Person, levels: Mapping[str, str], now: datetime) -> None:
    """All spoken languages with their level; those not named are forgotten."""
    person = _awake(person, by, now)
    if reasons := rules.refusals_to_save_languages(levels):
        raise Refused(reasons)
    SpokenLanguage.objects.filter(person=person).delete()
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(created_at=now, person=person, language=language, level=level)
        for language, level in levels.items()
    )
    _journal(person, by, "languages", now)


@transaction.atomic
def save_interests(*, person: Person, by: Person, kind: str, chosen: Collection[str], now: datetime) -> None:
    """All skills (kind "skill") or causes ("cause") by concept; those not named are forgotten."""
    person = _awake(person, by, now)
    if reasons := rules.refusals_to_save_interests(kind=kind, chosen=chosen):
        raise Refused(reasons)
    held = Interest.objects.filter(person=person, kind=kind)
    held.exclude(concept__in=chosen).delete()
    new = set(chosen) - set(held.values_list("concept", flat=True))
    Interest.objects.bulk_create(
        Interest(created_at=now, person=person, kind=kind, concept=concept) for concept in sorted(new)
    )
    _journal(person, by, f"{kind}s", now)


@transaction.atomic
def save_availability(*, person: Person, by: Person, cells: Collection[tuple[int, str]], now: datetime) -> None:
    """The week as (ISO weekday, part of the day); cells not named are forgotten."""
    person = _awake(person, by, now)
    Availability.objects.filter(person=person).delete()
    Availability.objects.bulk_create(
        Availability(created_at=now, person=person, weekday=weekday, part=part) for weekday, part in sorted(set(cells))
    )
    _journal(person, by, "availability", now)


@transaction.atomic
def save_emergency_contact(*, person: Person, by: Person, name: str, phone: str, relation: str, now: datetime) -> None:
    """Whom to call; sealed. phone: E.164. Three empty strings forget the contact."""
    person = _awake(person, by, now)
    if name or phone or relation:
        words = seal(json.dumps({"name": name, "phone": phone, "relation": relation}))
        EmergencyContact.objects.update_or_create(
            person=person, defaults={"sealed": words}, create_defaults={"sealed": words, "created_at": now}
        )
    else:
        EmergencyContact.objects.filter(person=person).delete()
    _journal(person, by, "emergency_contact", now)


def _locked(person: Person, by: Person, now: datetime) -> Person:
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk, erased_at=None)
    if by.pk != person.pk and not is_guardian_of(by, person, now):
        raise NotVisible
    return person


def _awake(person: Person, by: Person, now: datetime) -> Person:
    """The person, locked; Refused while a child's account waits for its guardian."""
    person = _locked(person, by, now)
    if reasons := refusals_to_act_alone(person, now, has_guardian=has_guardian(person, now)):
        raise Refused(reasons)
    return person


def _journal(person: Person, by: Person, section: str, now: datetime) -> None:
    record(
        verb="accounts.profile_saved",
        subject_kind="accounts.person",
        subject_id=person.pk,
        actor_id=by.pk,
        on_behalf_of_id=None if by.pk == person.pk else person.pk,
        now=now,
        detail={"section": section},
    )
