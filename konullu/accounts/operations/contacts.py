"""Another phone or e-mail, and the short confirmation that it is really the person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from konullu.accounts import security_letters as letters
from konullu.accounts.facts import ContactChanged
from konullu.accounts.limits import count_try
from konullu.accounts.models import Code, Person
from konullu.accounts.operations.codes import spend
from konullu.accounts.operations.constraints import explained
from konullu.accounts.queries import signin as queries
from konullu.accounts.rules import contacts as rules
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.devices import Visit
from konullu.journal.operations import record
from konullu.platform.errors import Refusal, Refused
from konullu.platform.facts import publish


def change_contact(
    *, person: Person, code_id: UUID | None, contact: Contact, typed: str, visit: Visit, now: datetime
) -> None:
    """Put a proved phone or e-mail in the place of the old one of its kind; the old one gets a notice."""
    count_try(contact=contact, visit=visit, now=now)
    with transaction.atomic(durable=True):
        refusal = spend(code_id=code_id, purpose=Code.Purpose.CONTACT, contact=contact, typed=typed, now=now)
        if refusal is None:
            refusal = _change(person, contact, now)
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def remove_contact(*, person: Person, kind: str, now: datetime) -> None:
    """Forget the phone or the e-mail; the other one has to remain."""
    locked = Person.objects.select_for_update(no_key=True).get(id=person.id)
    if refusals := rules.refusals_to_remove(kind=kind, has_phone=bool(locked.phone), has_email=bool(locked.email)):
        raise Refused(refusals)
    old = getattr(locked, kind)
    if old is None:
        return
    Person.objects.filter(id=person.id).update(**{kind: None})
    _tell(person, Contact(kind, old), now)


def confirm_by_code(
    *, person: Person, code_id: UUID | None, contact: Contact, typed: str, visit: Visit, now: datetime
) -> None:
    """Somebody who is signed in, and has no second factor, shows again that the phone or e-mail is theirs."""
    count_try(contact=contact, visit=visit, now=now)
    with transaction.atomic(durable=True):
        refusal = spend(code_id=code_id, purpose=Code.Purpose.CONFIRM, contact=contact, typed=typed, now=now)
        if refusal is None and contact not in queries.contacts_of(Person.objects.get(id=person.id)):
            refusal = rules.not_yours()
    if refusal:
        raise Refused(refusal)


def _change(person: Person, contact: Contact, now: datetime) -> Refusal | None:
    locked = Person.objects.select_for_update(no_key=True).get(id=person.id)
    old = getattr(locked, contact.kind)
    if old == contact.value:
        return None
    try:
        with explained():
            Person.objects.filter(id=person.id).update(**{contact.kind: contact.value})
    except Refused as refused:  # proved, but another account has it: a family that shares a phone
        return refused.reasons[0]
    _tell(person, Contact(contact.kind, old) if old else None, now, kind=contact.kind)
    return None


def _tell(person: Person, old: Contact | None, now: datetime, *, kind: str = "") -> None:
    kind = kind or (old.kind if old else "")
    record(
        verb="accounts.contact_changed",
        subject_kind="accounts.person",
        subject_id=person.id,
        actor_id=person.id,
        now=now,
        detail={"kind": kind},
    )
    if old:
        letters.post(
            to=old, template="contact_changed", context={"kind": kind, "at": now.isoformat()}, language=person.language
        )
    publish(ContactChanged(person_id=person.id, kind=kind))
