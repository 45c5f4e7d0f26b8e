"""Fields for coming in: phone or e-mail, year of birth, one-time code. They read what the rules of accounts read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.codes import read_code, unreadable_code
from konullu.accounts.rules.contacts import Contact, read_contact
from konullu.accounts.rules.sign_up import read_year, unreadable_birth_year
from konullu.platform.errors import Refusal
from konullu.web.ui.forms import sentence


class ContactField(forms.CharField):
    """One field that takes a phone number or an e-mail address, as people write them."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "username", "inputmode": "email", "class": "input--w20", "spellcheck": "false"}
        options.setdefault("label", _("Phone number or e-mail"))
        super().__init__(widget=forms.TextInput(attrs=attrs), strip=False, required=False, **options)
        self.widget.is_required = True
        self.validators = []  # read_contact says it better, NUL bytes included

    def clean(self, value: Any) -> Contact:
        contact = read_contact(value or "")
        if isinstance(contact, Refusal):
            raise ValidationError(sentence(contact), code=contact.code)
        return contact


class BirthYearField(forms.CharField):
    """Four digits of any script; which years are possible, the rules say when they know what day it is."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "bday-year", "inputmode": "numeric", "class": "input--w4", "maxlength": "8"}
        super().__init__(widget=forms.TextInput(attrs=attrs), required=False, **options)
        self.widget.is_required = True
        self.validators = []

    def clean(self, value: Any) -> int:
        year = read_year((value or "")[:20])
        if year is None:
            refusal = unreadable_birth_year()
            raise ValidationError(refusal.text, code=refusal.code)
        return year


class CodeWidget(forms.TextInput):
    """The phone offers the code of the message that has just come; it can be pasted too."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "class": "input--code",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": "16",
                "spellcheck": "false",
                **(attrs or {}),
            }
        )


class CodeField(forms.CharField):
    """Six digits, with whatever stands between them; the phone offers the code of the message."""

    def __init__(self, *, autofocus: bool = True, **options: Any) -> None:
        options.setdefault("label", _("Code of 6 digits"))
        super().__init__(widget=CodeWidget({"autofocus": autofocus}), required=False, **options)
        self.widget.is_required = True
        self.validators = []

    def clean(self, value: Any) -> str:
        code = read_code(value or "")
        if code is None:
            raise ValidationError(sentence(unreadable_code()), code="accounts.code_unreadable")
        return code
