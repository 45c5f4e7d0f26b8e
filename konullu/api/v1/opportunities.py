"""Published opportunities: what their public pages show, for other systems. Without contact persons."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Path, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from konullu.api.caching import public
from konullu.api.links import links_of
from konullu.api.v1.organisations import Slug
from konullu.api.v1.places import RegionCode
from konullu.opportunities.queries.open_data import Filters, open_opportunities, open_opportunity
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import Kind, Where

MINUTE = 60

router = Router(tags=["opportunities"])


class WordingOut(Schema):
    title: str
    summary: str
    text: str
    schedule: str = Field(description="When, in words")
    place_note: str
    bring: list[str]
    gives: list[str]
    courses: list[str]
    afterwards: list[str]


class RoleOut(Schema):
    id: UUID
    names: dict[str, str]
    details: dict[str, str]
    places: int | None
    skills: list[str]
    languages: list[str]
    age_min: int | None


class OffererOut(Schema):
    slug: str
    names: dict[str, str]
    url: str = Field(description="Its public page; empty when it has none")


class PointOut(Schema):
    latitude: float
    longitude: float


class OpportunityOut(Schema):
    id: UUID
    url: str = Field(description="Its public page in its main language")
    kind: str
    state: str
    main_language: str
    wordings: dict[str, WordingOut] = Field(description="By language; the main one is always there")
    organisation: OffererOut
    direction: str = Field(description="Point of law 828-IIIQ, article 3; empty when it has none")
    causes: list[str] = Field(description="Ids of the Volunteering Data Standard, as the next four")
    skills: list[str]
    requirements: list[str]
    accessibility: list[str]
    rewards: list[str]
    goals: list[int] = Field(description="Sustainable Development Goals, the primary one first")
    targets: list[str]
    where: Where
    region: str | None = Field(description="ISO 3166-2")
    address: str
    point: PointOut | None = Field(description="WGS84")
    starts_at: datetime | None
    ends_at: datetime | None = Field(description="Exclusive")
    all_day: bool = Field(description="Only the days count, in the zone of the place")
    time_zone: str
    apply_until: datetime | None = Field(description="Exclusive")
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    places: int | None = Field(description="Null: no limit is known")
    age_min: int | None
    age_max: int | None
    languages: list[str]
    papers: list[str]
    hazards: list[str]
    provided: list[str]
    external_url: str
    roles: list[RoleOut]
    published_at: datetime
    changed_at: datetime
    source: str = Field(description="Where it was taken over from; empty when it was written here")


class Opportunities(Schema):
    items: list[OpportunityOut]
    next: str | None = Field(description="Address of the next page; null on the last")


@router.get("/opportunities", response=Opportunities, summary="Published opportunities, the oldest first")
@decorate_view(public(seconds=MINUTE))
def opportunities(
    request: HttpRequest,
    kind: Query[Kind | None] = None,
    direction: Annotated[str, Query(pattern=r"^(3\.0\.[0-9]{1,2})?$", description="Point of the law")] = "",
    region: Query[RegionCode | None] = None,
    organisation: Query[Slug | None] = None,
    remote: Annotated[bool | None, Query(description="true: can be done from home")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    after: Annotated[UUID | None, Query(description="Taken from `next`")] = None,
) -> Any:
    """For keeping a copy in step, read the feed /feeds/rpde/opportunities instead: it also tells what has ended."""
    filters = Filters(
        kind=kind or "", direction=direction, region=region or "", organisation=organisation or "", remote=remote
    )
    rows = open_opportunities(filters, after=after, limit=limit + 1)
    page, more = rows[:limit], len(rows) > limit
    return {"items": [_out(view) for view in page], "next": _next(filters, limit, page[-1].id) if more else None}


@router.get("/opportunities/{id}", response=OpportunityOut, summary="One opportunity")
@decorate_view(public(seconds=MINUTE))
def opportunity(request: HttpRequest, id: Path[UUID]) -> Any:
    """A closed one is still told, with its state; what was never public is 404."""
    return _out(open_opportunity(id))


def _next(filters: Filters, limit: int, after: UUID) -> str:
    asked = {**vars(filters), "limit": limit, "after": after}
    if filters.remote is not None:
        asked["remote"] = str(filters.remote).lower()
    told = urlencode({key: value for key, value in asked.items() if value not in ("", None)})
    return f"{reverse('api:opportunities')}?{told}"


def _out(view: OfferView) -> dict[str, Any]:
    links = links_of(view, language=view.main_language)
    offerer, point = view.organisation, (view.latitude, view.longitude)
    return {
        **{name: getattr(view, name) for name in _SAME},
        "url": links.page,
        "kind": view.kind.value,
        "state": view.state.value,
        "where": view.where.value,
        "wordings": {code: _words(words) for code, words in view.wordings.items()},
        "organisation": {
            "slug": offerer.slug,
            "names": {"az": offerer.name_az, **{code: name for code, name in offerer.other_names.items() if name}},
            "url": links.organisation,
        },
        "region": view.place.code if view.place else None,
        "point": None if None in point else {"latitude": point[0], "longitude": point[1]},
        "roles": [{name: _plain(getattr(role, name)) for name in RoleOut.model_fields} for role in view.roles],
        "published_at": view.published_at or view.created_at,
    }


_SAME = set(OpportunityOut.model_fields) - {
    "url",
    "kind",
    "state",
    "where",
    "wordings",
    "organisation",
    "region",
    "point",
    "roles",
    "published_at",
}


def _words(words: Any) -> dict[str, Any]:
    return {name: getattr(words, name) for name in WordingOut.model_fields}


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "items") else value
