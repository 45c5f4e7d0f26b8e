"""Countries, regions and cities: public, so cacheable, with an ETag."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Path, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from konullu.api.caching import public
from konullu.places import queries

if TYPE_CHECKING:
    from konullu.places.models import City, Country, Region

HOUR = 3600
ATTRIBUTION = "geoBoundaries (Runfola et al. 2020), source Wikipedia, state of 2020, CC BY-SA 3.0"

type Language = Literal["az", "en", "ru", "kk", "ky", "uz"]
type CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["AZ"])]
type RegionCode = Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$", examples=["AZ-SAK"])]

router = Router(tags=["places"])


class CountryOut(Schema):
    code: str = Field(description="ISO 3166-1 alpha-2")
    names: dict[str, str] = Field(description="By language; az, en and ru are always there")


class RegionOut(Schema):
    code: str = Field(description="ISO 3166-2")
    country: str
    parent: str | None = Field(description="The region that it is part of, when there is one")
    kind: str = Field(description="ISO's word for it")
    names: dict[str, str]
    latitude: float | None = Field(description="Of a point near the middle, WGS84")
    longitude: float | None


class CityOut(Schema):
    id: int = Field(description="GeoNames' number")
    country: str
    region: str | None = Field(description="ISO 3166-2")
    names: dict[str, str]
    population: int
    latitude: float
    longitude: float


class NearCityOut(CityOut):
    km: float = Field(description="Great-circle distance from the point asked for")


class Countries(Schema):
    items: list[CountryOut]
    next: None = None


class Regions(Schema):
    items: list[RegionOut]
    next: None = None


class Cities(Schema):
    items: list[CityOut]
    next: str | None = Field(description="Address of the next page; null on the last")


class NearCities(Schema):
    items: list[NearCityOut]
    next: None = None


@router.get("/countries", response=Countries, summary="All countries")
@decorate_view(public(seconds=HOUR))
def countries(request: HttpRequest, language: Language = "az") -> Any:
    """In the order of the language's alphabet."""
    return {"items": [_country(row) for row in queries.countries(language)]}


@router.get("/countries/{code}/regions", response=Regions, summary="Regions of a country")
@decorate_view(public(seconds=HOUR))
def regions(request: HttpRequest, code: Path[CountryCode], language: Language = "az") -> Any:
    """All subdivisions of ISO 3166-2, in the order of the language's alphabet."""
    queries.country_by_code(code)
    return {"items": [_region(row) for row in queries.subdivisions_of(code, language)]}


@router.get("/regions/{code}", response=RegionOut, summary="One region")
@decorate_view(public(seconds=HOUR))
def region(request: HttpRequest, code: Path[RegionCode]) -> Any:
    return _region(queries.region_by_code(code))


@router.get("/regions/{code}/outline", summary="Outline of a region", openapi_extra={
    "responses": {200: {"description": "GeoJSON (RFC 7946) Feature", "content": {"application/geo+json": {}}}},
})  # fmt: skip
@decorate_view(public(seconds=HOUR))
def outline(request: HttpRequest, code: Path[RegionCode]) -> Any:
    """A GeoJSON Feature with the attribution that has to be printed. The geometry is null where we have none."""
    found = queries.region_by_code(code)
    properties = {"names": found.names, "attribution": ATTRIBUTION if found.outline else ""}
    feature = {"type": "Feature", "id": found.code, "properties": properties, "geometry": found.outline}
    return JsonResponse(feature, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


@router.get("/cities", response=Cities, summary="Cities, the largest first")
@decorate_view(public(seconds=HOUR))
def cities(
    request: HttpRequest,
    country: Query[CountryCode | None] = None,
    region: Query[RegionCode | None] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str, Query(pattern=r"^([0-9]{1,10}\.[0-9]{1,10})?$", description="Taken from `next`")] = "",
) -> Any:
    rows = queries.largest_cities(country=country, region=region, after=_after(after), limit=limit + 1)
    page, more = rows[:limit], len(rows) > limit
    asked = {"country": country, "region": region, "limit": limit, "after": _cursor(page[-1]) if more else ""}
    following = reverse("api:cities") + "?" + urlencode({key: value for key, value in asked.items() if value})
    return {"items": [_city(row) for row in page], "next": following if more else None}


@router.get("/cities/nearest", response=NearCities, summary="Cities nearest to a point")
@decorate_view(public(seconds=HOUR))
def nearest(
    request: HttpRequest,
    latitude: Annotated[float, Query(ge=-90, le=90)],
    longitude: Annotated[float, Query(ge=-180, le=180)],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Any:
    near = queries.nearest_cities(latitude=latitude, longitude=longitude, limit=limit)
    return {"items": [{**_city(one.city), "km": round(one.km, 1)} for one in near]}


@router.get("/cities/{id}", response=CityOut, summary="One city")
@decorate_view(public(seconds=HOUR))
def city(request: HttpRequest, id: Annotated[int, Path(ge=1, le=2_147_483_647)]) -> Any:
    return _city(queries.city_by_id(id))


def _country(row: "Country") -> dict[str, Any]:
    return {"code": row.code, "names": row.names}


def _region(row: "Region") -> dict[str, Any]:
    return {
        "code": row.code,
        "country": row.country_id,
        "parent": row.parent_id,
        "kind": row.kind,
        "names": row.names,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }


def _city(row: "City") -> dict[str, Any]:
    return {
        "id": row.geonames_id,
        "country": row.country_id,
        "region": row.region_id,
        "names": row.names,
        "population": row.population,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }


def _cursor(last: "City") -> str:
    return f"{last.population}.{last.geonames_id}"


def _after(cursor: str) -> tuple[int, int] | None:
    """The pattern of `after` has let only two numbers pass; none is larger than the column."""
    if not cursor:
        return None
    population, geonames_id = (min(int(number), 2**31 - 1) for number in cursor.split("."))
    return population, geonames_id
