"""Operators run the installation. Only a command of the launcher gives and takes this; the journal keeps it."""

from datetime import datetime

from django.db import transaction

from konullu.accounts import security_letters as letters
from konullu.accounts.models import Device, Passkey, Person, RecoveryCode, TimeCode
from konullu.accounts.queries import signin as queries
from konullu.accounts.rules import sign_up as rules
from konullu.accounts.rules.contacts import read_contact
from konullu.accounts.rules.factors import no_factor_to_remove
from konullu.journal.operations import record
from konullu.platform.errors import Refusal, Refused


@transaction.atomic
def grant_operator(*, contact: str, now: datetime) -> Person:
    """Make the person with this phone or e-mail an operator. Refused when there is none, or it can't be read."""
    return _set(contact, is_operator=True, verb="accounts.operator_granted", now=now)


@transaction.atomic
def revoke_operator(*, contact: str, now: datetime) -> Person:
    """Take it back. Refused when there is no such person."""
    return _set(contact, is_operator=False, verb="accounts.operator_revoked", now=now)


@transaction.atomic
def remove_factors(*, contact: str, now: datetime) -> Person:
    """For somebody who has lost every second factor and all recovery codes, after the operator has checked who asks.

    All devices are signed out, and every phone and e-mail of the person is told; staff set up a new factor at their
    next sign-in. Refused when there is no such person, or nothing to remove.
    """
    person = _person(contact)
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    gone = sum(model._default_manager.filter(person=person).delete()[0] for model in (Passkey, TimeCode, RecoveryCode))
    if not gone:
        raise Refused(no_factor_to_remove())
    Device.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=now)
    record(
        verb="accounts.factors_removed_by_operator",
        subject_kind="accounts.person",
        subject_id=person.id,
        actor_id=None,
        now=now,
        detail={"count": gone},
    )
    for each in queries.contacts_of(person):
        letters.post(to=each, template="factors_removed", context={"at": now.isoformat()}, language=person.language)
    return person


def _set(contact: str, *, is_operator: bool, verb: str, now: datetime) -> Person:
    person = _person(contact)
    changed = Person.objects.filter(id=person.id).exclude(is_operator=is_operator).update(is_operator=is_operator)
    if changed:
        record(verb=verb, subject_kind="accounts.person", subject_id=person.id, actor_id=None, now=now)
    person.is_operator = is_operator
    return person


def _person(contact: str) -> Person:
    read = read_contact(contact)
    if isinstance(read, Refusal):
        raise Refused(read)
    person = queries.person_with(read)
    if person is None:
        raise Refused(rules.no_account())
    return person
