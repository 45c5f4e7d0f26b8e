"""The map of the public site for search engines (sitemaps.org): an index, the pages, and the opportunities in parts."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from konullu.api.links import absolute
from konullu.opportunities.queries.addresses import part_of_map, starts_of_map
from konullu.organisations.queries.open_data import open_organisations

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
PART = 5_000  # opportunities; each address stands once for each language, and a file may hold 50,000
SECONDS = 3600
PAGES = (
    "portal:home",
    "portal:opportunities",
    "portal:organisations",
    "portal:how_to_start",
    "portal:under_18",
    "portal:for_organisations",
    "portal:rules",
    "portal:privacy",
    "portal:accessibility",
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    parts = [reverse("sitemap_pages"), reverse("sitemap_organisations")]
    parts += [reverse("sitemap_opportunities", kwargs={"start": start}) for start in starts_of_map(PART)]
    lines = (f"<sitemap><loc>{escape(urljoin(settings.PUBLIC_URL, part))}</loc></sitemap>" for part in parts)
    return _xml("sitemapindex", lines)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    return _xml("urlset", (line for name in PAGES for line in _places(_everywhere(name), None)))


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    found = open_organisations(direction="", district="", after="", limit=PART)
    return _xml(
        "urlset",
        (line for one in found for line in _places(_everywhere("portal:organisation", slug=one.slug), None)),
    )


@require_safe
def opportunities(request: HttpRequest, start: UUID) -> HttpResponse:
    found = part_of_map(start, PART)
    if not found:
        raise Http404
    return _xml(
        "urlset",
        (
            line
            for one in found
            for line in _places(_everywhere("portal:opportunity", opportunity_id=one.id, slug=one.slug), one.changed_at)
        ),
    )


def _everywhere(name: str, **arguments: object) -> dict[str, str]:
    """One page in each language of the site."""
    return {code: absolute(name, language=code, **arguments) for code, _name in settings.LANGUAGES}


def _places(addresses: dict[str, str], changed_at: datetime | None) -> Iterator[str]:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(address)}/>'
        for code, address in addresses.items()
    )
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    for address in addresses.values():
        yield f"<url><loc>{escape(address)}</loc>{changed}{others}</url>"


def _xml(root: str, lines: Iterable[str]) -> HttpResponse:
    text = f"{HEAD}<{root} {NAMESPACES}>\n{'\n'.join(lines)}\n</{root}>\n"
    answer = HttpResponse(text, content_type="application/xml; charset=utf-8")
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    return answer
