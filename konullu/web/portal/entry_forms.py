"""The fields of coming in: name, year of birth, phone or e-mail, code."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from konullu.accounts.operations.entry import Wish
from konullu.accounts.rules.consents import text_outdated
from konullu.accounts.rules.purposes import Purpose, good
from konullu.accounts.rules.sign_up import refusals_to_birth_year
from konullu.web.ui.entry_fields import BirthYearField, CodeField, ContactField
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import sentence

NAME_AT_MOST = 120


class AboutForm(forms.Form):
    """Name and year of birth. The page also sends which text about one's data stood on it (text_version)."""

    name = LineField(
        max_length=NAME_AT_MOST,
        label=_("Name and surname"),
        help_text=_("As in your identity document. The contract will carry it too."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name and surname")},
    )
    birth_year = BirthYearField(
        label=_("Year of birth"), help_text=_("If you are under 18, we will ask your parent for consent.")
    )

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.text: Purpose | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        year = cleaned.get("birth_year")
        for refusal in [] if year is None else refusals_to_birth_year(birth_year=year, today=self.today):
            self.add_error("birth_year", ValidationError(refusal.text, code=refusal.code))
        typed = str(self.data.get("text_version", ""))
        self.text = good("account", int(typed)) if re.fullmatch("[0-9]{1,6}", typed) else None
        if self.text is None:
            outdated = text_outdated()
            self.add_error(None, ValidationError(sentence(outdated), code=outdated.code))
        return cleaned

    def wish(self) -> Wish:
        """Once it is valid: what was written, and the text that was read."""
        assert self.text is not None
        data, language = self.cleaned_data, get_language() or "az"
        return Wish(data["name"], data["birth_year"], self.text.version, self.text.language(language))


class SignUpForm(AboutForm):
    contact = ContactField(help_text=_("We will send a code of 6 digits there. Nobody else sees it."))


class SignInForm(forms.Form):
    contact = ContactField(help_text=_("We will send a code of 6 digits there."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # "webauthn" lets the browser offer passkeys right in this field (conditional mediation).
        self.fields["contact"].widget.attrs["autocomplete"] = "username webauthn"


class CodeForm(forms.Form):
    code = CodeField(help_text=pgettext_lazy("one-time code", "Spaces do not matter."))
