"""What the base page needs to know: language, look, ways through the site, and whose page it is."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse, translate_url
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from konullu.web.ui.account import Account, address

THEMES = ("light", "dark")
THEME_COOKIE = "konullu_theme"
SHORT_NAMES = {"az": "AZ", "en": "EN", "ru": "RU"}

MAIN_WAYS = (
    ("portal:opportunities", _("Opportunities")),
    ("portal:organisations", _("Organisations")),
    ("portal:how_to_start", _("How to start")),
    ("portal:for_organisations", _("Register an organisation")),
)
FOOT_WAYS = (
    (
        _("For volunteers"),
        (
            ("portal:opportunities", _("Find an opportunity")),
            ("portal:how_to_start", _("How to start")),
            ("portal:under_18", _("I am under 18")),
            ("portal:sign_up", _("Make an account")),
        ),
    ),
    (
        _("For organisations"),
        (
            ("portal:organisations", _("Organisations")),
            ("portal:for_organisations", _("How to join")),
            ("portal:rules", _("Rules of use")),
        ),
    ),
    (
        _("About this site"),
        (
            ("portal:privacy", _("Personal data")),
            ("portal:accessibility", _("Accessibility")),
            ("ui:style_guide_root", _("Style guide")),
        ),
    ),
)


@dataclass(frozen=True)
class Way:
    """A link of the menu or the footer."""

    url: str
    words: str | Promise
    is_here: bool = False


@dataclass(frozen=True)
class LanguageLink:
    code: str
    short: str
    name: str
    url: str
    is_here: bool


def page(request: HttpRequest) -> dict[str, Any]:
    return {"page": Page(request)}


class Page:
    """Lazy: an error page or a letter preview that shows no menu asks nothing of the database."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def theme(self) -> str:
        return reader_theme(self.request)

    @property
    def here(self) -> str:
        return self.request.get_full_path()

    @cached_property
    def languages(self) -> list[LanguageLink]:
        return [
            LanguageLink(code, SHORT_NAMES[code], name, self.address_in(code), code == self.language)
            for code, name in settings.LANGUAGES
        ]

    def address_in(self, language: str) -> str:
        """This page in another language; the home page when this one has no twin (an unknown address)."""
        match = self.request.resolver_match
        if match and "language" in match.kwargs:
            return reverse(match.view_name, kwargs={**match.kwargs, "language": language})
        path = escape_uri_path(self.request.path)
        there = _translated(path, language, get_urlconf())
        if there != path or language == self.language:
            query = self.request.META.get("QUERY_STRING", "") if self.request.method in ("GET", "HEAD") else ""
            return f"{there}?{iri_to_uri(query)}" if query else there
        with override(language):
            return address("portal:home") or f"/{language}/"

    @cached_property
    def main_ways(self) -> list[Way]:
        return ways(MAIN_WAYS, self.request.path)

    @cached_property
    def foot_ways(self) -> list[tuple[str | Promise, list[Way]]]:
        groups = [(title, ways(names, self.request.path)) for title, names in FOOT_WAYS]
        return [(title, links) for title, links in groups if links]

    @cached_property
    def account(self) -> Account:
        return Account(self.request)


@lru_cache(maxsize=2000)
def _translated(path: str, language: str, _urlconf: object) -> str:
    """The same page in another language; the query is none of its business. Each page asks it three times."""
    return translate_url(path, language)


def ways(names: tuple[tuple[str, str | Promise], ...], here: str) -> list[Way]:
    """Links to those pages that exist in this build; tests/web/ui says which ones must."""
    found = [(address(name), words) for name, words in names]
    return [Way(url, words, here.startswith(url)) for url, words in found if url]


def reader_theme(request: HttpRequest) -> str:
    """light, dark, or empty: then the system decides."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""
