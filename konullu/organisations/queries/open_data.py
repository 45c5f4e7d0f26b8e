"""Accredited organisations as open data: what their public pages show, for other systems. Nobody's person in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from konullu.organisations.models import Organisation
from konullu.organisations.queries.public import district_codes
from konullu.organisations.words import State
from konullu.platform.errors import NotVisible


@dataclass(frozen=True, kw_only=True)
class OpenOrganisation:
    """One organisation. Directions are codes of the law, districts of ISO 3166-2."""

    slug: str
    names: dict[str, str]
    legal_form: str
    registration_number: str
    description: str
    directions: list[str]
    districts: list[str]
    email: str
    phone: str
    website: str
    accredited_at: datetime | None


def open_organisations(*, direction: str, district: str, after: str, limit: int) -> list[OpenOrganisation]:
    """Accredited organisations by slug, those after the slug `after`; "" means all. Two queries."""
    rows = Organisation.objects.filter(state=State.ACCREDITED, slug__gt=after).prefetch_related("district_rows")
    if direction:
        rows = rows.filter(directions__contains=[direction])
    if district:
        rows = rows.filter(district_rows__region_id=district)
    return _opened(rows.order_by("slug")[:limit])


def open_organisation(slug: str) -> OpenOrganisation:
    """One accredited organisation. Raises NotVisible for every other state."""
    rows = Organisation.objects.filter(state=State.ACCREDITED, slug=slug).prefetch_related("district_rows")
    found = _opened(rows)
    if not found:
        raise NotVisible
    return found[0]


def _opened(rows: Iterable[Organisation]) -> list[OpenOrganisation]:
    return [
        OpenOrganisation(
            slug=row.slug,
            names={"az": row.name, **{language: name for language, name in row.other_names.items() if name}},
            legal_form=row.legal_form,
            registration_number=row.registration_number,
            description=row.description,
            directions=list(row.directions),
            districts=district_codes(row),
            email=row.email,
            phone=row.phone,
            website=row.website,
            accredited_at=row.accredited_at,
        )
        for row in rows
    ]
