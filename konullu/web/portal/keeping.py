"""What a reader does with an opportunity besides joining it: save, put into the calendar, share, print, report."""

from typing import Any
from urllib.parse import quote, urlencode, urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from konullu.opportunities.queries.saving import is_saved
from konullu.web.portal.joining import Contact
from konullu.web.ui.offers import Offer, Subject


def keeping(request: HttpRequest, offer: Offer, contact: Contact) -> dict[str, Any]:
    canonical = urljoin(settings.PUBLIC_URL, offer.url)
    shared = f"{canonical}?from=share"
    signed_in = request.user.is_authenticated
    return {
        "canonical_url": canonical,
        "share_url": shared,
        "share_ways": share_ways(offer.words.title, shared),
        "calendar_url": page_of("portal:opportunity_calendar", offer) if offer.view.starts_at else "",
        "is_saved": is_saved(request.user, offer.view.id),
        "save_post": page_of("volunteer:saving", offer) if signed_in else "",
        "save_url": f"{reverse('portal:sign_in')}?{urlencode({'next': offer.url})}",
        "report_url": report_url(offer, contact, canonical),
    }


def share_ways(title: str, url: str) -> list[Subject]:
    """Plain links, no buttons of others' scripts: nobody learns that the page was read."""
    return [
        Subject(words="WhatsApp", url=f"https://wa.me/?{urlencode({'text': f'{title} {url}'}, quote_via=quote)}"),
        Subject(
            words="Telegram", url=f"https://t.me/share/url?{urlencode({'url': url, 'text': title}, quote_via=quote)}"
        ),
        Subject(words=_("E-mail"), url=f"mailto:?{urlencode({'subject': title, 'body': url}, quote_via=quote)}"),
    ]


def report_url(offer: Offer, contact: Contact, canonical: str) -> str:
    """A letter to whoever can mend it; nothing when there is no address."""
    if not contact.email:
        return ""
    subject = _("A mistake in the notice “%(title)s”") % {"title": offer.words.title}
    return f"mailto:{contact.email}?{urlencode({'subject': subject, 'body': canonical}, quote_via=quote)}"


def page_of(name: str, offer: Offer) -> str:
    """A page about this opportunity; nothing while that page is not part of this build."""
    try:
        return reverse(name, kwargs={"opportunity_id": offer.view.id})
    except NoReverseMatch:
        return ""
