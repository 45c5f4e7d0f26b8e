"""Whose pages these are: one's own, or those of a minor for whom the reader stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from konullu.accounts.operations import access
from konullu.accounts.queries.family import has_guardian, person_in_care_of
from konullu.accounts.rules.age import refusals_to_act_alone
from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@dataclass(frozen=True)
class Space:
    """The reader, and the person whose data are on the page."""

    reader: "Person"
    person: "Person"
    inert: list[Refusal]  # why the account does nothing yet: under 14 and without a guardian

    @property
    def is_own(self) -> bool:
        return self.reader.pk == self.person.pk

    def way(self, name: str, **parts: object) -> str:
        """The address of a page about this person: every own page has a twin for the guardian."""
        if self.is_own:
            return reverse(f"volunteer:{name}", kwargs=parts)
        return reverse(f"volunteer:ward_{name}", kwargs={"person_id": self.person.pk, **parts})


def space_of(request: HttpRequest, person_id: UUID | None, *, seen: Sequence[str] = ()) -> Space:
    """Load the person as somebody whom the reader may act for (else NotVisible), and record what a guardian sees."""
    reader: Person = request.user  # type: ignore[assignment]
    person = person_in_care_of(reader, person_id or reader.pk, request.now)
    if seen:
        access.note(
            people=[person],
            reader=reader,
            organisation_id=None,
            organisation_name="",
            purpose="guardianship",
            fields=seen,
            now=request.now,
            role="guardian",
        )
    inert = refusals_to_act_alone(person, request.now, has_guardian=has_guardian(person, request.now))
    return Space(reader, person, inert)
