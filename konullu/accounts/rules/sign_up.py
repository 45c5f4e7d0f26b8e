"""The three fields of sign-up."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.age import YOUNGEST
from konullu.platform.errors import Refusal, Text

FIRST_BIRTH_YEAR = 1900


def read_year(text: str) -> int | None:
    """A year of four digits in any script, whatever spaces stand around and between them, or None."""
    text = "".join(text.split())
    return int(text) if len(text) == 4 and text.isdecimal() else None


def unreadable_birth_year() -> Refusal:
    return _refusal("accounts.birth_year_unreadable", _("Write the birth year with four digits, like 2007."))


def refusals_to_birth_year(*, birth_year: int, today: date) -> list[Refusal]:
    """Why nobody who opens an account today was born in this year."""
    if birth_year > today.year:
        problem = ("accounts.birth_year_future", _("This year has not come yet."))
    elif birth_year < FIRST_BIRTH_YEAR:
        problem = ("accounts.birth_year_past", _("The birth year cannot be before 1900."))
    elif birth_year > today.year - YOUNGEST:
        problem = ("accounts.birth_year_young", _("An account can be opened from the age of 6."))
    else:
        return []
    return [_refusal(*problem)]


def contact_taken() -> Refusal:
    """Said only to the one who has proved that the phone or e-mail is in their hands."""
    return Refusal(
        code="accounts.contact_taken",
        field="contact",
        text=_("There is already an account with this phone or e-mail."),
        next_step=_("Sign in to it, or sign up with another number or e-mail."),
        next_url_name="portal:sign_in",
    )


def no_account() -> Refusal:
    """Said only to the one who has proved that the phone or e-mail is in their hands."""
    return Refusal(
        code="accounts.no_account",
        field="contact",
        text=_("There is no account with this phone or e-mail yet."),
        next_step=_("Sign up: your name and year of birth are enough."),
        next_url_name="portal:sign_up",
    )


def proof_too_old() -> Refusal:
    return Refusal(
        code="accounts.proof_too_old",
        field="contact",
        text=_("Too much time has passed since you wrote the code."),
        next_step=_("Ask for a new code."),
    )


def _refusal(code: str, text: Text) -> Refusal:
    return Refusal(code=code, field="birth_year", text=text, next_step=_("Check the year of birth."))
