"""One-time codes: their form, their life, and how often they may be asked for."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import Code

# What a code is for: accounts.models.Code.Purpose.
SIGN_UP = "sign_up"
SIGN_IN = "sign_in"
CONTACT = "contact"
CONFIRM = "confirm"

DIGITS = 6
VALID_FOR = timedelta(minutes=10)
WRONG_TRIES = 5
PROOF_VALID_FOR = timedelta(minutes=15)  # after the right code: to finish what was begun, without a second code


@dataclass(frozen=True)
class Limit:
    """At most `times` in `per`. key names what is counted: the address, its network address, or its network."""

    bucket: str
    key: str
    times: int
    per: timedelta


# An address has its own quiet time. Whole schools and phone networks share one network address: wide limits there.
SENDING = [
    Limit("code_pause", "address", 1, timedelta(seconds=60)),
    Limit("code_hour", "address", 5, timedelta(hours=1)),
    Limit("code_day", "address", 12, timedelta(days=1)),
    Limit("code_ip", "ip", 60, timedelta(hours=1)),
    Limit("code_network", "network", 1000, timedelta(hours=1)),
]
TRYING = [
    Limit("try_address", "address", 20, timedelta(hours=1)),
    Limit("try_ip", "ip", 120, timedelta(hours=1)),
]
FACTOR_TRYING = [Limit("try_factor", "person", 5, timedelta(minutes=10))]


def read_code(text: str) -> str | None:
    """The six digits that were typed, whatever stands between them; any script's digits count. None: not a code."""
    if len(text) > 200:
        return None
    digits = [letter for letter in text if letter.isdecimal()]
    if len(digits) != DIGITS or any(letter.isalpha() for letter in text):
        return None
    return "".join(str(int(digit)) for digit in digits)


def refusal_to_spend(code: "Code | None", now: datetime) -> Refusal | None:
    """Why this code cannot be spent any more, whatever is typed."""
    if code is None or code.replaced_at:
        return Refusal(
            code="accounts.code_replaced",
            field="code",
            text=_("This code is no longer valid, a newer one was sent."),
            next_step=_("Write the code of the newest message, or ask for a new one."),
        )
    if code.used_at:
        return Refusal(
            code="accounts.code_used",
            field="code",
            text=_("This code was already used."),
            next_step=_("Ask for a new code."),
        )
    if code.expires_at <= now:
        return Refusal(
            code="accounts.code_expired",
            field="code",
            text=_("This code is older than 10 minutes."),
            next_step=_("Ask for a new code."),
        )
    if code.wrong_tries >= WRONG_TRIES:
        return _tries_used_up()
    return None


def wrong_code(tries: int) -> Refusal:
    """The code was not the right one. tries: how many wrong ones there are now, this one included."""
    left = WRONG_TRIES - tries
    if left <= 0:
        return _tries_used_up()
    return Refusal(
        code="accounts.code_wrong",
        field="code",
        text=_("This is not the code that we sent."),
        next_step=ngettext_lazy(
            "Check the message; you have %(left)d try left.", "Check the message; you have %(left)d tries left.", left
        )
        % {"left": left},
    )


def unreadable_code() -> Refusal:
    return Refusal(
        code="accounts.code_unreadable",
        field="code",
        text=_("The code has 6 digits."),
        next_step=_("Write the six digits of the message."),
    )


def wait_to_ask(wait: timedelta) -> Refusal:
    """A new code may be asked for only after this time."""
    return Refusal(
        code="accounts.code_wait",
        field="contact",
        text=_("You can ask for a new code in %(time)s.") % {"time": in_words(wait)},
        next_step=_("The code that came before stays valid for 10 minutes."),
    )


def wait_to_try(wait: timedelta) -> Refusal:
    """Too many wrong tries; the next one is possible only after this time."""
    return Refusal(
        code="accounts.try_wait",
        field="code",
        text=_("Too many tries. You can try again in %(time)s.") % {"time": in_words(wait)},
        next_step=_("Wait, then write the code again."),
    )


def in_words(wait: timedelta) -> str:
    """A waiting time, rounded up: "48 seconds", "12 minutes", "3 hours"."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    if seconds < 100:
        return ngettext_lazy("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    if minutes < 100:
        return ngettext_lazy("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext_lazy("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def _tries_used_up() -> Refusal:
    return Refusal(
        code="accounts.code_tries_used_up",
        field="code",
        text=_("Five wrong codes were written, so this code is closed."),
        next_step=_("Ask for a new code."),
    )
