"""What a person needs in order to take part: special-category data, sealed, every reading recorded (AZ-9)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from konullu.accounts.models import AccessNeeds, Person
from konullu.accounts.operations import access, consents
from konullu.accounts.queries.consents import has_consent
from konullu.accounts.queries.family import has_guardian, is_guardian_of
from konullu.accounts.rules.age import refusals_to_act_alone
from konullu.journal.operations import record
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.secrets import seal, unseal

PURPOSE = "access_needs"


@dataclass(frozen=True, kw_only=True)
class Needs:
    """needs: codes of rules.profile.NEEDS; note: the person's own words."""

    needs: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def save(*, person: Person, by: Person, needs: Collection[str], note: str, language: str, now: datetime) -> None:
    """Keep the needs and write the consent that they rest on, in one act; nothing at all forgets them.

    The page shows the consent's text above the button and asks for a tick of its own. Raises Refused like
    consents.give (under 14 the guardian saves).
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk, erased_at=None)
    if by.pk != person.pk and not is_guardian_of(by, person, now):
        raise NotVisible
    if reasons := refusals_to_act_alone(person, now, has_guardian=has_guardian(person, now)):
        raise Refused(reasons)
    if needs or note:
        consents.give(person=person, by=by, purpose=PURPOSE, language=language, now=now)
        words = seal(json.dumps({"needs": sorted(needs), "note": note}))
        AccessNeeds.objects.update_or_create(
            person=person, defaults={"sealed": words}, create_defaults={"sealed": words, "created_at": now}
        )
    else:
        AccessNeeds.objects.filter(person=person).delete()
    record(
        verb="accounts.profile_saved",
        subject_kind="accounts.person",
        subject_id=person.pk,
        actor_id=by.pk,
        on_behalf_of_id=None if by.pk == person.pk else person.pk,
        now=now,
        detail={"section": "access_needs"},
    )


@transaction.atomic
def read_own(*, person: Person, reader: Person, now: datetime) -> Needs:
    """For the person or their guardian; the reading is recorded all the same."""
    if reader.pk == person.pk:
        access.note_own_reading(person=person, fields=["access_needs"], now=now)
    elif is_guardian_of(reader, person, now):
        access.note(
            people=[person],
            reader=reader,
            organisation_id=None,
            organisation_name="",
            purpose="guardianship",
            fields=["access_needs"],
            now=now,
            role="guardian",
        )
    else:
        raise NotVisible
    return _open(person)


@transaction.atomic
def read_for_organisation(
    *, person: Person, reader: Person, organisation_id: UUID, organisation_name: str, role: str, now: datetime
) -> Needs:
    """For the team that prepares a place; the caller has authorised the reader. Without consent NotVisible."""
    if not has_consent(person.pk, PURPOSE, now):
        raise NotVisible
    access.note(
        people=[person],
        reader=reader,
        organisation_id=organisation_id,
        organisation_name=organisation_name,
        purpose=PURPOSE,
        fields=["access_needs"],
        now=now,
        role=role,
    )
    return _open(person)


def _open(person: Person) -> Needs:
    row = AccessNeeds.objects.filter(person=person).first()
    if row is None:
        return Needs()
    words = json.loads(unseal(row.sealed))
    return Needs(needs=tuple(words["needs"]), note=words["note"])
