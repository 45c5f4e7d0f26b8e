"""Accredited organisations: what their public pages show."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Path, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from konullu.api.caching import public
from konullu.api.v1.places import RegionCode
from konullu.organisations.queries.open_data import open_organisation, open_organisations

MINUTES = 60
# A slug, as the address of the public page has it.
type Slug = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,80}$", examples=["yasil-gelecek"])]

router = Router(tags=["organisations"])


class OrganisationOut(Schema):
    slug: str = Field(description="Names it in addresses; does not change")
    names: dict[str, str] = Field(description="By language; az is always there")
    legal_form: str
    registration_number: str
    description: str
    directions: list[str] = Field(description="Points of law 828-IIIQ, article 3, such as 3.0.9")
    districts: list[str] = Field(description="ISO 3166-2")
    email: str
    phone: str = Field(description="E.164")
    website: str
    accredited_at: datetime | None


class Organisations(Schema):
    items: list[OrganisationOut]
    next: str | None = Field(description="Address of the next page; null on the last")


@router.get("/organisations", response=Organisations, summary="Accredited organisations")
@decorate_view(public(seconds=5 * MINUTES))
def organisations(
    request: HttpRequest,
    direction: Annotated[str, Query(pattern=r"^(3\.0\.[0-9]{1,2})?$", description="Point of the law")] = "",
    district: Query[RegionCode | None] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    after: Annotated[str, Query(pattern=r"^[a-zA-Z0-9_-]{0,80}$", description="Taken from `next`")] = "",
) -> Any:
    rows = open_organisations(direction=direction, district=district or "", after=after, limit=limit + 1)
    page, more = rows[:limit], len(rows) > limit
    asked = {"direction": direction, "district": district, "limit": limit, "after": page[-1].slug if more else ""}
    following = reverse("api:organisations") + "?" + urlencode({key: value for key, value in asked.items() if value})
    return {"items": page, "next": following if more else None}


@router.get("/organisations/{slug}", response=OrganisationOut, summary="One accredited organisation")
@decorate_view(public(seconds=5 * MINUTES))
def organisation(request: HttpRequest, slug: Path[Slug]) -> Any:
    return open_organisation(slug)
