"""Erasing a person: asked for, taken back within seven days, or carried out by the nightly task."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from konullu.accounts import security_letters as letters
from konullu.accounts.facts import PersonErased
from konullu.accounts.models import Erasure, Person
from konullu.accounts.operations import forgetting
from konullu.accounts.queries.erasure import due_erasure_ids, receipt_token
from konullu.accounts.queries.family import guardianships_of, is_guardian_of
from konullu.accounts.queries.signin import contacts_of
from konullu.accounts.rules import erasure as rules
from konullu.accounts.rules.age import day_of
from konullu.accounts.rules.contacts import Contact
from konullu.journal.operations import record
from konullu.platform import jobs
from konullu.platform.dates import written_day
from konullu.platform.errors import NotVisible, Refusal, Refused
from konullu.platform.facts import publish

ERASE = "accounts.erase_person"

type Objector = Callable[[UUID], Sequence[Refusal]]

_objectors: list[Objector] = []


def register_objector(objector: Objector) -> None:
    """At start-up, from a higher floor: says why a person can't go yet ("the last owner of an organisation")."""
    if objector not in _objectors:
        _objectors.append(objector)


def objections_to(person_id: UUID) -> list[Refusal]:
    """What every floor above has to say against erasing this person now."""
    return [reason for objector in _objectors for reason in objector(person_id)]


@transaction.atomic
def ask(*, person: Person, by: Person, language: str, now: datetime) -> Erasure:
    """Wish an account away; by is the person or a minor's guardian, else NotVisible. Carried out after seven days.

    A letter tells everybody concerned at once, so that a stranger who has got in can't do it unseen.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk, erased_at=None)
    if by.pk != person.pk and not is_guardian_of(by, person, now):
        raise NotVisible
    reasons = rules.refusals_to_erase(
        person=person,
        is_waiting=Erasure.objects.filter(person=person, state=Erasure.State.WAITING).exists(),
        objections=objections_to(person.pk),
    )
    if reasons:
        raise Refused(reasons)
    erasure = Erasure.objects.create(
        created_at=now, person=person, requested_by=by, due_at=now + rules.WAITING, language=language
    )
    due = day_of(person, erasure.due_at)
    link = _link("volunteer:data", language)
    for contact, its_language in _concerned(person, now):
        letters.post(
            to=contact,
            template="erasure_asked",
            context={"due_date": written_day(due, its_language), "link": link},
            language=its_language,
        )
    _journal("accounts.erasure_asked", erasure, actor_id=by.pk, now=now)
    return erasure


@transaction.atomic
def keep(*, person: Person, by: Person, now: datetime) -> None:
    """Take the wish back. The person may, and a minor's guardian; nothing waiting changes nothing."""
    if by.pk != person.pk and not is_guardian_of(by, person, now):
        raise NotVisible
    erasure = Erasure.objects.select_for_update().filter(person=person, state=Erasure.State.WAITING).first()
    if erasure is None:
        return
    erasure.state = Erasure.State.CANCELLED
    erasure.cancelled_at = now
    erasure.save(update_fields=["state", "cancelled_at"])
    _journal("accounts.erasure_cancelled", erasure, actor_id=by.pk, now=now)


def queue_due(*, now: datetime) -> int:
    """One job for each wish whose time has come: one that fails does not hold up the others. Nightly."""
    due = due_erasure_ids(now)
    with transaction.atomic():
        for erasure_id in due:
            jobs.defer(ERASE, erasure_id=str(erasure_id))
    return len(due)


@transaction.atomic(durable=True)
def carry_out(*, erasure_id: UUID, now: datetime) -> bool:
    """Erase the person in one transaction, in all domains; False when it must wait. Safe to repeat.

    An objection that has come up meanwhile is written down and asked again the next night.
    """
    erasure = (
        Erasure.objects.select_for_update().filter(pk=erasure_id, state=Erasure.State.WAITING, due_at__lte=now).first()
    )
    if erasure is None:
        return False
    person = Person.objects.select_for_update().get(pk=erasure.person_id)
    if objections := objections_to(person.pk):
        erasure.objections = [reason.code for reason in objections]
        erasure.save(update_fields=["objections"])
        return False
    contact = next(iter(contacts_of(person)), None)
    publish(PersonErased(person.pk, now))
    erasure.receipt = forgetting.forget(person=person, now=now)
    erasure.state = Erasure.State.DONE
    erasure.done_at = now
    erasure.objections = []
    erasure.save(update_fields=["receipt", "state", "done_at", "objections"])
    _journal("accounts.erased", erasure, actor_id=None, now=now)
    if contact:
        _send_receipt(erasure, contact)
    return True


def receipt_address(erasure: Erasure) -> str:
    """Where the receipt can be read, without signing in."""
    return _link("volunteer:erasure_receipt", erasure.language, erasure_id=erasure.pk, token=receipt_token(erasure))


def _send_receipt(erasure: Erasure, contact: Contact) -> None:
    """The last letter: sealed in its job, so the address is in no table any more."""
    letters.post(to=contact, template="erased", context={"link": receipt_address(erasure)}, language=erasure.language)


def _concerned(person: Person, now: datetime) -> list[tuple[Contact, str]]:
    """Every contact of the person and of their guardians, with the language to write in."""
    people = [person, *(held.guardian for held in guardianships_of(person, now))]
    return [(contact, someone.language) for someone in people for contact in contacts_of(someone)]


def _link(name: str, language: str, **parts: object) -> str:
    with translation.override(language):
        return settings.PUBLIC_URL.rstrip("/") + reverse(name, kwargs=parts or None)


def _journal(verb: str, erasure: Erasure, *, actor_id: UUID | None, now: datetime) -> None:
    record(
        verb=verb,
        subject_kind="accounts.person",
        subject_id=erasure.person_id,
        actor_id=actor_id,
        on_behalf_of_id=erasure.person_id if actor_id not in (None, erasure.person_id) else None,
        now=now,
        detail={"erasure_id": str(erasure.pk)},
    )
