"""What search engines read on an opportunity's page: schema.org as a data block, which is no script and is not run."""

import json
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from konullu.opportunities.formats.links import Links
from konullu.opportunities.formats.schema_org import thing
from konullu.web.ui.offers import Offer

# Inside a data block only these could end it or begin another element.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def structured_data(offer: Offer) -> SafeString:
    """The data block for the page's head. Empty for what takes nobody: engines drop it then."""
    if not offer.takes_people:
        return mark_safe("")
    told = thing(offer.view, language=offer.language, links=links_of(offer))
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above


def links_of(offer: Offer) -> Links:
    """Absolute addresses of this opportunity's public pages in the reader's language."""
    organisation = offer.view.organisation
    page = reverse("portal:organisation", kwargs={"slug": organisation.slug}) if organisation.has_page else ""
    return Links(
        page=_absolute(offer.url),
        organisation=_absolute(page),
        picture=_absolute(offer.picture_url),
        site=_absolute("/"),
    )


def _absolute(address: str) -> str:
    return urljoin(settings.PUBLIC_URL, address) if address else ""
