"""The pages of an opportunity's form: the first one is enough to publish, the others say more."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.opportunities.operations.drafting import save
from konullu.opportunities.queries.reading import details_of, opportunity_for
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.writing import refusals_to_edit
from konullu.opportunities.words import State
from konullu.platform.errors import Refused
from konullu.web.office.opportunity_basics import BasicsForm
from konullu.web.office.opportunity_forms import FIELDS, SectionForm
from konullu.web.office.opportunity_more_forms import GivesForm, PeopleForm, SubjectsForm
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once


@dataclass(frozen=True, kw_only=True)
class Section:
    key: str
    title: str | Promise
    why: str | Promise
    form: type[SectionForm]
    has_credit: bool = False  # shows the taxonomies of the Volunteering Data Standard


SECTIONS = {
    section.key: section
    for section in (
        Section(
            key="basics",
            title=_("What, when, where"),
            why=_("With this page alone it can be published."),
            form=BasicsForm,
        ),
        Section(
            key="people",
            title=_("Who can come"),
            why=_("People see at once whether it is for them; nothing here is obligatory."),
            form=PeopleForm,
            has_credit=True,
        ),
        Section(
            key="gives",
            title=_("What you give, what happens next"),
            why=_("Who knows what to expect comes more surely."),
            form=GivesForm,
            has_credit=True,
        ),
        Section(
            key="subjects",
            title=_("Subjects and goals"),
            why=_("By them it is found and counted in the reports."),
            form=SubjectsForm,
            has_credit=True,
        ),
    )
}


@login_required
@require_http_methods(["GET", "POST"])
@once
def section(request: HttpRequest, opportunity_id: UUID, key: str) -> HttpResponse:
    if key not in SECTIONS:
        raise Http404
    opportunity = opportunity_for(request.user, opportunity_id, Act.EDIT)
    page, details = SECTIONS[key], details_of(opportunity)
    data = request.POST if request.method == "POST" else None
    form = page.form(data, details=details, organisation=opportunity.organisation)
    if form.is_valid():
        try:
            save(opportunity=opportunity, details=form.changed(), by=request.user, now=request.now)
        except Refused as refused:
            show_refusals(form, refused, FIELDS)
        else:
            return redirect(*_next(request, opportunity, key))
    context = {
        "organisation": opportunity.organisation,
        "opportunity": opportunity,
        "opportunity_title": details.main.title,
        "section": page,
        "form": form,
        "first_time": key == "basics" and opportunity.state == State.DRAFT,
        "locked": refusals_to_edit(state=opportunity.state),
        "here": "opportunities",
    }
    return render(request, "office/opportunity_section.html", context)


def _next(request: HttpRequest, opportunity: Any, key: str) -> tuple[str, UUID]:
    """A draft goes on to the check; later changes go back to the opportunity."""
    goes_on = key == "basics" and opportunity.state in (State.DRAFT, State.RETURNED) and "leave" not in request.POST
    return ("office:opportunity_check" if goes_on else "office:opportunity", opportunity.pk)
