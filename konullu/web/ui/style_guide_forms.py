"""The forms that the style guide shows: one of each field, untouched and with errors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal, Refused
from konullu.web.ui.entry_fields import BirthYearField, CodeField
from konullu.web.ui.fields import DayField, LineField, ParagraphsField, PhoneField
from konullu.web.ui.forms import show_refusals

WHEN = [("morning", _("In the morning")), ("afternoon", _("In the afternoon")), ("evening", _("In the evening"))]
WHAT = [("drive", _("Drive a car")), ("first_aid", _("Give first aid")), ("translate", _("Translate"))]
WHERE = [("", _("The whole country")), ("AZ-BA", "Bakı"), ("AZ-SA", "Şəki")]


class SampleForm(forms.Form):
    name = LineField(label=_("Name and surname"), help_text=_("As in the identity card."), max_length=120)
    year = BirthYearField(label=_("Year of birth"))
    phone = PhoneField(label=_("Phone number"), help_text=_("We send a code of 6 digits."))
    code = CodeField(label=_("Code from the message"), autofocus=False)
    day = DayField(label=_("Day of the contract"), required=False)
    where = forms.ChoiceField(label=_("Where?"), choices=WHERE, required=False)
    when = forms.ChoiceField(label=_("Which shift suits you?"), choices=WHEN, widget=forms.RadioSelect)
    what = forms.MultipleChoiceField(
        label=_("What can you do?"), choices=WHAT, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = ParagraphsField(label=_("A note to the organisation"), required=False)
    paper = forms.FileField(label=_("Charter"), help_text=_("PDF or picture, up to 10 MB."), required=False)
    agreed = forms.BooleanField(label=_("I have read the rules"), help_text=_("They are short."))


def broken_sample() -> SampleForm:
    """The same form as it comes back: errors of its own, and a refusal of the rules."""
    typed: dict[str, Any] = {
        "broken-name": "Cavid İsmayılov",
        "broken-year": "07",
        "broken-phone": "50 123 45 6",
        "broken-code": "12 34",
        "broken-day_day": "31",
        "broken-day_month": "2",
        "broken-day_year": "2026",
        "broken-when": "morning",
    }
    form = SampleForm(data=typed, prefix="broken")
    form.is_valid()
    show_refusals(
        form,
        Refused(
            [
                Refusal(
                    code="ui.sample",
                    text=_("The phone number needs 9 digits, you typed 8."),
                    next_step=_("Write it as on your SIM card."),
                    field="phone",
                ),
                Refusal(
                    code="ui.sample_form",
                    text=_("Three codes were asked for in this hour."),
                    next_step=_("Ask for a new one after 14:20."),
                ),
            ]
        ),
    )
    return form
