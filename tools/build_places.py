"""Make konullu/places/data from the collected sources and from our own names in tools/places.

    uv run python -m tools.build_places FOLDER

FOLDER holds iso3166-2.json, cities-az.csv, cities-kz-uz-kg-ru.csv, geoboundaries-AZE-ADM2.geojson with its
.iso3166-2.csv, countries-50m.geojson and countries-10m-AZ.geojson. What they are, and their licences:
konullu/places/data/LICENCES.md.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.outlines import contains, distance_outside, simplified

HERE = Path(__file__).parent
OUT = HERE.parent / "konullu/places/data"
COUNTRIES = {
    "AZ": {
        "az": "Azərbaycan",
        "en": "Azerbaijan",
        "ru": "Азербайджан",
        "kk": "Әзербайжан",
        "ky": "Азербайжан",
        "uz": "Ozarbayjon",
    },
    "KZ": {
        "az": "Qazaxıstan",
        "en": "Kazakhstan",
        "ru": "Казахстан",
        "kk": "Қазақстан",
        "ky": "Казакстан",
        "uz": "Qozogʻiston",
    },
    "UZ": {
        "az": "Özbəkistan",
        "en": "Uzbekistan",
        "ru": "Узбекистан",
        "kk": "Өзбекстан",
        "ky": "Өзбекстан",
        "uz": "Oʻzbekiston",
    },
    "RU": {"az": "Rusiya", "en": "Russia", "ru": "Россия", "kk": "Ресей", "ky": "Россия", "uz": "Rossiya"},
    "KG": {
        "az": "Qırğızıstan",
        "en": "Kyrgyzstan",
        "ru": "Кыргызстан",
        "kk": "Қырғызстан",
        "ky": "Кыргызстан",
        "uz": "Qirgʻiziston",
    },
}
KEPT_LANGUAGES = ("az", "en", "ru", "kk", "ky", "uz")
EXONYMS = ("Tashkent", "Samarkand", "Bukhara", "Fergana")  # English has its own names for these Uzbek cities
TOLERANCE = 0.0025  # degrees, about 250 m
# Russian to Azerbaijani as newspapers write place names.
LETTERS = dict(zip("абвгджзийклмнопрстуфхцчшщыэ", [*"abvqdjziyklmnoprstufxsçşşıe"], strict=True)) | {
    "е": "e", "ё": "yo", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
}  # fmt: skip


def main(source: Path) -> None:
    OUT.mkdir(exist_ok=True)
    shapes, joined = districts(source)
    regions = list(region_rows(source))
    known = {row["code"] for row in regions}
    cities = sorted(
        [*cities_az(source, joined), *cities_elsewhere(source)], key=lambda row: (-row["population"], row["id"])
    )
    assert {row["region"] for row in cities} <= known, {row["region"] for row in cities} - known
    write("countries.json", [{"code": code, "names": names} for code, names in COUNTRIES.items()])
    write("regions.json", regions)
    write("cities.json", cities)
    write("district-outlines-az.geojson", collection(shapes))
    write("country-outlines.geojson", collection(country_shapes(source)))


def region_rows(source: Path) -> Iterator[dict[str, Any]]:
    ours = {row[0]: dict(zip(("az", "en", "ru"), row[1:], strict=True)) for row in table("names_regions.tsv")}
    for item in json.loads((source / "iso3166-2.json").read_text())["subdivisions"]:
        found = {key: plain(name) for key, name in item["names"].items() if key in KEPT_LANGUAGES}
        added = {key: name for key, name in ours.get(item["code"], {}).items() if name != "="}
        if item["code"].startswith("RU"):
            found = {key: found[key] for key in found if key in ("en", "ru")}  # "az" of one row is in an old script
        names = {key: (found | added)[key] for key in KEPT_LANGUAGES if key in found | added}
        assert {"az", "en", "ru"} <= names.keys(), item["code"]
        yield {
            "code": item["code"], "country": item["country"], "parent": item["parent"],
            "kind": item["type"], "names": names,
            "ours": sorted(key for key, name in added.items() if found.get(key) != name),
            "latitude": item["lat"], "longitude": item["lon"],
        }  # fmt: skip


def cities_az(source: Path, joined: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    ours = {row[0]: row[1:] for row in table("names_cities.tsv")}
    corrected = region_codes()["AZ"]
    for item in rows(source / "cities-az.csv"):
        if not ours[item["geonameid"]]:
            continue
        latitude, longitude = float(item["lat"]), float(item["lon"])
        region = corrected.get(item["geonameid"]) or district_at(joined, longitude, latitude)
        yield city(
            item, "AZ", region, dict(zip(("az", "en", "ru"), ours[item["geonameid"]], strict=True)), ["az", "en", "ru"]
        )


def district_at(joined: dict[str, list[Any]], longitude: float, latitude: float) -> str:
    """The district around the point; on the shore, or just beyond a drawn border, the nearest."""
    inside = [code for code, parts in joined.items() if any(contains(part, longitude, latitude) for part in parts)]
    if inside:
        return inside[0]
    return min(joined, key=lambda code: min(distance_outside(part, longitude, latitude) for part in joined[code]))


def cities_elsewhere(source: Path) -> Iterator[dict[str, Any]]:
    ours = {row[0]: row[1:] for row in table("names_cities.tsv")}
    uzbek = dict(table("uz.tsv"))
    codes = region_codes()
    for item in rows(source / "cities-kz-uz-kg-ru.csv"):
        if not ours[item["geonameid"]]:
            continue
        azerbaijani, english, russian = ours[item["geonameid"]]
        plain_name = plain(item["name"]).removesuffix(" Shahri").removesuffix(" Shaharchasi")
        names = {
            "az": transcribed(russian) if azerbaijani == "=" else azerbaijani,
            "en": plain_name if english == "=" else english,
            "ru": russian,
        }
        marked = ["az", "ru"] if english == "=" else ["az", "en", "ru"]
        if item["country"] == "UZ":
            names["uz"] = uzbek.get(item["geonameid"], names["en"])
            marked += ["uz"] if item["geonameid"] in uzbek else []
            if names["en"] not in EXONYMS:
                names["en"] = names["uz"]
        else:
            names["en"] = names["en"].replace("ʻ", "").replace("ë", "yo")
        region = codes["*"].get(item["geonameid"]) or codes[item["country"]][item["admin1code"]]
        yield city(item, item["country"], region, names, marked)


def region_codes() -> dict[str, dict[str, str]]:
    return {
        country: dict(pair.split("=") for pair in pairs.split()) for country, pairs in table("geonames_regions.tsv")
    }


def city(item: dict[str, str], country: str, region: str, names: dict[str, str], ours: list[str]) -> dict[str, Any]:
    return {
        "id": int(item["geonameid"]), "country": country, "region": region, "names": names, "ours": ours,
        "population": int(item["population"]), "latitude": float(item["lat"]), "longitude": float(item["lon"]),
    }  # fmt: skip


def districts(source: Path) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Simplified outlines by ISO code, and the full polygons for asking which district a city is in."""
    codes = {
        row["shapeID"]: row["iso_3166_2"] or "AZ-SUS" for row in rows(source / "geoboundaries-AZE-ADM2.iso3166-2.csv")
    }
    full: dict[str, list[Any]] = {}
    for feature in json.loads((source / "geoboundaries-AZE-ADM2.geojson").read_text())["features"]:
        full.setdefault(codes[feature["properties"]["shapeID"]], []).extend(polygons(feature["geometry"]))
    names = sorted(full)
    return dict(zip(names, simplified([full[code] for code in names], TOLERANCE), strict=True)), full


