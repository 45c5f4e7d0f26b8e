"""What has happened to a person; floors above may react (konullu/reactions.py)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class SignedUp:
    """A new account. is_minor: under 18, or possibly so by the year of birth alone."""

    person_id: UUID
    is_minor: bool


@dataclass(frozen=True)
class IdentityVerified:
    """The national identity was linked; name and birth date are locked from now on."""

    person_id: UUID


@dataclass(frozen=True)
class ContactChanged:
    """Phone or e-mail ("phone", "email") is another one now; the old one no longer opens the account."""

    person_id: UUID
    kind: str


@dataclass(frozen=True)
class GuardianAccepted:
    """An adult stands for a minor from now on."""

    guardianship_id: UUID
    minor_id: UUID
    guardian_id: UUID
    at: datetime


@dataclass(frozen=True)
class GuardianDeclined:
    """An adult who was asked said no; the minor should ask somebody else."""

    minor_id: UUID
    at: datetime


@dataclass(frozen=True)
class GuardianshipEnded:
    """ending: by_guardian, by_minor, came_of_age, rejected or erased."""

    guardianship_id: UUID
    minor_id: UUID
    guardian_id: UUID
    ending: str
    at: datetime


@dataclass(frozen=True)
class ExportReady:
    """A person's copy of everything can be fetched until expires_at."""

    export_id: UUID
    person_id: UUID
    requested_by_id: UUID
    expires_at: datetime
    at: datetime


@dataclass(frozen=True)
class PersonErased:
    """A person is being erased. Every domain that holds data about people forgets its part IN THIS TRANSACTION.

    It is told before the account's own row is emptied, so that a reaction can still read its phone and e-mail.
    """

    person_id: UUID
    at: datetime
