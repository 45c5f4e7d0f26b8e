"""The reference data as they come with the program, for pages that show many names and outlines: no database here."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from konullu.places.names import name_in

DATA = Path(__file__).parent / "data"


@cache
def region_names(language: str) -> dict[str, str]:
    """The names of all subdivisions by their ISO 3166-2 codes, in the language."""
    return {code: name_in(names, language) for code, names in _names().items()}


@cache
def outline_rings() -> list[list[list[float]]]:
    """All rings of the outlines of countries and of Azerbaijan's districts: [longitude, latitude], WGS84 degrees."""
    return [ring for name in OUTLINES for feature in _read(name)["features"] for ring in _rings(feature["geometry"])]


OUTLINES = ("country-outlines.geojson", "district-outlines-az.geojson")


@cache
def _names() -> dict[str, dict[str, str]]:
    return {row["code"]: row["names"] for row in _read("regions.json")}


def _rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """GeoJSON Polygon or MultiPolygon (RFC 7946)."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))
