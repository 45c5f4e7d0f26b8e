from datetime import UTC, datetime

import pytest
from django.db import connection

from konullu.places import queries
from konullu.places.models import City
from konullu.places.names import name_in
from konullu.places.operations import load_reference
from konullu.platform.errors import NotVisible


@pytest.fixture
def reference(db):
    load_reference(now=datetime(2026, 11, 25, tzinfo=UTC))


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        ({"az": "Bakı", "en": "Baku", "ru": "Баку"}, "ru", "Баку"),
        ({"az": "Bakı", "ru": "Баку"}, "en", "Bakı"),
        ({"en": "Osh", "ru": "Ош"}, "ky", "Ош"),
        ({"en": "Osh", "ky": "Ош"}, "ru", "Ош"),
        ({"en": "Nukus", "ru": "Нукус"}, "uz", "Nukus"),
        ({"en": "Nukus", "ru": "Нукус"}, "az", "Nukus"),
        ({"kk": "Семей"}, "az", "Семей"),
        ({"az": "", "en": "Baku"}, "az", "Baku"),
        ({}, "az", ""),
        ({"az": "Bakı"}, "xx", "Bakı"),
    ],
)
def test_a_name_falls_back_to_the_nearest_language(names, language, expected):
    assert name_in(names, language) == expected


def test_districts_stand_in_the_order_of_the_azerbaijani_alphabet(reference):
    names = [region.names["az"] for region in queries.regions_of("AZ", "az")]
    assert len(names) == 77
    assert names[:9] == ["Abşeron", "Ağcabədi", "Ağdam", "Ağdaş", "Ağstafa", "Ağsu", "Astara", "Babək", "Bakı"]
    assert names.index("Cəlilabad") < names.index("Culfa") < names.index("Daşkəsən")
    assert (
        names.index("Hacıqabul")
        < names.index("Xaçmaz")
        < names.index("Xızı")
        < names.index("İmişli")
        < names.index("Kəlbəcər")
    )
    assert names.index("Kürdəmir") < names.index("Qax") < names.index("Qusar") < names.index("Laçın")
    assert names[-3:] == ["Zaqatala", "Zəngilan", "Zərdab"]


def test_districts_in_russian_stand_in_the_order_of_the_russian_alphabet(reference):
    names = [region.names["ru"] for region in queries.regions_of("AZ", "ru")]
    assert names == sorted(names, key=lambda name: name.replace("ё", "е"))  # as in dictionaries
    assert names[0] == "Абшеронский район"


def test_a_region_that_only_holds_others_can_not_be_chosen_but_is_told(reference):
    chosen = {region.code for region in queries.regions_of("AZ", "az")}
    told = {region.code for region in queries.subdivisions_of("AZ", "az")}
    assert told - chosen == {"AZ-NX"}


def test_lists_take_one_query_and_no_outlines(reference, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(queries.regions_of("AZ", "az")) == 77
    with django_assert_num_queries(1):
        assert [country.code for country in queries.countries("az")] == ["AZ", "KZ", "KG", "UZ", "RU"]
    with django_assert_num_queries(1):
        found = queries.regions_by_code(["AZ-BA", "AZ-SAK", "AZ-???"])
        assert {code: region.names["en"] for code, region in found.items()} == {
            "AZ-BA": "Baku",
            "AZ-SAK": "Shaki District",
        }


def test_outlines_are_there_for_the_map(reference):
    found = queries.districts_with_outlines()
    assert len(found) == 77
    assert queries.region_by_code("AZ-BA").outline["type"] == "MultiPolygon"


@pytest.mark.parametrize("code", ["AZ-???", "", "az-ba", "AZ-BA\x00"])
def test_an_unknown_code_is_nothing(reference, code):
    with pytest.raises(NotVisible):
        queries.region_by_code(code)
    with pytest.raises(NotVisible):
        queries.country_by_code(code)


def test_the_largest_cities_come_page_by_page_without_gap_or_repeat(reference):
    seen, after = [], None
    while page := queries.largest_cities(country="AZ", region=None, after=after, limit=50):
        seen += page
        after = (page[-1].population, page[-1].pk)
    assert [city.names["en"] for city in seen[:3]] == ["Baku", "Sumgayit", "Ganja"]
    assert len({city.pk for city in seen}) == len(seen) == City.objects.filter(country_id="AZ").count()


def test_cities_of_one_region(reference):
    names = {city.names["az"] for city in queries.largest_cities(country=None, region="AZ-QAX", after=None, limit=9)}
    assert names == {"Qax", "Çinarlı (Qax)", "Qaxbaş", "Qax İngiloy"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"), [(41.19, 47.17, "Şəki"), (55.7, 37.6, "Moskva"), (40.4, 49.85, "Bakı")]
)
def test_the_nearest_city_is_the_nearest_on_the_earth(reference, latitude, longitude, expected):
    near = queries.nearest_cities(latitude=latitude, longitude=longitude, limit=5)
    assert near[0].city.names["az"] == expected
    every = sorted(queries.distance_km(latitude, longitude, c.latitude, c.longitude) for c in City.objects.all())
    assert [one.km for one in near] == every[:5]


def test_nearest_uses_the_index(reference):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT * FROM places_city ORDER BY point(longitude, latitude) <-> point(47.17, 41.19) LIMIT 40"
        )
        assert "city_nearest" in str(cursor.fetchall())


def test_a_known_distance():
    assert queries.distance_km(40.4093, 49.8671, 55.7558, 37.6173) == pytest.approx(1928, rel=0.005)  # Baku to Moscow
