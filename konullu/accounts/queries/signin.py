"""Who belongs to a contact, which code is meant, where a person is signed in."""

from datetime import datetime
from uuid import UUID

from konullu.accounts.models import Code, Device, Person, SignInTry
from konullu.accounts.rules import codes as rules
from konullu.accounts.rules.contacts import EMAIL, PHONE, Contact
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import keyed_hash


def person_with(contact: Contact) -> Person | None:
    """The living account that a contact belongs to."""
    return Person.objects.filter(**{contact.kind: contact.value}, erased_at__isnull=True).first()


def contacts_of(person: Person) -> list[Contact]:
    """Phone first: that is where most people read their codes."""
    pairs = [(PHONE, person.phone), (EMAIL, person.email)]
    return [Contact(kind, value) for kind, value in pairs if value]


def address_hash(contact: Contact) -> str:
    return keyed_hash("code-address", contact.value)


def code_hash(*, purpose: str, contact: Contact, digits: str) -> str:
    return keyed_hash("code", f"{purpose}:{contact.value}:{digits}")


def locked_code(code_id: UUID | None, *, purpose: str, contact: Contact) -> Code | None:
    """The code's row, locked until the end of the transaction, so that two spenders come one after the other."""
    if code_id is None:
        return None
    return (
        Code.objects.select_for_update().filter(id=code_id, purpose=purpose, address_hash=address_hash(contact)).first()
    )


def is_proved(*, code_id: UUID, contact: Contact, now: datetime) -> bool:
    """Was this very code spent for this contact a short while ago?"""
    return Code.objects.filter(
        id=code_id, address_hash=address_hash(contact), used_at__gt=now - rules.PROOF_VALID_FOR, used_at__lte=now
    ).exists()


def session_hash(session_key: str) -> str:
    return keyed_hash("session", session_key)


def device_of_session(*, person_id: UUID, session_key: str) -> Device | None:
    """The device that this session is, unless it was revoked. One query; it runs on every request."""
    return Device.objects.filter(
        session_hash=session_hash(session_key), person_id=person_id, revoked_at__isnull=True
    ).first()


def devices_of(person: Person, *, since: datetime) -> list[Device]:
    """Where the person is signed in, latest first. since: older sessions have ended by themselves."""
    return list(
        Device.objects.filter(person=person, revoked_at__isnull=True, last_seen_at__gt=since).order_by("-last_seen_at")
    )


def device_visible_to(person: Person, device_id: UUID) -> Device:
    """One's own device, or NotVisible."""
    device = Device.objects.filter(person=person, id=device_id).first()
    if device is None:
        raise NotVisible
    return device


def recent_tries_of(person: Person, *, since: datetime, at_most: int = 20) -> list[SignInTry]:
    """The history of sign-ins with the failed ones, latest first."""
    return list(SignInTry.objects.filter(person=person, created_at__gt=since).order_by("-created_at")[:at_most])
