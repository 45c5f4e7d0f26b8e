"""Linking a verified national identity, and deciding requests to change what it has locked."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from konullu.accounts import security_letters as letters
from konullu.accounts.facts import IdentityVerified
from konullu.accounts.identity import NationalIdentity
from konullu.accounts.models import LinkedIdentity, Method, NameChangeRequest, Person, SignInTry
from konullu.accounts.operations.constraints import explained
from konullu.accounts.operations.entry import note_try
from konullu.accounts.queries import identity as queries
from konullu.accounts.queries.signin import contacts_of
from konullu.accounts.rules import identity as rules
from konullu.accounts.rules.devices import Visit
from konullu.journal.operations import record
from konullu.platform.errors import Refused
from konullu.platform.facts import publish
from konullu.platform.secrets import keyed_hash, seal
from konullu.platform.text import clean_line


@transaction.atomic
def connect_or_sign_in(
    *, identity: NationalIdentity, person: Person | None, visit: Visit, now: datetime
) -> Person | None:
    """With a person who is signed in: link the identity to them. Without: sign in whoever it is linked to.

    None: nobody has this identity yet; the door keeps it until the newcomer has an account, then calls again.
    Refused: weak or incomplete, under 14, of another account, of an erased one, or the account has another identity.
    """
    if refusals := rules.refusals_to_link(identity, today=localdate(now)):
        raise Refused(refusals)
    link = queries.locked_link(identity)
    if link and link.person.erased_at:
        raise Refused(rules.identity_of_erased(link.person.erased_at))
    if person is None:
        return _sign_in(link, identity, visit, now) if link else None
    if link and link.person_id != person.id:
        raise Refused(rules.identity_of_another())
    if link is None and queries.has_identity(person):
        raise Refused(rules.account_has_an_identity())
    _link(link, identity, person, now)
    return person


@transaction.atomic
def ask_for_name_change(
    *, person: Person, name: str, birth_date: date | None, reason: str, now: datetime
) -> NameChangeRequest:
    """Name or birth date are locked by a verified identity: ask the Union's staff to change them."""
    if refusals := rules.refusals_to_ask_for_change(person, name=name, birth_date=birth_date, today=localdate(now)):
        raise Refused(refusals)
    with explained():
        request = NameChangeRequest.objects.create(
            created_at=now, person=person, name=name, birth_date=birth_date, reason=reason
        )
    _journal("accounts.name_change_asked", request, person, now)
    return request


@transaction.atomic
def withdraw_name_change(*, person: Person, now: datetime) -> None:
    """Take one's own open request back."""
    request = NameChangeRequest.objects.select_for_update().filter(person=person, state="open").first()
    if request:
        _move(request, NameChangeRequest.State.WITHDRAWN, now)
        _journal("accounts.name_change_withdrawn", request, person, now)


@transaction.atomic
def approve_name_change(*, request: NameChangeRequest, by: Person, now: datetime) -> None:
    """Give the person the name and birth date that they asked for. by: staff of the Union, as the door has checked."""
    locked = _open_request(request, by)
    _move(locked, NameChangeRequest.State.APPROVED, now, by=by)
    changes: dict[str, object] = {"name": locked.name}
    if locked.birth_date:
        changes |= {"birth_date": locked.birth_date, "birth_year": locked.birth_date.year}
    Person.objects.filter(id=locked.person_id).update(**changes)
    _journal("accounts.name_change_approved", locked, by, now)
    _tell_decision(locked)


@transaction.atomic
def refuse_name_change(*, request: NameChangeRequest, by: Person, answer: str, now: datetime) -> None:
    """Say no, with the reason that the person will read."""
    locked = _open_request(request, by)
    _move(locked, NameChangeRequest.State.REFUSED, now, by=by, answer=answer)
    _journal("accounts.name_change_refused", locked, by, now)
    _tell_decision(locked)


def _sign_in(link: LinkedIdentity, identity: NationalIdentity, visit: Visit, now: datetime) -> Person:
    _link(link, identity, link.person, now)
    note_try(person=link.person, method=Method.IDENTITY, outcome=SignInTry.Outcome.SIGNED_IN, visit=visit, now=now)
    return link.person


def _link(link: LinkedIdentity | None, identity: NationalIdentity, person: Person, now: datetime) -> None:
    """Link, or refresh what may have changed: document, FIN, legal entities. Names follow the state's register."""
    known = {
        "assurance": identity.assurance,
        "legal_entities": [asdict(entity) for entity in identity.legal_entities],
        "verified_at": now,
    }
    if identity.fin:
        known |= {"sealed_fin": seal(identity.fin), "fin_hash": keyed_hash("fin", identity.fin)}
    with explained():
        if link:
            LinkedIdentity.objects.filter(id=link.id).update(**known)
        else:
            link = LinkedIdentity.objects.create(
                created_at=now,
                person=person,
                issuer=identity.issuer,
                subject_hash=queries.subject_hash(identity),
                **known,
            )
            record(
                verb="accounts.identity_linked",
                subject_kind="accounts.person",
                subject_id=person.id,
                actor_id=person.id,
                now=now,
                detail={"assurance": identity.assurance},
            )
            _lock_name(person, identity, now)


def _lock_name(person: Person, identity: NationalIdentity, now: datetime) -> None:
    changes: dict[str, object] = {
        "name": _name_of(identity),
        "identity_verified_at": now,
    }
    if identity.birth_date:
        changes |= {"birth_date": identity.birth_date, "birth_year": identity.birth_date.year}
    Person.objects.filter(id=person.id).update(**changes)
    for field, value in changes.items():
        setattr(person, field, value)
    publish(IdentityVerified(person_id=person.id))


def _name_of(identity: NationalIdentity) -> str:
    try:
        return clean_line(f"{identity.given_name} {identity.family_name}", max_length=120)
    except ValueError as error:
        raise Refused(rules.identity_unusable()) from error


def _open_request(request: NameChangeRequest, by: Person) -> NameChangeRequest:
    locked = NameChangeRequest.objects.select_for_update(of=["self"]).select_related("person").get(id=request.id)
    refusals = rules.refusals_to_decide(
        requester_id=locked.person_id, decider_id=by.id, is_open=locked.state == NameChangeRequest.State.OPEN
    )
    if refusals:
        raise Refused(refusals)
    return locked


def _move(request: NameChangeRequest, state: str, now: datetime, *, by: Person | None = None, answer: str = "") -> None:
    request.state, request.decided_at, request.decided_by, request.answer = state, now, by, answer
    request.save(update_fields=["state", "decided_at", "decided_by", "answer"])


def _tell_decision(request: NameChangeRequest) -> None:
    for contact in contacts_of(request.person)[:1]:
        letters.post(
            to=contact,
            template="name_change_decided",
            context={"state": request.state, "answer": request.answer},
            language=request.person.language,
        )


def _journal(verb: str, request: NameChangeRequest, actor: Person, now: datetime) -> None:
    record(verb=verb, subject_kind="accounts.name_change_request", subject_id=request.id, actor_id=actor.id, now=now)
