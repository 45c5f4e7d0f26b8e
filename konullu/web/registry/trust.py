"""Whom the Union trusts to publish without asking first, and what became of what they have sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from konullu.opportunities.operations import trust as operations
from konullu.opportunities.queries.moderation import organisation_to_trust, standings_for_union_staff
from konullu.organisations.queries.team import may_decide_for_union
from konullu.platform.errors import Refused
from konullu.web.ui.forms import refused_form
from konullu.web.ui.once import once


@login_required
@require_GET
def trust(request: HttpRequest) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
@once
def giving(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _act(request, organisation_id, operations.give)


@login_required
@require_POST
@once
def ending(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _act(request, organisation_id, operations.end)


def _act(request: HttpRequest, organisation_id: UUID, act: Callable[..., Any]) -> HttpResponse:
    organisation = organisation_to_trust(request.user, organisation_id)
    try:
        act(organisation=organisation, by=request.user, now=request.now)
    except Refused as refused:
        return _page(request, refused_form(refused))
    return redirect("registry:trust")


def _page(request: HttpRequest, form: forms.Form | None = None) -> HttpResponse:
    context = {
        "standings": standings_for_union_staff(request.user, page=request.GET.get("page", "1")),
        "may_decide": may_decide_for_union(request.user),
        "form": form,
        "here": "trust",
    }
    return render(request, "registry/trust.html", context)
