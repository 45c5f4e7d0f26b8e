"""Opportunities that a person keeps for later."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from konullu.opportunities.operations.saving import save, unsave
from konullu.opportunities.queries.reading import opportunity_visible_to
from konullu.opportunities.queries.saving import saved_of
from konullu.platform.errors import Refused
from konullu.web.ui.forms import sentence
from konullu.web.ui.offer_cards import card_of_view
from konullu.web.ui.signing_in import safe_next


@login_required
@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """The one that was saved last comes first. Closed ones stay and say so."""
    language = get_language() or "az"
    cards = [(card_of_view(view, language, request.now), view.id) for view in saved_of(request.user)]
    return render(request, "volunteer/saved.html", {"cards": cards, "count": len(cards)})


@login_required
@require_POST
def saving(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Save it, or with `saved=0` let it go; back to where the button was."""
    opportunity = opportunity_visible_to(request.user, opportunity_id)
    act = unsave if request.POST.get("saved") == "0" else save
    try:
        act(opportunity=opportunity, person=request.user, now=request.now)
    except Refused as refused:
        messages.warning(request, sentence(refused.reasons[0]))
    return HttpResponseRedirect(safe_next(request, request.POST.get("next"), reverse("volunteer:saved")))
