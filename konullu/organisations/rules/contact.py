"""How the public reaches an organisation: an e-mail, a phone (landlines too) and a web site, as people write them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from konullu.accounts.rules.contacts import EMAIL, Contact, read_contact
from konullu.platform.errors import Refusal

_LONGEST = 200
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, kw_only=True)
class PublicContact:
    """What the public page shows: a lower-case address, E.164, an address with its scheme; "" where there is none."""

    email: str
    phone: str
    website: str


def read_public_contact(*, email: str, phone: str, website: str) -> PublicContact | list[Refusal]:
    """All three at once, or all that is wrong with them."""
    read = {"email": _read_email(email), "phone": _read_phone(phone), "website": _read_website(website)}
    refusals = [answer for answer in read.values() if isinstance(answer, Refusal)]
    return refusals or PublicContact(**{name: str(answer) for name, answer in read.items()})


def _read_email(text: str) -> str | Refusal:
    if not text.strip():
        return ""
    contact = read_contact(text)
    if isinstance(contact, Contact) and contact.kind == EMAIL:
        return contact.value
    return Refusal(
        code="organisations.email_unreadable",
        text=_("This e-mail address is not complete."),
        next_step=_("Write it like info@example.az."),
        field="email",
    )


def _read_phone(text: str) -> str | Refusal:
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, "AZ") if len(text) <= _LONGEST else None
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Refusal(
        code="organisations.phone_unreadable",
        text=_("This is not a whole phone number."),
        next_step=_("Write it like 012 345 67 89, of another country with + and the country's code."),
        field="phone",
    )


def _read_website(text: str) -> str | Refusal:
    text = text.strip()
    if not text:
        return ""
    address = text if "://" in text[:10] else f"https://{text}"
    try:
        if len(address) > _LONGEST or urlsplit(address).username:
            raise ValidationError("")
        _is_web_address(address)
    except (ValidationError, ValueError):
        return Refusal(
            code="organisations.website_unreadable",
            text=_("This is not a web address."),
            next_step=_("Write it like example.az."),
            field="website",
        )
    return address
