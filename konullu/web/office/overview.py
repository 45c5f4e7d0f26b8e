"""The organisation at a glance: where the accreditation stands, what is missing, what happens next and by when."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from konullu.organisations import reasons
from konullu.organisations.directions import named
from konullu.organisations.operations import accreditation
from konullu.organisations.queries import organisation_for, organisation_for_member, teams_of
from konullu.organisations.queries.accreditation import check_list, history_of
from konullu.organisations.queries.public import district_names
from konullu.organisations.queries.team import role_in
from konullu.organisations.rules.accreditation import moves_from
from konullu.organisations.rules.roles import Act, may
from konullu.platform.errors import Refusal, Refused
from konullu.web.ui.once import once


@login_required
@require_GET
def overview(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for_member(request.user, organisation_id)
    return _page(request, organisation, [])


@login_required
@require_POST
@once
def submit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.SUBMIT)
    try:
        accreditation.submit(organisation=organisation, by=request.user, now=request.now)
    except Refused as refused:
        return _page(request, organisation, refused.reasons)
    return redirect("office:overview", organisation.pk)


@login_required
@require_POST
@once
def withdraw(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.SUBMIT)
    try:
        accreditation.withdraw(organisation=organisation, by=request.user, now=request.now)
    except Refused as refused:
        organisation.refresh_from_db()
        return _page(request, organisation, refused.reasons)
    return redirect("office:overview", organisation.pk)


def _page(request: HttpRequest, organisation: Any, refusals: list[Refusal]) -> HttpResponse:
    role = role_in(request.user, organisation)
    history = history_of(organisation)
    moves = moves_from(organisation.state)
    lines = check_list(organisation) if "submit" in moves else []
    decision = history[0] if history else None
    context = {
        "organisation": organisation,
        "role": role,
        "may_edit": may(role, Act.EDIT),
        "may_submit": may(role, Act.SUBMIT),
        "lines": lines,
        "missing": [line for line in lines if not line.done],
        "history": history,
        "decision": decision,
        "reasons": [reasons.BY_CODE[code] for code in decision.reasons] if decision else [],
        "directions": named(organisation.directions),
        "districts": district_names(organisation, get_language() or "az"),
        "refusals": refusals,
        "overdue": bool(organisation.answer_due_at and organisation.answer_due_at < request.now),
        "has_several": len(teams_of(request.user)) > 1,
        "here": "overview",
    }
    return render(request, "office/overview.html", context)
