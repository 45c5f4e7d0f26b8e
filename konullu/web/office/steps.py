"""The steps of the registration: few fields each, saved as a draft, open again until the Union has accredited."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.organisations.directions import DIRECTIONS
from konullu.organisations.operations.registration import save_about, save_contact, save_work
from konullu.organisations.queries import organisation_for
from konullu.organisations.queries.public import district_codes
from konullu.organisations.rules.registration import refusals_to_edit, tax_number_digits
from konullu.organisations.rules.roles import Act
from konullu.organisations.words import LegalForm, State
from konullu.places.queries import name_in, regions_of
from konullu.platform.errors import Refused
from konullu.web.ui.fields import DayField, LineField, ParagraphsField, PhoneField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

NEXT = {"about": "work", "work": "contact", "contact": "documents"}


class AboutForm(forms.Form):
    name = LineField(
        label=_("Name, in Azerbaijani"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of the organisation.")},
    )
    name_en = LineField(label=_("Name in English"), max_length=160, required=False)
    name_ru = LineField(label=_("Name in Russian"), max_length=160, required=False)
    tax_number = LineField(
        label=_("VÖEN"),
        help_text=_("10 digits, the last one is 1."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--w10", "autocomplete": "off"}),
    )
    registration_number = LineField(
        label=_("State registration number"),
        help_text=_("As in the extract of the Ministry of Justice."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--w10", "autocomplete": "off"}),
    )
    founded_date = DayField(label=_("Founding date"), required=False)

    def __init__(self, *args: Any, legal_form: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if legal_form == LegalForm.GROUP:
            del self.fields["tax_number"], self.fields["founded_date"]
        if legal_form not in (LegalForm.NGO, LegalForm.UNION):
            del self.fields["registration_number"]
        _not_optional(self, "tax_number", "registration_number", "founded_date")

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "other_names": {"en": data["name_en"], "ru": data["name_ru"]},
            "tax_number": tax_number_digits(data.get("tax_number", "")),
            "registration_number": data.get("registration_number", ""),
            "founded_date": data.get("founded_date"),
        }


class WorkForm(forms.Form):
    description = ParagraphsField(
        label=_("What do you do?"),
        help_text=_("Two or three sentences for people who don't know you: what you do, for whom, where."),
        max_length=2000,
        required=False,
    )
    directions = forms.MultipleChoiceField(
        label=_("Directions of activity"),
        help_text=_("As the law on voluntary activity names them (art. 3). Choose those that you really work in."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["directions"].choices = [
            (each.code, format_html("{}<small>{}</small>", each.label, each.detail)) for each in DIRECTIONS
        ]
        _not_optional(self, "description", "directions")

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ContactForm(forms.Form):
    email = LineField(
        label=_("Public e-mail"),
        help_text=_("An e-mail or a phone is enough. Everybody can read them."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email", "spellcheck": "false"}),
    )
    phone = PhoneField(label=_("Public phone"), required=False, max_length=40)
    website = LineField(
        label=_("Web site"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
    )
    address = LineField(
        label=_("Address"),
        help_text=_("Street, house, town. A group without an office names the place where it meets."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    district_codes = forms.MultipleChoiceField(
        label=_("Where do you work?"),
        help_text=_("Districts and cities in which your volunteers meet people."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns choices--scroll"}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "az"
        self.fields["district_codes"].choices = [
            (region.code, name_in(region.names, language)) for region in regions_of("AZ", language)
        ]
        _not_optional(self, "email", "phone", "address", "district_codes")

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _not_optional(form: forms.Form, *names: str) -> None:
    """A draft may leave them empty, the submission may not: they do not say "optional"."""
    for name in names:
        if name in form.fields:
            form.fields[name].widget.is_required = True


@login_required
@require_http_methods(["GET", "POST"])
@once
def about(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    initial = {
        "name": organisation.name,
        "name_en": organisation.other_names.get("en", ""),
        "name_ru": organisation.other_names.get("ru", ""),
        "tax_number": organisation.tax_number,
        "registration_number": organisation.registration_number,
        "founded_date": organisation.founded_date,
    }
    form = AboutForm(
        request.POST if request.method == "POST" else None, initial=initial, legal_form=organisation.legal_form
    )
    return _step(request, "about", organisation, form, save_about)


@login_required
@require_http_methods(["GET", "POST"])
@once
def work(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    initial = {"description": organisation.description, "directions": organisation.directions}
    return _step(
        request,
        "work",
        organisation,
        WorkForm(request.POST if request.method == "POST" else None, initial=initial),
        save_work,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once
def contact(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    initial = {
        "email": organisation.email,
        "phone": organisation.phone,
        "website": organisation.website,
        "address": organisation.address,
        "district_codes": district_codes(organisation),
    }
    return _step(
        request,
        "contact",
        organisation,
        ContactForm(request.POST if request.method == "POST" else None, initial=initial),
        save_contact,
    )


def _step(request: HttpRequest, step: str, organisation: Any, form: Any, save: Callable[..., Any]) -> HttpResponse:
    """Show one step, or save it and go on: to the next one in a registration, to the overview later."""
    if form.is_valid():
        try:
            save(organisation=organisation, by=request.user, now=request.now, **form.values())
        except Refused as refused:
            show_refusals(form, refused)
        else:
            registering = organisation.state in (State.DRAFT, State.RETURNED)
            target = NEXT[step] if registering and "leave" not in request.POST else "overview"
            return redirect(f"office:{target}", organisation.pk)
    locked = refusals_to_edit(state=organisation.state, part=step, is_union=organisation.is_union)
    context = {"organisation": organisation, "form": form, "step": step, "locked": locked, "here": "overview"}
    return render(request, f"office/{step}.html", context)
