"""Absolute addresses for what leaves the site."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from konullu.opportunities.formats.links import Links
from konullu.opportunities.rules.offer import OfferView


def absolute(name: str, *, language: str = "", **arguments: Any) -> str:
    """The address of a route on the public site; of a page in this language."""
    with translation.override(language or settings.LANGUAGE_CODE):
        return urljoin(settings.PUBLIC_URL, reverse(name, kwargs=arguments or None))


def links_of(view: OfferView, *, language: str) -> Links:
    """The addresses of one opportunity for readers of this language; a language without pages gets the first one."""
    shown = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    offerer = view.organisation
    return Links(
        page=absolute("portal:opportunity", language=shown, opportunity_id=view.id, slug=view.slug),
        organisation=absolute("portal:organisation", language=shown, slug=offerer.slug) if offerer.has_page else "",
        picture=absolute("portal:opportunity_picture", language=shown, opportunity_id=view.id) if view.picture else "",
        site=urljoin(settings.PUBLIC_URL, "/"),
    )
