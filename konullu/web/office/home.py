"""The door of the office: choose an organisation, or register one."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.organisations.operations.registration import begin_registration, register_partner
from konullu.organisations.queries import teams_of
from konullu.organisations.words import LegalForm
from konullu.platform.errors import Refused
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

ABOUT_FORMS = {
    LegalForm.STATE_BODY: _("A ministry, a committee, an executive authority"),
    LegalForm.BUDGET: _("A school, a hospital, a museum, a service centre"),
    LegalForm.MUNICIPALITY: _("Local self-government"),
    LegalForm.NGO: _("A public union or a fund with state registration"),
    LegalForm.UNION: _("Its members are organisations"),
    LegalForm.GROUP: _("Neighbours, friends, students; one person answers for it"),
    LegalForm.COMPANY: _("A company cannot organise, but it can be a partner"),
}


class NewForm(forms.Form):
    name = LineField(
        label=_("Name of the organisation, in Azerbaijani"),
        help_text=_("As it stands in the papers. A group chooses its own."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of the organisation.")},
    )
    legal_form = forms.ChoiceField(
        label=_("Who are you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you are.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_form"].choices = [
            (form.value, format_html("{}<small>{}</small>", form.label, ABOUT_FORMS[form])) for form in LegalForm
        ]


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    places = teams_of(request.user)
    if len(places) == 1 and "all" not in request.GET:
        return redirect("office:overview", places[0].organisation.pk)
    return render(request, "office/home.html", {"places": places})


@login_required
@require_http_methods(["GET", "POST"])
@once
def new(request: HttpRequest) -> HttpResponse:
    form = NewForm(request.POST if request.method == "POST" else None)
    is_company = False
    if form.is_valid():
        try:
            organisation = begin_registration(person=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
            is_company = "organisations.company_cannot_organise" in refused.codes
        else:
            return redirect("office:about", organisation.pk)
    return render(request, "office/new.html", {"form": form, "is_company": is_company, "step": "new"})


@login_required
@require_POST
@once
def new_partner(request: HttpRequest) -> HttpResponse:
    form = NewForm({"name": request.POST.get("name", ""), "legal_form": LegalForm.COMPANY})
    if form.is_valid():
        try:
            organisation = register_partner(person=request.user, name=form.cleaned_data["name"], now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:overview", organisation.pk)
    return render(request, "office/new.html", {"form": form, "is_company": True, "step": "new"})
