"""What a person has consented to, now and in the past."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from konullu.accounts.models import Consent, Person
from konullu.accounts.queries.family import guardian_ids_of
from konullu.accounts.rules import consents as rules
from konullu.accounts.rules.age import FULL_AGE, age_of
from konullu.accounts.rules.purposes import Purpose, current

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One purpose for one person. own and guardians: their latest word counts; rows: all words, oldest first."""

    purpose: Purpose
    in_force: bool
    own: bool
    guardians: bool
    open_to_person: bool  # False: only adults can give it, and this is a minor
    rows: "Sequence[Consent]"

    @property
    def latest(self) -> Consent | None:
        return self.rows[-1] if self.rows else None


def has_consent(person_id: UUID, purpose: str, now: datetime) -> bool:
    """May data be used for this purpose now? Unknown purposes and people: no."""
    found = current().get(purpose)
    person = Person.objects.filter(pk=person_id, erased_at=None).first()
    if found is None or person is None:
        return False
    return rules.is_in_force(
        list(Consent.objects.filter(person=person, purpose=purpose).order_by("number")),
        purpose=found,
        age=age_of(person, now),
        guardian_ids=guardian_ids_of(person, now),
        now=now,
    )


def standings_of(person: Person, now: datetime) -> list[Standing]:
    """Every purpose with its present state, in the order of the file."""
    rows = list(Consent.objects.filter(person=person).order_by("number"))
    guardian_ids = guardian_ids_of(person, now)
    age = age_of(person, now)
    found = []
    for purpose in current().values():
        words = [row for row in rows if row.purpose == purpose.code]
        found.append(
            Standing(
                purpose=purpose,
                in_force=rules.is_in_force(words, purpose=purpose, age=age, guardian_ids=guardian_ids, now=now),
                own=rules.counts(rules.latest_by_self(words), purpose=purpose, now=now),
                guardians=rules.guardians_agree(words, purpose=purpose, guardian_ids=guardian_ids, now=now),
                open_to_person=purpose.minors or age >= FULL_AGE,
                rows=words,
            )
        )
    return found


def stands_for(standing: Standing, guardian: Person, now: datetime) -> bool:
    """Does this guardian's own latest word count as given?"""
    word = rules.latest_by_guardian(standing.rows, guardian.pk)
    return rules.counts(word, purpose=standing.purpose, now=now)


def text_shown(purpose: Purpose, language: str) -> dict[str, str]:
    """The parts of a purpose's text for a reader, with the operator: what `operations.consents.give` stores."""
    name, number = settings.OPERATOR["name"], settings.OPERATOR["id"]
    operator = name if number == "unregistered" else f"{name} ({number})"
    return {**purpose.texts[purpose.language(language)], "operator": operator}


def standing_of(person: Person, code: str, now: datetime) -> Standing | None:
    """One purpose with its present state; None when there is no such purpose."""
    return next((standing for standing in standings_of(person, now) if standing.purpose.code == code), None)
