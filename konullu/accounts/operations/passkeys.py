"""Passkeys (W3C Web Authentication): always discoverable, always with user verification."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from konullu.accounts.models import Method, Passkey, Person, SignInTry
from konullu.accounts.operations.constraints import explained
from konullu.accounts.operations.entry import note_try
from konullu.accounts.queries import factors as queries
from konullu.accounts.rules import factors as rules
from konullu.accounts.rules.devices import Visit
from konullu.accounts.rules.factors import Site
from konullu.journal.operations import record
from konullu.platform.errors import Refused

TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "hybrid", "internal"})


@transaction.atomic
def register(*, person: Person, name: str, credential: str, challenge: bytes, site: Site, now: datetime) -> Passkey:
    """Store a passkey that the browser has made for this challenge. credential: its JSON."""
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    if refusals := rules.refusals_to_add_passkey(count=len(queries.passkeys_of(person))):
        raise Refused(refusals)
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise Refused(rules.passkey_refused()) from error
    with explained():
        passkey = Passkey.objects.create(
            created_at=now,
            person=person,
            name=name,
            credential_id=bytes_to_base64url(made.credential_id),
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=_transports(credential),
            is_synced=made.credential_backed_up,
        )
    _journal("accounts.passkey_added", passkey.id, person, now)
    return passkey


def sign_in(*, credential: str, challenge: bytes, site: Site, visit: Visit, now: datetime) -> Person:
    """Whose passkey signed this challenge. One answer for every fault. A failed try stays in the person's history."""
    with transaction.atomic(durable=True):
        passkey = _locked_passkey(credential)
        is_right = passkey is not None and _is_signed_by(passkey, credential, challenge, site, now)
        if passkey is not None:
            outcome = SignInTry.Outcome.SIGNED_IN if is_right else SignInTry.Outcome.WRONG_FACTOR
            note_try(person=passkey.person, method=Method.PASSKEY, outcome=outcome, visit=visit, now=now)
    if passkey is None or not is_right:
        raise Refused(rules.passkey_refused())
    return passkey.person


@transaction.atomic
def confirm(*, person: Person, credential: str, challenge: bytes, site: Site, now: datetime) -> None:
    """Somebody who is signed in shows one of their own passkeys."""
    passkey = _locked_passkey(credential)
    if passkey is None or passkey.person_id != person.id:
        raise Refused(rules.passkey_refused())
    if not _is_signed_by(passkey, credential, challenge, site, now):
        raise Refused(rules.passkey_refused())


@transaction.atomic
def remove(*, person: Person, passkey: Passkey, must_keep_one: bool, now: datetime) -> None:
    """Delete a passkey of one's own. must_keep_one: staff can't be left without a second factor."""
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    own = Passkey.objects.filter(id=passkey.id, person=person)
    if not own.exists():
        return
    others = queries.count_factors(person) - 1
    if refusals := rules.refusals_to_remove_factor(others_left=others, must_keep_one=must_keep_one):
        raise Refused(refusals)
    own.delete()
    _journal("accounts.passkey_removed", passkey.id, person, now)


def _locked_passkey(credential: str) -> Passkey | None:
    """The key that a credential names, when it belongs to somebody who may sign in."""
    try:
        named = json.loads(credential).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None
    if not isinstance(named, str) or len(named) > 1400 or "\x00" in named:
        return None
    return (
        Passkey.objects.select_for_update(of=["self"])
        .select_related("person")
        .filter(credential_id=named, person__erased_at__isnull=True)
        .first()
    )


def _is_signed_by(passkey: Passkey, credential: str, challenge: bytes, site: Site, now: datetime) -> bool:
    """Checks signature, origin, user verification and that the counter went up; then keeps the new counter."""
    try:
        answer = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return False
    Passkey.objects.filter(id=passkey.id).update(
        sign_count=answer.new_sign_count, used_at=now, is_synced=answer.credential_backed_up
    )
    return True


def _transports(credential: str) -> list[str]:
    found = json.loads(credential).get("response", {}).get("transports") or []
    return sorted(TRANSPORTS.intersection(word for word in found if isinstance(word, str)))


def _journal(verb: str, passkey_id: UUID, person: Person, now: datetime) -> None:
    record(verb=verb, subject_kind="accounts.passkey", subject_id=passkey_id, actor_id=person.id, now=now)
