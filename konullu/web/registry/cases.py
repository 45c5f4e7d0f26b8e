"""One case: what the organisation says, its papers, its history, and the Union's decision."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from konullu.accounts.operations.access import note
from konullu.organisations import reasons
from konullu.organisations.directions import named
from konullu.organisations.operations import accreditation
from konullu.organisations.operations.registration import correct_identity
from konullu.organisations.queries import case_for_union_decider, case_for_union_staff
from konullu.organisations.queries.accreditation import document_of, documents_of, history_of
from konullu.organisations.queries.public import district_names
from konullu.organisations.queries.team import team_of, union_place_of
from konullu.organisations.rules.accreditation import MOVES, moves_from
from konullu.organisations.rules.registration import tax_number_digits, tax_number_looks_right
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.web.ui.fields import LineField, ParagraphsField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once


class DecisionForm(forms.Form):
    """For a decision without reasons: a word to the owners, if one is needed."""

    text = ParagraphsField(label=_("A word to the owners"), max_length=2000, required=False)


class ReasonsForm(forms.Form):
    reasons = forms.MultipleChoiceField(label=_("Reasons"), widget=forms.CheckboxSelectMultiple, required=False)
    text = ParagraphsField(
        label=_("What is to be mended, in your own words"),
        help_text=_("The owners read this word for word."),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, move: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = [(reason.code, reason.text) for reason in MOVES[move].reasons]
        # "Optional" would be untrue; the rules ask for both in their own words.
        self.fields["reasons"].widget.is_required = self.fields["text"].widget.is_required = True


class CorrectionForm(forms.Form):
    name = LineField(label=_("Name, in Azerbaijani"), max_length=160)
    tax_number = LineField(label=_("VÖEN"), max_length=20, required=False)
    registration_number = LineField(label=_("State registration number"), max_length=60, required=False)
    text = ParagraphsField(
        label=_("Which paper shows it?"),
        max_length=2000,
        error_messages={"required": _("Name the paper that shows the new data.")},
    )


@login_required
@require_GET
def case(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _page(request, case_for_union_staff(request.user, organisation_id))


@login_required
@require_GET
def download(request: HttpRequest, organisation_id: UUID, document_id: UUID) -> HttpResponseBase:
    found = case_for_union_staff(request.user, organisation_id)
    document = document_of(found.organisation, document_id)
    _note(request, found.organisation, ["documents"])
    return files.download(document.file, filename=document.original_name, media_type=document.content_type)


@login_required
@require_http_methods(["GET", "POST"])
@once
def send_back(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    form = ReasonsForm(request.POST if request.method == "POST" else None, move="return")
    return _decide(request, organisation_id, "return", form, accreditation.send_back)


@login_required
@require_http_methods(["GET", "POST"])
@once
def accredit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _decide(
        request,
        organisation_id,
        "accredit",
        DecisionForm(request.POST if request.method == "POST" else None),
        accreditation.accredit,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once
def suspend(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    form = ReasonsForm(request.POST if request.method == "POST" else None, move="suspend")
    return _decide(request, organisation_id, "suspend", form, accreditation.suspend)


@login_required
@require_http_methods(["GET", "POST"])
@once
def reinstate(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _decide(
        request,
        organisation_id,
        "reinstate",
        DecisionForm(request.POST if request.method == "POST" else None),
        accreditation.reinstate,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once
def correct(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    found = case_for_union_decider(request.user, organisation_id)
    organisation = found.organisation
    names = ("name", "tax_number", "registration_number")
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(organisation, name) for name in names},
    )
    if form.is_valid():
        data = {**form.cleaned_data, "tax_number": tax_number_digits(form.cleaned_data["tax_number"])}
        try:
            correct_identity(organisation=organisation, by=request.user, now=request.now, **data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:case", organisation_id)
    context = {"case": found, "organisation": organisation, "form": form, "move": "correct", "here": "queue"}
    return render(request, "registry/decision.html", context)


def _decide(
    request: HttpRequest, organisation_id: UUID, move: str, form: forms.Form, act: Callable[..., Any]
) -> HttpResponse:
    found = case_for_union_decider(request.user, organisation_id)
    if form.is_valid():
        try:
            act(organisation=found.organisation, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:case", organisation_id)
    context = {
        "case": found,
        "organisation": found.organisation,
        "form": form,
        "move": move,
        "is_possible": move in moves_from(found.organisation.state) and found.may_decide,
        "here": "queue",
    }
    return render(request, "registry/decision.html", context)


def _page(request: HttpRequest, found: Any) -> HttpResponse:
    organisation = found.organisation
    history = history_of(organisation)
    ours = [move for move in moves_from(organisation.state) if MOVES[move].by_union]
    _note(request, organisation, ["name", "role"])
    context = {
        "case": found,
        "organisation": organisation,
        "team": team_of(organisation),
        "documents": documents_of(organisation),
        "directions": named(organisation.directions),
        "districts": district_names(organisation, get_language() or "az"),
        "history": [(row, [reasons.BY_CODE[code] for code in row.reasons]) for row in history],
        "moves": ours if found.may_decide else [],
        "may_correct": found.may_decide and organisation.is_public,
        "is_number_odd": bool(organisation.tax_number) and not tax_number_looks_right(organisation.tax_number),
        "overdue": organisation.answer_due_at and organisation.answer_due_at < request.now,
        "here": "queue",
    }
    return render(request, "registry/case.html", context)


def _note(request: HttpRequest, organisation: Any, fields: list[str]) -> None:
    """The people of the team can read later that the Union has looked at their names or papers."""
    union = union_place_of(request.user)
    note(
        people=[row.person for row in team_of(organisation)],
        reader=request.user,
        organisation_id=union.organisation.pk,
        organisation_name=union.organisation.name,
        purpose="accreditation",
        fields=fields,
        role="union",
        now=request.now,
    )
