"""The data files and their loading."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from konullu.places import operations
from konullu.places.models import City, Country, Loaded, Region
from konullu.places.operations import DATA, load_reference
from tools.outlines import contains, distance_outside

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LANGUAGES = {"az", "en", "ru"}


def read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def regions():
    return {row["code"]: row for row in read("regions.json")}


@pytest.fixture(scope="module")
def cities():
    return read("cities.json")


def test_the_five_countries_have_all_their_subdivisions(regions):
    assert {row["code"] for row in read("countries.json")} == {"AZ", "KZ", "UZ", "RU", "KG"}
    assert Counter(row["country"] for row in regions.values()) == {"AZ": 78, "KZ": 20, "UZ": 14, "RU": 83, "KG": 9}


def test_every_place_has_its_name_in_azerbaijani_english_and_russian(regions, cities):
    for row in [*read("countries.json"), *regions.values(), *cities]:
        assert row["names"].keys() >= LANGUAGES, row
        assert all(name == name.strip() != "" for name in row["names"].values()), row


def test_names_are_written_in_the_letters_of_their_language(regions, cities):
    latin_az = set("abcçdeəfgğhxıijkqlmnoöprsştuüvyz") | set("ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ") | set(" -()28")
    cyrillic = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя") | set("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ") | set(" -()—28")
    for row in [*read("countries.json"), *regions.values(), *cities]:
        assert set(row["names"]["az"]) <= latin_az, row["names"]
        assert set(row["names"]["ru"]) <= cyrillic, row["names"]
        assert not {"ǝ", "‘", "’", "'"} & set("".join(row["names"].values())), row["names"]


def test_two_regions_of_a_country_never_read_the_same(regions):
    for language in LANGUAGES:
        names = Counter((row["country"], row["names"][language]) for row in regions.values())
        assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "az", "en", "ru"),
    [
        ("AZ-BA", "Bakı", "Baku", "Баку"),
        ("AZ-XA", "Xankəndi", "Khankendi", "Ханкенди"),
        ("AZ-KAN", "Kəngərli", "Kangarli", "Кенгерлинский район"),
        ("AZ-SAK", "Şəki rayonu", "Shaki District", "Шекинский район"),
        ("AZ-SA", "Şəki şəhəri", "Shaki City", "Шеки"),
        (
            "AZ-NX",
            "Naxçıvan Muxtar Respublikası",
            "Nakhchivan Autonomous Republic",
            "Нахичеванская Автономная Республика",
        ),
        ("AZ-LAN", "Lənkəran rayonu", "Lankaran District", "Ленкоранский район"),
        ("RU-DA", "Dağıstan Respublikası", "Republic of Dagestan", "Республика Дагестан"),
        ("KZ-79", "Çimkənd", "Shymkent", "Шымкент"),
    ],
)
def test_names_that_the_sources_had_wrong_are_right(regions, code, az, en, ru):
    names = regions[code]["names"]
    assert (names["az"], names["en"], names["ru"]) == (az, en, ru)


def test_what_this_project_wrote_itself_is_marked(regions, cities):
    assert regions["AZ-XA"]["ours"] == ["en"]
    assert regions["AZ-ABS"]["ours"] == []
    assert all(set(row["ours"]) <= set(row["names"]) for row in [*regions.values(), *cities])


@pytest.mark.parametrize(
    ("city", "region"),
    [
        ("Xırdalan", "AZ-ABS"), ("Qazax", "AZ-QAZ"), ("Şuşa", "AZ-SUS"), ("Xankəndi", "AZ-XA"),
        ("Salyan", "AZ-SAL"), ("Naftalan", "AZ-NA"),
        ("Zaqatala", "AZ-ZAQ"), ("Şəki", "AZ-SA"), ("Baş Göynük", "AZ-SAK"), ("Lənkəran", "AZ-LA"),
    ],
)  # fmt: skip
def test_cities_of_azerbaijan_lie_in_their_districts(cities, city, region):
    assert {row["region"] for row in cities if row["names"]["az"] == city} == {region}


def test_every_district_that_is_a_town_of_its_own_or_has_one_is_found_through_it(regions, cities):
    reached = {row["region"] for row in cities if row["country"] == "AZ"}
    assert {code for code, row in regions.items() if row["country"] == "AZ"} - reached == {"AZ-NX"}


def test_every_district_has_an_outline_with_its_own_middle_in_or_near_it(regions):
    shapes = {f["id"]: f["geometry"]["coordinates"] for f in read("district-outlines-az.geojson")["features"]}
    assert shapes.keys() == {code for code, row in regions.items() if row["country"] == "AZ"} - {"AZ-NX"}
    for polygons in shapes.values():
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
    for code, parts in shapes.items():
        x, y = regions[code]["longitude"], regions[code]["latitude"]
        assert any(contains(part, x, y) or distance_outside(part, x, y) < 0.1 for part in parts), code


def test_neighbours_keep_one_border_between_them(regions):
    """No point of the country lies in two districts, and hardly any in none."""
    shapes = {f["id"]: f["geometry"]["coordinates"] for f in read("district-outlines-az.geojson")["features"]}
    points = [(46 + x / 25, 39.6 + y / 25) for x in range(70) for y in range(35)]
    hits = Counter(sum(contains(part, x, y) for parts in shapes.values() for part in parts) for x, y in points)
    assert hits[1] + hits[0] == len(points)
    assert hits[1] > 1800


def test_russia_has_no_outline():
    assert {f["id"] for f in read("country-outlines.geojson")["features"]} == {"AZ", "KZ", "UZ", "KG"}


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_the_second_time_is_one_look(django_assert_num_queries):
    assert load_reference(now=NOON) is True
    counts = Country.objects.count(), Region.objects.count(), City.objects.count()
    assert counts == (5, 204, 630)
    with django_assert_num_queries(4):  # savepoint, lock, look, release
        assert load_reference(now=NOON) is False
    assert (Country.objects.count(), Region.objects.count(), City.objects.count()) == counts


@pytest.mark.django_db
def test_a_changed_file_is_loaded_over_the_old_rows(monkeypatch):
    load_reference(now=NOON)
    Region.objects.filter(code="AZ-BA").update(names={"az": "köhnə"})
    Region.objects.create(code="AZ-OLD", country_id="AZ", kind="Rayon", names={"az": "Köhnə"})
    monkeypatch.setattr(operations, "_digest", lambda: "0" * 64)
    assert load_reference(now=NOON) is True
    assert Region.objects.get(code="AZ-BA").names["az"] == "Bakı"
    assert Region.objects.filter(code="AZ-OLD").exists()  # somebody may live there
    assert Loaded.objects.get().digest == "0" * 64
