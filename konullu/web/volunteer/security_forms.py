"""Forms of the security pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from konullu.web.ui.entry_fields import CodeField, ContactField
from konullu.web.ui.fields import BIRTHDAY, DayField, DayWidget, LineField, ParagraphsField


class PasskeyNameForm(forms.Form):
    name = LineField(
        max_length=60,
        label=_("Name of the passkey"),
        help_text=_("So that you know it again: «My phone», «Work laptop»."),
        error_messages={"required": _("Write a name for the passkey.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)


class AppCodeForm(forms.Form):
    """The first code of an app that is being set up."""

    code = CodeField(label=_("Code of the app"), help_text=_("Six digits; they change every 30 seconds."))


class FactorForm(forms.Form):
    """A code of the app, or a recovery code: what it is can be seen by its letters."""

    code = forms.CharField(
        label=_("Code"),
        max_length=100,
        help_text=_("Six digits of your authenticator app, or one of your recovery codes."),
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "class": "input--w10",
                "spellcheck": "false",
                "autocapitalize": "characters",
            }
        ),
    )


class SentCodeForm(forms.Form):
    """A code that we sent."""

    code = CodeField()


class NewContactForm(forms.Form):
    contact = ContactField(
        label=_("New phone number or e-mail"),
        help_text=_("We will send a code of 6 digits there. A phone replaces your phone, an e-mail your e-mail."),
    )


class NameChangeForm(forms.Form):
    name = LineField(
        max_length=120,
        label=_("Name and surname"),
        help_text=_("As in the new identity document."),
        error_messages={"required": _("Write your name and surname")},
    )
    birth_date = DayField(
        required=False,
        label=_("Date of birth"),
        help_text=_("Only if it is wrong now."),
        widget=DayWidget(autocomplete=BIRTHDAY),
    )
    reason = ParagraphsField(
        max_length=1000,
        label=_("Why does it change?"),
        help_text=_("For example: marriage, court decision, mistake in the register. No document numbers."),
        error_messages={"required": _("Write in a few words why it changes.")},
    )
