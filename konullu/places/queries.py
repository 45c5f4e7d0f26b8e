"""Countries, regions and cities. All of it is public, so nobody is asked who is reading."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import F, Func, Q, QuerySet, Value

from konullu.places.models import City, Country, Region
from konullu.places.names import name_in as name_in
from konullu.platform.errors import NotVisible
from konullu.platform.text import sort_key

_EARTH_KM = 6371.0
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True)
class Near:
    """A city and how far away it is."""

    city: City
    km: float


def countries(language: str) -> list[Country]:
    """All countries in the order of the language, without outlines."""
    return _sorted(Country.objects.defer("outline"), language)


def country_by_code(code: str) -> Country:
    """Raises NotVisible for a country that we don't know."""
    return _one(Country.objects.filter(code=_sound(code)))


def regions_of(country: str, language: str) -> list[Region]:
    """The regions that a person or an organisation can be in, in the order of the language's alphabet.

    A region that only holds others (the Nakhchivan Autonomous Republic) is not among them.
    """
    return _sorted(_regions(country).filter(children=None), language)


def subdivisions_of(country: str, language: str) -> list[Region]:
    """All ISO 3166-2 subdivisions, those that hold others too, in the order of the language's alphabet."""
    return _sorted(_regions(country), language)


def region_by_code(code: str) -> Region:
    """One subdivision, "AZ-SAK", with its outline. Raises NotVisible for a code that we don't know."""
    return _one(Region.objects.filter(code=_sound(code)))


def regions_by_code(codes: Iterable[str]) -> dict[str, Region]:
    """The known ones of these codes, without outlines; one query for a whole form."""
    sound = [code for code in codes if _CODE.fullmatch(code)]
    return {region.code: region for region in Region.objects.defer("outline").filter(code__in=sound)}


def districts_with_outlines() -> list[Region]:
    """Azerbaijan's districts and cities that have an outline, for our own map; by code."""
    return list(Region.objects.filter(country_id="AZ", outline__isnull=False).order_by("code"))


def city_by_id(geonames_id: int) -> City:
    """Raises NotVisible for a city that we don't know."""
    return _one(City.objects.filter(geonames_id=geonames_id))


def largest_cities(*, country: str | None, region: str | None, after: tuple[int, int] | None, limit: int) -> list[City]:
    """Cities by population, largest first. `after` is (population, geonames_id) of the last one already seen."""
    found = City.objects.order_by("-population", "geonames_id")
    if country:
        found = found.filter(country_id=country)
    if region:
        found = found.filter(region_id=region)
    if after:
        population, geonames_id = after
        found = found.filter(Q(population__lt=population) | Q(population=population, geonames_id__gt=geonames_id))
    return list(found[:limit])


def nearest_cities(*, latitude: float, longitude: float, limit: int, country: str | None = None) -> list[Near]:
    """The cities nearest to a point (WGS84 degrees), by great-circle distance; mean earth radius, so within 0.5 %."""
    place = Func(F("longitude"), F("latitude"), function="point")
    here = Func(Value(longitude), Value(latitude), function="point")
    found = City.objects.all() if country is None else City.objects.filter(country_id=country)
    # On the square map a degree of longitude counts like one of latitude, though here it is shorter by a quarter to a
    # half: take more than asked by the index, then order by the true distance.
    candidates = found.order_by(Func(place, here, template="%(expressions)s", arg_joiner=" <-> "))[: limit * 4 + 20]
    near = [Near(city, distance_km(latitude, longitude, city.latitude, city.longitude)) for city in candidates]
    return sorted(near, key=lambda one: (one.km, one.city.geonames_id))[:limit]


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance by the haversine formula."""
    a, b = radians(latitude), radians(other_latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def _regions(country: str) -> QuerySet[Region]:
    return Region.objects.defer("outline").filter(country_id=country)


def _sorted[Place: (Country, Region)](rows: QuerySet[Place], language: str) -> list[Place]:
    return sorted(rows, key=lambda row: (sort_key(name_in(row.names, language), language), row.pk))


def _sound(code: str) -> str:
    """What has not the form of a code is not asked of the database, which takes no NUL."""
    if not _CODE.fullmatch(code):
        raise NotVisible
    return code


def _one[Place: (Country, Region, City)](rows: QuerySet[Place]) -> Place:
    found = rows.first()
    if found is None:
        raise NotVisible
    return found
