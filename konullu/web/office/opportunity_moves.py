"""What the team does with an opportunity: take it back, say that it stands, close it, open it again, put it away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from konullu.opportunities.operations import publishing, stale
from konullu.opportunities.queries.reading import opportunity_for, title_of
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.words import Closing
from konullu.platform.errors import Refused
from konullu.web.office.opportunity import page
from konullu.web.ui.forms import refused_form, show_refusals
from konullu.web.ui.once import once

REASONS = (Closing.FILLED, Closing.ENDED, Closing.DEADLINE, Closing.CANCELLED)


class ClosingForm(forms.Form):
    closing = forms.ChoiceField(
        label=_("Why does it close?"),
        choices=[(word.value, word.label) for word in REASONS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it closes.")},
    )


@login_required
@require_http_methods(["GET", "POST"])
@once
def closing(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.PUBLISH)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            publishing.close(opportunity=row, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:opportunity", row.pk)
    context = {
        "organisation": row.organisation,
        "opportunity": row,
        "opportunity_title": title_of(row, get_language() or "az"),
        "form": form,
        "here": "opportunities",
    }
    return render(request, "office/opportunity_closing.html", context)


@login_required
@require_POST
@once
def withdrawal(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _act(request, opportunity_id, publishing.withdraw)


@login_required
@require_POST
@once
def reopening(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _act(request, opportunity_id, publishing.reopen)


@login_required
@require_POST
@once
def archiving(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _act(request, opportunity_id, publishing.archive)


@login_required
@require_POST
@once
def restoration(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _act(request, opportunity_id, publishing.restore)


@login_required
@require_POST
@once
def confirmation(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Yes, it still stands."""
    return _act(request, opportunity_id, stale.confirm)


def _act(request: HttpRequest, opportunity_id: UUID, act: Callable[..., Any]) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.PUBLISH)
    try:
        act(opportunity=row, by=request.user, now=request.now)
    except Refused as refused:
        return page(request, opportunity_for(request.user, opportunity_id, Act.SEE), refused_form(refused))
    return redirect("office:opportunity", row.pk)
