"""Joining an opportunity: what happens next, and how to reach the organisation. Each one who asks is counted once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from konullu.opportunities.queries.offers import view_of
from konullu.opportunities.queries.reading import opportunity_visible_to
from konullu.platform import ratelimit
from konullu.platform.visitors import address_of
from konullu.search.operations import tallies
from konullu.web.portal.sources import read_source
from konullu.web.ui.offers import Offer

if TYPE_CHECKING:
    from konullu.organisations.models import Organisation

ONCE_IN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to write to or to call: the one of the opportunity, else the organisation's own."""

    name: str
    phone: str
    email: str
    website: str

    @property
    def site(self) -> str:
        return self.website.split("://", 1)[-1].rstrip("/")


# No key cookie: the act changes one counter, from a known network at most once a week, and asks for no session.
# Strangers' pages stay the same for all of them this way.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_visible_to(request.user, opportunity_id)
    offer = Offer(view_of(row), get_language() or "az", request.now)
    if request.method == "POST":
        if offer.takes_people and _is_ours(request) and _is_first(request, opportunity_id):
            source = read_source(request.POST.get("source", ""))
            tallies.connect(opportunity_id=opportunity_id, source=source.value, now=request.now)
        return HttpResponseRedirect(request.path)
    contact = contact_for(offer, row.organisation)
    context = {
        "offer": offer,
        "contact": contact,
        "mail_url": f"mailto:{contact.email}?subject={quote(offer.words.title)}",
        "external_site": urlsplit(offer.view.external_url).hostname or "",
    }
    return render(request, "portal/joining.html", context)


def contact_for(offer: Offer, organisation: "Organisation") -> Contact:
    view = offer.view
    own = bool(view.contact_phone or view.contact_email)
    return Contact(
        name=view.contact_name,
        phone=view.contact_phone if own else organisation.phone,
        email=view.contact_email if own else organisation.email,
        website=organisation.website,
    )


def _is_ours(request: HttpRequest) -> bool:
    """A form on somebody else's site does not count; browsers that say nothing do."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _is_first(request: HttpRequest, opportunity_id: UUID) -> bool:
    who = str(request.user.pk) if request.user.is_authenticated else address_of(request)
    return (
        ratelimit.take(bucket="joining", key=f"{opportunity_id}:{who}", limit=1, per=ONCE_IN, now=request.now) is None
    )
