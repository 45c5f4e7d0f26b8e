"""What everybody may read: accredited organisations and honest numbers. Nothing about the people in the teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from konullu.organisations.directions import Direction, named
from konullu.organisations.models import District, Organisation
from konullu.organisations.words import State
from konullu.places.queries import name_in, regions_by_code
from konullu.platform.errors import NotVisible
from konullu.platform.text import SortKey, sort_key

if TYPE_CHECKING:
    from konullu.places.models import Region

PAGE = 12


@dataclass(frozen=True, kw_only=True)
class PublicOrganisation:
    """A card: what a list of organisations shows."""

    slug: str
    name: str
    description: str
    directions: list[Direction]
    districts: list[str]

    @property
    def cover(self) -> str:
        """The direction whose weave stands on the card: the first of the law's order."""
        return self.directions[0].code if self.directions else ""


@dataclass(frozen=True, kw_only=True)
class PublicNumbers:
    """Counts of the present moment."""

    organisations: int  # accredited now
    districts: int  # where at least one of them works
    directions: int  # in which at least one of them works


def public_organisations(*, limit: int, language: str) -> list[PublicOrganisation]:
    """The organisations accredited latest, for the home page. Three queries."""
    rows = _accredited().prefetch_related("district_rows").order_by("-accredited_at", "pk")[:limit]
    return _cards(rows, language)


def public_organisations_page(*, direction: str, district: str, page: str, language: str) -> Page[PublicOrganisation]:
    """Accredited organisations by name; direction is a code of the law, district an ISO code, "" means all."""
    rows = _accredited().prefetch_related("district_rows").order_by(SortKey("name", "az"), "pk")
    if direction:
        rows = rows.filter(directions__contains=[direction])
    if district:
        rows = rows.filter(district_rows__region_id=district)
    found: Page[Any] = Paginator(rows, PAGE).get_page(page)
    found.object_list = _cards(found.object_list, language)
    return found


def public_organisation(slug: str) -> Organisation:
    """The organisation for its public page. Drafts, cases in the queue and partners are not visible."""
    row = Organisation.objects.filter(slug=slug, state__in=[State.ACCREDITED, State.SUSPENDED]).first()
    if row is None:
        raise NotVisible
    return row


def districts_with_organisations(*, language: str) -> list[tuple[str, str, int]]:
    """(code, name, count) of the districts where accredited organisations work, in the order of the alphabet."""
    rows = District.objects.filter(organisation__state=State.ACCREDITED).values("region_id")
    counts = {row["region_id"]: row["count"] for row in rows.annotate(count=Count("organisation")).order_by()}
    found = [(code, name_in(region.names, language), counts[code]) for code, region in regions_by_code(counts).items()]
    return sorted(found, key=lambda line: sort_key(line[1], language))


def public_numbers() -> PublicNumbers:
    """Three counts in two queries."""
    directions: set[str] = set()
    rows = _accredited().values_list("directions", flat=True)
    for codes in rows:
        directions.update(codes)
    districts = District.objects.aggregate(
        count=Count("region", distinct=True, filter=Q(organisation__state=State.ACCREDITED))
    )["count"]
    return PublicNumbers(organisations=len(rows), districts=districts, directions=len(directions))


def _accredited() -> QuerySet[Organisation]:
    return Organisation.objects.filter(state=State.ACCREDITED)


def district_codes(organisation: Organisation) -> list[str]:
    """ISO codes of the organisation's districts."""
    return sorted(row.region_id for row in organisation.district_rows.all())


def district_names(organisation: Organisation, language: str) -> list[str]:
    """The names of the organisation's districts, in the order of the reader's alphabet."""
    return _names(regions_by_code(district_codes(organisation)).values(), language)


def _cards(rows: Iterable[Organisation], language: str) -> list[PublicOrganisation]:
    rows = list(rows)
    regions = regions_by_code({code for row in rows for code in district_codes(row)})
    return [
        PublicOrganisation(
            slug=row.slug,
            name=row.name_in(language),
            description=row.description,
            directions=named(row.directions),
            districts=_names([regions[code] for code in district_codes(row)], language),
        )
        for row in rows
    ]


def _names(regions: "Iterable[Region]", language: str) -> list[str]:
    return sorted((name_in(region.names, language) for region in regions), key=lambda name: sort_key(name, language))
