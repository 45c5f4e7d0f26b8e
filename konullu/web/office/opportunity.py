"""One opportunity as its team sees it: where it stands, what is missing, what it says, what can be done."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konullu.opportunities.queries.reading import details_of, history_of, opportunity_for
from konullu.opportunities.rules.publishing import answer_due, moves_from
from konullu.opportunities.rules.roles import Act, may
from konullu.opportunities.rules.writing import refusals_to_edit
from konullu.opportunities.words import State
from konullu.organisations.queries.team import role_in
from konullu.web.office.opportunity_summary import missing_of, offer_of, page_of_reason, parts_of, preview_url
from konullu.web.ui.offer_history import named


@login_required
@require_GET
def opportunity(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return page(request, opportunity_for(request.user, opportunity_id, Act.SEE))


def page(request: HttpRequest, row: Any, form: forms.Form | None = None) -> HttpResponse:
    """The page of one opportunity; form: the reasons of an act that was refused."""
    offer = offer_of(row, request.now)
    missing = missing_of(row, details_of(row), request.now)
    context = {
        "organisation": row.organisation,
        "opportunity": row,
        "opportunity_title": offer.words.title,
        "state": offer.view.state,
        "parts": parts_of(offer),
        "missing": missing,
        "first_missing_url": missing[0].url if missing else "",
        "answer_due": answer_due(row.submitted_at) if row.submitted_at else None,
        "moves": moves_from(row.state),
        "may_edit": may(role_in(request.user, row.organisation), Act.EDIT),
        "is_locked": bool(refusals_to_edit(state=row.state)),
        "preview_url": preview_url(row),
        "form": form,
        "here": "opportunities",
        **_past(row),
    }
    return render(request, "office/opportunity.html", context)


def _past(row: Any) -> dict[str, Any]:
    """What has happened; of a returned one also why, and where each reason is mended."""
    history = history_of(row)
    latest = history[0] if history and row.state == State.RETURNED else None
    reasons = named(latest.reasons) if latest else []
    return {
        "history": [(each, named(each.reasons)) for each in history],
        "decision": latest,
        "reasons": [(reason, page_of_reason(row.pk, reason.section)) for reason in reasons],
    }
