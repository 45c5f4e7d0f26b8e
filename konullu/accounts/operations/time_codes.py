"""Authenticator apps (TOTP, RFC 6238) and the recovery codes for the day when the phone is lost."""

import secrets
from datetime import datetime

from django.db import transaction

from konullu.accounts.limits import count
from konullu.accounts.models import Method, Person, RecoveryCode, SignInTry, TimeCode
from konullu.accounts.operations.entry import note_try
from konullu.accounts.queries import factors as queries
from konullu.accounts.rules import codes as code_rules
from konullu.accounts.rules import factors as rules
from konullu.accounts.rules.devices import Visit
from konullu.journal.operations import record
from konullu.platform.errors import Refusal, Refused
from konullu.platform.secrets import keyed_hash, keyed_hashes, seal, unseal


def set_up(*, person: Person, secret: str, typed: str, now: datetime) -> TimeCode:
    """Take an app into use once it has shown a right code; an earlier app of the person is replaced."""
    _count_try(person, now)
    digits = code_rules.read_code(typed)
    step = rules.step_of(secret=secret, typed=digits, now=now) if digits else None
    if step is None:
        raise Refused(rules.wrong_factor())
    with transaction.atomic():
        app, _ = TimeCode.objects.update_or_create(
            person=person,
            defaults={"sealed_secret": seal(secret), "last_step": step},
            create_defaults={"created_at": now, "sealed_secret": seal(secret), "last_step": step},
        )
        _journal("accounts.time_code_set_up", person, now)
    return app


def confirm(*, person: Person, typed: str, visit: Visit, now: datetime) -> None:
    """A code of the app, or one of the recovery codes. Each opens once; a time step never comes back.

    A wrong one stays in the person's history even though this raises Refused.
    """
    _count_try(person, now)
    digits = code_rules.read_code(typed)
    with transaction.atomic(durable=True):
        refusal = _spend_step(person, digits, now) if digits else _spend_recovery_code(person, typed, now)
        outcome = SignInTry.Outcome.WRONG_FACTOR if refusal else SignInTry.Outcome.SIGNED_IN
        note_try(person=person, method=Method.TIME_CODE, outcome=outcome, visit=visit, now=now)
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def remove(*, person: Person, must_keep_one: bool, now: datetime) -> None:
    """Stop using the app. must_keep_one: staff can't be left without a second factor."""
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    if not queries.has_time_code(person):
        return
    others = queries.count_factors(person) - 1
    if refusals := rules.refusals_to_remove_factor(others_left=others, must_keep_one=must_keep_one):
        raise Refused(refusals)
    TimeCode.objects.filter(person=person).delete()
    _journal("accounts.time_code_removed", person, now)


@transaction.atomic
def renew_recovery_codes(*, person: Person, now: datetime) -> list[str]:
    """Ten new codes; the old ones are void. This is the only moment at which they can be read."""
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    RecoveryCode.objects.filter(person=person).delete()
    made: set[str] = set()
    while len(made) < rules.RECOVERY_CODES:
        made.add("".join(secrets.choice(rules.RECOVERY_ALPHABET) for _ in range(rules.RECOVERY_LENGTH)))
    RecoveryCode.objects.bulk_create(
        RecoveryCode(created_at=now, person=person, code_hash=keyed_hash("recovery-code", f"{person.id}:{code}"))
        for code in made
    )
    _journal("accounts.recovery_codes_made", person, now)
    return [f"{code[:5]}-{code[5:]}" for code in sorted(made)]


def _count_try(person: Person, now: datetime) -> None:
    count(code_rules.FACTOR_TRYING, keys={"person": str(person.id)}, now=now, refusal=code_rules.wait_to_try)


def _spend_step(person: Person, digits: str, now: datetime) -> Refusal | None:
    app = _locked_time_code(person)
    if app is None:
        return rules.wrong_factor()
    step = rules.step_of(secret=unseal(app.sealed_secret), typed=digits, now=now)
    if step is None:
        return rules.wrong_factor()
    if step <= app.last_step:
        return rules.spent_factor()
    TimeCode.objects.filter(id=app.id).update(last_step=step)
    _journal("accounts.time_code_confirmed", person, now)
    return None


def _locked_time_code(person: Person) -> TimeCode | None:
    """Locked until the end of the transaction: of two requests with the same code, one waits and finds it spent."""
    return TimeCode.objects.select_for_update().filter(person=person).first()


def _spend_recovery_code(person: Person, typed: str, now: datetime) -> Refusal | None:
    code = rules.read_recovery_code(typed)
    if code is None:
        return rules.wrong_recovery_code()
    spent = RecoveryCode.objects.filter(
        person=person, code_hash__in=keyed_hashes("recovery-code", f"{person.id}:{code}"), used_at__isnull=True
    ).update(used_at=now)
    if not spent:
        return rules.wrong_recovery_code()
    _journal("accounts.recovery_code_used", person, now)
    return None


def _journal(verb: str, person: Person, now: datetime) -> None:
    record(verb=verb, subject_kind="accounts.person", subject_id=person.id, actor_id=person.id, now=now)
