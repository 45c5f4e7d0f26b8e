"""The fields of coming in: name, year of birth, phone or e-mail, code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konullu.accounts.rules.sign_up import refusals_to_birth_year
from konullu.web.ui.entry_fields import BirthYearField, CodeField, ContactField
from konullu.web.ui.fields import LineField

NAME_AT_MOST = 120


class AboutForm(forms.Form):
    """Name and year of birth."""

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for refusal in refusals_to_birth_year(birth_year=cleaned.get("birth_year"), today=self.today):
            self.add_error("birth_year", ValidationError(refusal.text, code=refusal.code))
        return cleaned


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
