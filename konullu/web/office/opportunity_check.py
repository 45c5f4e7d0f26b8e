"""The last page before it is public: what is missing, what is there twice, the five declarations, one button."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.opportunities.operations.publishing import submit
from konullu.opportunities.queries.duplicates import duplicates_of
from konullu.opportunities.queries.reading import details_of, opportunity_for
from konullu.opportunities.queries.trust import is_trusted
from konullu.opportunities.rules.publishing import ANSWER_WORKING_DAYS, moves_from
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.words import Declaration
from konullu.platform.errors import Refusal, Refused
from konullu.web.office.opportunity_summary import missing_of, offer_of, preview_url
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once


class DeclarationsForm(forms.Form):
    """What the organisation declares. Nothing is ticked beforehand: each sentence is read and meant."""

    declarations = forms.MultipleChoiceField(
        label=_("I declare for my organisation"),
        help_text=_("Law 828-IIIQ, art. 2. Tick each sentence that is true."),
        choices=Declaration.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, is_volunteering: bool) -> None:
        super().__init__(data)
        self.fields["declarations"].widget.is_required = True
        if not is_volunteering:
            del self.fields["declarations"]


@login_required
@require_http_methods(["GET", "POST"])
@once
def check(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.PUBLISH)
    if not {"submit", "publish"} & set(moves_from(row.state)):
        return redirect("office:opportunity", row.pk)
    form = DeclarationsForm(request.POST if request.method == "POST" else None, is_volunteering=row.is_volunteering)
    if form.is_valid():
        declared = form.cleaned_data.get("declarations", [])
        try:
            submit(opportunity=row, declared=declared, by=request.user, now=request.now)
        except Refused as refused:
            show_refusals(form, _once_each(refused))
        else:
            return redirect("office:opportunity", row.pk)
    return render(request, "office/opportunity_check.html", _context(request, row, form))


def _context(request: HttpRequest, row: Any, form: forms.Form) -> dict[str, Any]:
    details, offer = details_of(row), offer_of(row, request.now)
    return {
        "organisation": row.organisation,
        "opportunity": row,
        "opportunity_title": offer.words.title,
        "offer": offer,
        "missing": missing_of(row, details, request.now),
        "duplicates": duplicates_of(row, language=offer.language),
        "publishes_at_once": is_trusted(row.organisation),
        "answer_days": ANSWER_WORKING_DAYS,
        "preview_url": preview_url(row),
        "form": form,
        "here": "opportunities",
    }


def _once_each(refused: Refused) -> Refused:
    """What stands in the list of missing things, with its links, is said in one sentence on top."""
    others = [reason for reason in refused.reasons if not reason.code.startswith("opportunities.missing_")]
    if len(others) == len(refused.reasons):
        return refused
    said = Refusal(
        code="opportunities.missing",
        text=_now("Something is missing."),
        next_step=_now("Fill in what is named below; what is written stays."),
    )
    return Refused([said, *others])
