"""Coming in: sign-up and sign-in by a one-time code.

Both begin with the same code for the same address, so nobody learns whether an account exists before they have
shown that the address is theirs.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from konullu.accounts.facts import SignedUp
from konullu.accounts.limits import count_try
from konullu.accounts.models import Code, Person, SignInTry
from konullu.accounts.operations import consents
from konullu.accounts.operations.codes import Proof, spend
from konullu.accounts.operations.constraints import SIGN_UP, explained
from konullu.accounts.queries import signin as queries
from konullu.accounts.rules import sign_up as rules
from konullu.accounts.rules.age import is_minor, is_under_14
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.devices import Visit
from konullu.journal.operations import record
from konullu.platform.errors import Refusal, Refused
from konullu.platform.facts import publish


@dataclass(frozen=True)
class Wish:
    """What a newcomer wrote in the first two fields, and which text about their data they had before their eyes."""

    name: str
    birth_year: int
    text_version: int  # of the purpose "account" (data/purposes.toml)
    text_language: str


@dataclass(frozen=True)
class Entered:
    """The code was right. person: who is in now; None when sign-up met an account, or sign-in met none."""

    person: Person | None
    proof: Proof
    is_new: bool = False


def enter(
    *,
    code_id: UUID | None,
    contact: Contact,
    typed: str,
    wish: Wish | None,
    visit: Visit,
    language: str,
    now: datetime,
) -> Entered:
    """Spend a code and, in the same transaction, sign up (with a wish) or find the account (without).

    A wrong code is counted even though this raises Refused.
    """
    count_try(contact=contact, visit=visit, now=now)
    purpose = Code.Purpose.SIGN_UP if wish else Code.Purpose.SIGN_IN
    with transaction.atomic(durable=True):
        refusal = spend(code_id=code_id, purpose=purpose, contact=contact, typed=typed, now=now)
        if refusal:
            _note_wrong_code(contact=contact, visit=visit, now=now)
        else:
            assert code_id is not None
            proof = Proof(code_id, contact)
            entered = _enter(proof=proof, wish=wish, visit=visit, language=language, now=now)
    if refusal:
        raise Refused(refusal)
    return entered


@transaction.atomic
def sign_up(*, proof: Proof, wish: Wish, language: str, now: datetime) -> Person:
    """Open an account for somebody who has just proved a contact. A minor may sign up; what they may do is limited.

    The consent to the account's own purpose is written with it, unless a guardian has to give it (under 14).
    """
    if not queries.is_proved(code_id=proof.code_id, contact=proof.contact, now=now):
        raise Refused(rules.proof_too_old())
    return _open_account(contact=proof.contact, wish=wish, language=language, now=now)


@transaction.atomic
def sign_in_with_proof(*, proof: Proof, visit: Visit, now: datetime) -> Person:
    """Let somebody who has just proved a contact into the account that it belongs to."""
    if not queries.is_proved(code_id=proof.code_id, contact=proof.contact, now=now):
        raise Refused(rules.proof_too_old())
    person = queries.person_with(proof.contact)
    if person is None:
        raise Refused(rules.no_account())
    note_try(person=person, method=proof.contact.kind, outcome=SignInTry.Outcome.SIGNED_IN, visit=visit, now=now)
    return person


@transaction.atomic
def note_try(*, person: Person, method: str, outcome: str, visit: Visit, now: datetime) -> None:
    """One line in the person's own history of sign-ins."""
    SignInTry.objects.create(
        created_at=now, person=person, method=method, outcome=outcome, agent=visit.agent, network=visit.network
    )


def _enter(*, proof: Proof, wish: Wish | None, visit: Visit, language: str, now: datetime) -> Entered:
    person = queries.person_with(proof.contact)
    is_new = bool(wish) and person is None
    if wish and is_new:
        person = _open_account(contact=proof.contact, wish=wish, language=language, now=now)
    elif wish or person is None:
        return Entered(None, proof)
    assert person is not None
    note_try(person=person, method=proof.contact.kind, outcome=SignInTry.Outcome.SIGNED_IN, visit=visit, now=now)
    return Entered(person, proof, is_new=is_new)


def _open_account(*, contact: Contact, wish: Wish, language: str, now: datetime) -> Person:
    if refusals := _refusals_to(contact, wish, now):
        raise Refused(refusals)
    person = Person(
        created_at=now,
        name=wish.name,
        birth_year=wish.birth_year,
        language=language,
        **{contact.kind: contact.value},
    )
    person.set_unusable_password()
    with explained(also=SIGN_UP):
        person.save(force_insert=True)
    record(
        verb="accounts.signed_up",
        subject_kind="accounts.person",
        subject_id=person.id,
        actor_id=person.id,
        now=now,
        detail={"by": contact.kind},
    )
    if not is_under_14(person, now):  # below, the guardian's word is the one that counts (Civil Code art. 29)
        consents.give(
            person=person,
            by=person,
            purpose="account",
            language=wish.text_language,
            version=wish.text_version,
            now=now,
        )
    publish(SignedUp(person_id=person.id, is_minor=is_minor(person, now)))
    return person


def _refusals_to(contact: Contact, wish: Wish, now: datetime) -> list[Refusal]:
    refusals = rules.refusals_to_birth_year(birth_year=wish.birth_year, today=localdate(now))
    if queries.person_with(contact):
        refusals.append(rules.contact_taken())
    return refusals


def _note_wrong_code(*, contact: Contact, visit: Visit, now: datetime) -> None:
    if person := queries.person_with(contact):
        note_try(person=person, method=contact.kind, outcome=SignInTry.Outcome.WRONG_CODE, visit=visit, now=now)
