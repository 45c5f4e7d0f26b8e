"""Passkeys, time codes and recovery codes: what counts, and what may be removed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pyotp
from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.rules.contacts import Contact

STEP = 30  # seconds, RFC 6238
DRIFT = 1  # steps before and after that are accepted too
RECOVERY_CODES = 10
RECOVERY_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # nothing that looks like something else
RECOVERY_LENGTH = 10
FRESH_FOR = timedelta(minutes=15)
PASSKEYS_AT_MOST = 10


@dataclass(frozen=True)
class Site:
    """Who asks: the host of the public address (rp_id), its origin, and the name that people see."""

    host: str
    origin: str
    name: str = "Könüllü"


def step_of(*, secret: str, typed: str, now: datetime) -> int | None:
    """The time step that a typed code belongs to, within the drift, or None when it is not right."""
    current = int(now.timestamp()) // STEP
    app = pyotp.TOTP(secret)
    matches = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if pyotp.utils.strings_equal(app.generate_otp(step), typed)
    ]
    return max(matches, default=None)


def read_recovery_code(text: str) -> str | None:
    """A recovery code as it was printed or typed: spaces, dashes and small letters are accepted."""
    if len(text) > 100:
        return None
    letters = re.sub(r"[\s\-‐-―]", "", text).upper()
    if len(letters) != RECOVERY_LENGTH or set(letters) - set(RECOVERY_ALPHABET):
        return None
    return letters


def is_fresh(confirmed_at: datetime | None, now: datetime) -> bool:
    """Was it shown in the last 15 minutes that this is really the person?"""
    return confirmed_at is not None and now - FRESH_FOR < confirmed_at <= now + timedelta(minutes=1)


def refusals_to_remove_factor(*, others_left: int, must_keep_one: bool) -> list[Refusal]:
    """others_left: factors that remain afterwards. must_keep_one: the person works for an organisation."""
    if others_left or not must_keep_one:
        return []
    return [
        Refusal(
            code="accounts.last_factor_of_staff",
            text=_("You work for an organisation and see other people's data, so one second step has to stay."),
            next_step=_("First add another passkey or an authenticator app, then remove this one."),
            next_url_name="volunteer:security",
        )
    ]


def refusals_to_add_passkey(*, count: int) -> list[Refusal]:
    if count < PASSKEYS_AT_MOST:
        return []
    return [
        Refusal(
            code="accounts.passkeys_at_most",
            text=_("You have 10 passkeys already."),
            next_step=_("Remove one that you no longer use."),
        )
    ]


def contacts_to_warn(*, contacts: "list[Contact]", method: str) -> "list[Contact]":
    """Where to tell of a sign-in from a new device: everywhere but where the code itself went."""
    return [contact for contact in contacts if contact.kind != method]


def wrong_factor() -> Refusal:
    return Refusal(
        code="accounts.factor_wrong",
        field="code",
        text=_("This code is not right."),
        next_step=_("Write the code that your authenticator app shows now."),
    )


def spent_factor() -> Refusal:
    return Refusal(
        code="accounts.factor_spent",
        field="code",
        text=_("This code was already used."),
        next_step=_("Wait half a minute for the next code of your app."),
    )


def wrong_recovery_code() -> Refusal:
    return Refusal(
        code="accounts.recovery_code_wrong",
        field="code",
        text=_("This is not one of your recovery codes, or it was already used."),
        next_step=_("Write another one from your list."),
    )


def no_factor_to_remove() -> Refusal:
    """Said to the operator at the terminal."""
    return Refusal(
        code="accounts.no_factor",
        text=_("This account has no second step and no recovery codes."),
        next_step=_("Nothing was changed. Check the phone number or e-mail."),
    )


def passkey_refused() -> Refusal:
    """One answer for all that can be wrong with a passkey, so that nothing can be tried out."""
    return Refusal(
        code="accounts.passkey_refused",
        text=_("The passkey was not accepted."),
        next_step=_("Try once more, or sign in with a code."),
        next_url_name="portal:sign_in",
    )
