"""Reference data: the files in places/data become rows. Nobody acts here, so nothing goes into the journal."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from konullu.places.models import City, Country, Loaded, Region

DATA = Path(__file__).parent / "data"
_OUTLINES = ("country-outlines.geojson", "district-outlines-az.geojson")
_FILES = ("countries.json", "regions.json", "cities.json", *_OUTLINES)


@transaction.atomic
def load_reference(*, now: datetime) -> bool:
    """Bring countries, regions and cities to the state of the data files; False when they are there already.

    Repeating it changes nothing. A row that is no longer in the files stays, because others may point at it.
    """
    with connection.cursor() as cursor:  # two starts at once: the second waits, then finds everything done
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('konullu.places.load_reference'))")
    digest = _digest()
    if Loaded.objects.filter(digest=digest).exists():
        return False
    outlines = {feature["id"]: feature["geometry"] for name in _OUTLINES for feature in _read(name)["features"]}
    _upsert(Country, [_country(row, outlines) for row in _read("countries.json")])
    regions = [_region(row, outlines) for row in _read("regions.json")]
    _upsert(Region, [region for region in regions if region.parent_id is None])  # parents before their children
    _upsert(Region, [region for region in regions if region.parent_id is not None])
    _upsert(City, [_city(row) for row in _read("cities.json")])
    Loaded.objects.update_or_create(id=1, defaults={"digest": digest, "loaded_at": now})
    return True


def _country(row: dict[str, Any], outlines: dict[str, Any]) -> Country:
    return Country(code=row["code"], names=row["names"], outline=outlines.get(row["code"]))


def _region(row: dict[str, Any], outlines: dict[str, Any]) -> Region:
    return Region(
        code=row["code"],
        country_id=row["country"],
        parent_id=row["parent"],
        kind=row["kind"],
        names=row["names"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        outline=outlines.get(row["code"]),
    )


def _city(row: dict[str, Any]) -> City:
    return City(
        geonames_id=row["id"],
        country_id=row["country"],
        region_id=row["region"],
        names=row["names"],
        population=row["population"],
        latitude=row["latitude"],
        longitude=row["longitude"],
    )


def _upsert(model: type[Model], rows: list[Any]) -> None:
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    key = model._meta.pk.name
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=fields)


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _digest() -> str:
    return hashlib.sha256(b"".join(hashlib.sha256((DATA / name).read_bytes()).digest() for name in _FILES)).hexdigest()