def country_shapes(source: Path) -> dict[str, Any]:
    """All but Russia: its outline in the source follows de facto control, and crosses the antimeridian."""
    features = json.loads((source / "countries-50m.geojson").read_text())["features"]
    fine = json.loads((source / "countries-10m-AZ.geojson").read_text())["features"]
    found = {f["properties"]["iso_3166_1_alpha2"]: polygons(f["geometry"]) for f in [*features, *fine]}
    return {code: found[code] for code in sorted(found) if code != "RU"}


def polygons(geometry: dict[str, Any]) -> list[Any]:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def collection(shapes: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {},
                "geometry": {"type": "MultiPolygon", "coordinates": parts},
            }
            for code, parts in shapes.items()
        ],
    }


def transcribed(russian: str) -> str:
    """Russian name in Azerbaijani letters: е at a word's start and after a vowel is ye, capitals stay."""
    russian = re.sub(r"(?<=[иы])й\b", "", russian).replace("дж", "c").replace("Дж", "C")  # Nijni, Xoceyli
    out = []
    for place, letter in enumerate(russian):
        small = letter.lower()
        before = russian[place - 1].lower() if place else " "
        made = "ye" if small == "е" and before in " -аеёиоуыэюяьъ" else LETTERS.get(small, letter)
        if small == "ц" and before not in " -":
            made = "ts"
        out.append(({"i": "İ"}.get(made[:1], made[:1].upper()) + made[1:]) if letter != small else made)
    return "".join(out)


def plain(name: str) -> str:
    """One form of each sign: the Uzbek oʻ with U+02BB, ə and not its look-alike U+01DD, no soft signs."""
    return (
        name.replace("ǝ", "ə").replace("Ǝ", "Ə").replace("‘", "ʻ").replace("’", "ʻ").replace("'", "").replace("ŭ", "oʻ")
    )


def table(name: str) -> Iterator[list[str]]:
    for line in (HERE / "places" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(name: str, content: Any) -> None:
    """One item a line, so that a change can be read."""
    items = content["features"] if isinstance(content, dict) else content
    lines = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items)
    head, tail = (
        ('{"type":"FeatureCollection","features":[\n', "\n]}\n") if isinstance(content, dict) else ("[\n", "\n]\n")
    )
    (OUT / name).write_text(head + lines + tail, encoding="utf-8")
    print(f"{name}: {len(items)} rows, {(OUT / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
