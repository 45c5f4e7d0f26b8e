"""One opportunity: what, where, when, with whom, what is given and asked, what happens next, and is it for me."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konullu.opportunities.queries.offers import view_of
from konullu.opportunities.queries.reading import opportunity_visible_to
from konullu.opportunities.words import Closing, State
from konullu.platform import files
from konullu.search.queries.similar import similar
from konullu.web.portal.fit import fit_for
from konullu.web.portal.joining import contact_for
from konullu.web.portal.keeping import keeping
from konullu.web.portal.sources import source_of
from konullu.web.portal.structured import structured_data
from konullu.web.ui.offer_cards import OfferCard, cards_of
from konullu.web.ui.offers import Offer

if TYPE_CHECKING:
    from konullu.opportunities.models import Opportunity

SIMILAR = 3
PUBLIC = (State.PUBLISHED, State.CLOSED)


@require_safe
def opportunity(request: HttpRequest, opportunity_id: UUID, slug: str = "") -> HttpResponse:
    """The id decides. Without the words in the address, or with old ones, it leads to the present address."""
    row = opportunity_visible_to(request.user, opportunity_id)
    if slug != row.slug:
        there = reverse("portal:opportunity", kwargs={"opportunity_id": row.pk, "slug": row.slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{there}?{query}" if query else there)
    offer = offer_of(row, request)
    context = {
        "offer": offer,
        "fit": fit_for(request, offer),
        "similar": alike(offer),
        "source": source_of(request),
        "structured_data": structured_data(offer),
        **joining_words(offer),
        **keeping(request, offer, contact_for(offer, row.organisation)),
        **closed_words(offer),
    }
    return render(request, "portal/opportunity.html", context)


@require_safe
def picture(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The picture, for whoever may read the opportunity."""
    row = opportunity_visible_to(request.user, opportunity_id)
    if not row.picture:
        raise Http404
    return files.shown(row.picture)


def offer_of(row: "Opportunity", request: HttpRequest) -> Offer:
    shown = reverse("portal:opportunity_picture", kwargs={"opportunity_id": row.pk}) if row.picture else ""
    return Offer(view_of(row), get_language() or "az", request.now, shown)


def alike(offer: Offer) -> list[OfferCard]:
    found = similar(offer.view.id, language=offer.language, now=offer.now, limit=SIMILAR)
    return cards_of(found, offer.language, offer.now)


def joining_words(offer: Offer) -> dict[str, Any]:
    """The one main act, in the reader's own mouth."""
    return {
        "join_url": reverse("portal:joining", kwargs={"opportunity_id": offer.view.id}),
        "join_words": pgettext("button", "I join") if offer.view.is_volunteering else pgettext("button", "I apply"),
        "external_site": urlsplit(offer.view.external_url).hostname or "",
    }


def closed_words(offer: Offer) -> dict[str, Any]:
    """Why it takes nobody, and where there is something like it."""
    if offer.takes_people:
        return {}
    view = offer.view
    list_url = reverse("portal:opportunities")
    title, words = _("This opportunity takes nobody now"), _("Its days have passed.")
    if view.state not in PUBLIC:
        title, words = _("Only the team sees this page"), _("It is not published.")
    elif view.closing:
        words = str(Closing(view.closing).label)
    return {
        "closed_title": title,
        "closed_words": words,
        "instead_url": f"{list_url}?direction={view.direction}" if view.direction else list_url,
    }
