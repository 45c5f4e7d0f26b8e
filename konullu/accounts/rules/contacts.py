"""Reading a phone number or an e-mail address as people write them."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from konullu.platform.errors import Refusal

PHONE = "phone"
EMAIL = "email"

HOME_REGION = "AZ"
AZ_DIGITS = 9
# The Commonwealth of Independent States with its associate, and the two neighbours; others can use an e-mail.
CALLING_CODES = frozenset({994, 374, 375, 7, 996, 373, 992, 993, 998, 995, 90})
_CANNOT_RECEIVE_SMS = frozenset(
    {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOICEMAIL,
    }
)
_LONGEST = 254  # an e-mail address, RFC 5321


@dataclass(frozen=True)
class Contact:
    """Where a person can be reached. kind: "phone" with E.164 in value, or "email" with a lower-case address."""

    kind: str
    value: str


def read_contact(text: str) -> Contact | Refusal:
    """The contact that was meant, or why it cannot be one. Spaces, brackets, dashes and any digits are accepted."""
    if len(text) > 4 * _LONGEST:
        return _unreadable()
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc")).strip()
    if not text:
        return _missing()
    return _read_email(text) if "@" in text else _read_phone(text)


def masked(contact: Contact) -> str:
    """Enough for the owner to know it, too little for a stranger: "+994 •• ••• 45 67", "a•••@mail.az"."""
    if contact.kind == EMAIL:
        local, domain = contact.value.rsplit("@", 1)
        return f"{local[0]}•••@{domain}"
    code = phonenumbers.parse(contact.value).country_code
    return f"+{code} •• ••• {contact.value[-4:-2]} {contact.value[-2:]}"


def written_out(contact: Contact) -> str:
    """The contact as people write it, for its owner: "+994 50 123 45 67"."""
    if contact.kind == EMAIL:
        return contact.value
    return phonenumbers.format_number(phonenumbers.parse(contact.value), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _read_email(text: str) -> Contact | Refusal:
    local, domain = text.replace(" ", "").rsplit("@", 1)
    try:
        address = f"{local.lower()}@{domain.lower().encode('idna').decode('ascii')}"
        validate_email(address)
    except (ValidationError, UnicodeError):
        return _bad_email()
    return Contact(EMAIL, address) if len(address) <= _LONGEST else _bad_email()


def _read_phone(text: str) -> Contact | Refusal:
    text = re.sub(r"^tel:", "", text, flags=re.IGNORECASE)
    if any(letter.isalpha() for letter in text):
        return _unreadable()
    number = _parsed(text)
    if number is None or not phonenumbers.is_valid_number(number):
        return _wrong_length(text) or _unreadable()
    if number.country_code not in CALLING_CODES:
        return Refusal(
            code="accounts.phone_country",
            field="contact",
            text=_("We cannot send a code to this country by SMS."),
            next_step=_("Write your e-mail address instead."),
        )
    if phonenumbers.number_type(number) in _CANNOT_RECEIVE_SMS:
        return Refusal(
            code="accounts.phone_landline",
            field="contact",
            text=_("This number cannot receive an SMS."),
            next_step=_("Write a mobile number or your e-mail address."),
        )
    return Contact(PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """As written at home, with the country's code but no plus, or with the 8 of Kazakhstan and Russia."""
    digits = phonenumbers.normalize_digits_only(text)
    attempts = [(text, HOME_REGION), (f"+{digits}", None)]
    if len(digits) == 11 and digits.startswith("8"):
        attempts.append((f"+7{digits[1:]}", None))
    found = None
    for attempt, region in attempts:
        try:
            number = phonenumbers.parse(attempt, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
        found = found or number
    return found


def _wrong_length(text: str) -> Refusal | None:
    """For a number at home with too few or too many digits: say how many there are."""
    digits = phonenumbers.normalize_digits_only(text)
    digits = re.sub(r"^(00994|994|0)", "", digits)
    if not digits or len(digits) == AZ_DIGITS or len(digits) > AZ_DIGITS + 2:
        return None
    return Refusal(
        code="accounts.phone_length",
        field="contact",
        text=ngettext_lazy(
            "A phone number has 9 digits, you wrote %(count)d digit.",
            "A phone number has 9 digits, you wrote %(count)d digits.",
            len(digits),
        )
        % {"count": len(digits)},
        next_step=_("Check the number. Of another country it starts with + and the country's code."),
    )


def _missing() -> Refusal:
    return Refusal(
        code="accounts.contact_missing",
        field="contact",
        text=_("Write your phone number or e-mail address."),
        next_step=_("The code that opens your account is sent there."),
    )


def _unreadable() -> Refusal:
    return Refusal(
        code="accounts.contact_unreadable",
        field="contact",
        text=_("This is neither a phone number nor an e-mail address."),
        next_step=_("Write it like 050 123 45 67 or like ad@example.az."),
    )


def _bad_email() -> Refusal:
    return Refusal(
        code="accounts.email_unreadable",
        field="contact",
        text=_("This e-mail address is not complete."),
        next_step=_("Write it like ad@example.az."),
    )


def refusals_to_remove(*, kind: str, has_phone: bool, has_email: bool) -> list[Refusal]:
    """One way to reach the person has to remain, or nobody could sign in."""
    if (kind == PHONE and has_email) or (kind == EMAIL and has_phone):
        return []
    return [
        Refusal(
            code="accounts.last_contact",
            field="contact",
            text=_("This is the only way to reach you, and to sign in."),
            next_step=_("First add another phone or e-mail, then remove this one."),
        )
    ]


def contact_of_another_account() -> Refusal:
    """Said only to the one who has proved that it is in their hands."""
    return Refusal(
        code="accounts.contact_of_another_account",
        field="contact",
        text=_("Another account already uses this phone or e-mail."),
        next_step=_("One phone opens one account. Write another number, or use an e-mail here."),
    )


def not_yours() -> Refusal:
    return Refusal(
        code="accounts.contact_not_yours",
        field="code",
        text=_("This phone or e-mail is no longer the one of your account."),
        next_step=_("Ask for a new code."),
    )
