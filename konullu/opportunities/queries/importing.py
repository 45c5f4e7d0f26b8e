"""What an import must know of what is here already."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from konullu.opportunities.models import ImportedOrganisation, ImportRun, Opportunity
from konullu.places.queries import countries, subdivisions_of
from konullu.platform.text import fold

if TYPE_CHECKING:
    from konullu.organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Known:
    """An opportunity that came from this source before."""

    id: UUID
    digest: str
    state: str
    closing: str
    published_at: datetime | None
    closed_at: datetime | None


def known_of(source: str, keys: Collection[str]) -> dict[str, Known]:
    """By the identifiers of the rows; one query."""
    rows = Opportunity.objects.filter(source=source, source_id__in=list(keys)).values_list(
        "source_id", "pk", "source_digest", "state", "closing", "published_at", "closed_at"
    )
    return {
        key: Known(id=pk, digest=digest, state=state, closing=closing, published_at=published, closed_at=closed)
        for key, pk, digest, state, closing, published, closed in rows
    }


def organisations_of_source(source: str, keys: Collection[str]) -> dict[str, UUID]:
    """The organisations that a file's keys stand for; one query."""
    rows = ImportedOrganisation.objects.filter(source=source, key__in=list(keys))
    return dict(rows.values_list("key", "organisation_id"))


def region_index() -> dict[str, str]:
    """Folded names in every language, and the codes themselves -> ISO 3166-2. Azerbaijan's names win over others.

    "Şəki" alone is the city, "Şəki rayonu" the district; words for city and district may stand there or be missing.
    """
    codes = sorted((country.code for country in countries("az")), key=lambda code: (code != "AZ", code))
    regions = [region for code in codes for region in subdivisions_of(code, "az")]
    index: dict[str, str] = {}
    for region in regions:
        for name in (region.code, *region.names.values()):
            index.setdefault(fold(name), region.code)
    for region in sorted(regions, key=lambda one: one.kind not in _CITIES):
        for name in region.names.values():
            bare = _KIND_WORDS.sub("", fold(name)).strip()
            words = (
                ("", " seheri", " sehri", " city") if region.kind in _CITIES else ("", " rayonu", " rayon", " district")
            )
            for word in words:
                index.setdefault(bare + word, region.code)
    return index


_CITIES = frozenset({"Municipality", "City", "city", "municipality"})
_KIND_WORDS = re.compile(r" (seheri|rayonu|city|district|raion|район)$|^(город|г\.) ")


def imports_of(organisation: "Organisation", *, limit: int = 10) -> list[ImportRun]:
    """The latest imports of an organisation, newest first. The caller has checked who is reading."""
    return list(ImportRun.objects.filter(organisation=organisation).order_by("-created_at")[:limit])
