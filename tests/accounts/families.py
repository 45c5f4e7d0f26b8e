"""Guardians for the tests, through the operations that people use."""

from typing import Any
from unittest.mock import patch

from konullu.accounts.models import GuardianInvitation, Guardianship, Person
from konullu.accounts.operations import family
from konullu.accounts.rules.contacts import Contact
from tests.accounts.persons import NOW, adult


def invitation_to(guardian: Person, minor: Person, *, token: str = "", **change: Any) -> GuardianInvitation:
    arguments = {
        "minor": minor,
        "by": minor,
        "address": Contact("email", str(guardian.email)),
        "relation": "mother",
        "language": "az",
        "now": NOW,
        **change,
    }
    if not token:
        return family.invite(**arguments)
    with patch("secrets.token_urlsafe", return_value=token):
        return family.invite(**arguments)


def accepted(invitation: GuardianInvitation, guardian: Person, **change: Any) -> Guardianship:
    arguments = {"relation": "mother", "stated": True, "language": "az", "now": NOW, **change}
    return family.accept(invitation_id=invitation.pk, person=guardian, **arguments)


def guardian_of(minor: Person, relation: str = "mother") -> Person:
    guardian = adult("Leyla Əliyeva")
    accepted(invitation_to(guardian, minor, relation=relation), guardian, relation=relation)
    return guardian
