from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from konullu.places.operations import load_reference

API = "/api/v1"


@pytest.fixture(autouse=True)
def reference(db):
    load_reference(now=datetime(2026, 11, 25, tzinfo=UTC))


def test_anybody_may_read_the_countries(client):
    body = client.get(f"{API}/countries").json()
    assert [row["code"] for row in body["items"]] == ["AZ", "KZ", "KG", "UZ", "RU"]
    assert body["items"][0]["names"]["az"] == "Azərbaycan"
    assert body["next"] is None
    assert [row["code"] for row in client.get(f"{API}/countries?language=ru").json()["items"]] == [
        "AZ",
        "KZ",
        "KG",
        "RU",
        "UZ",
    ]


def test_regions_of_a_country_in_the_order_asked_for(client):
    body = client.get(f"{API}/countries/AZ/regions").json()
    assert len(body["items"]) == 78
    assert body["items"][1] == {
        "code": "AZ-AGC", "country": "AZ", "parent": None, "kind": "Rayon",
        "names": {"az": "Ağcabədi", "en": "Aghjabadi", "ru": "Агджабединский район"},
        "latitude": 39.999, "longitude": 47.4177,
    }  # fmt: skip
    assert client.get(f"{API}/regions/AZ-BAB").json()["parent"] == "AZ-NX"


def test_an_outline_is_geojson_with_the_words_that_must_be_printed(client):
    answer = client.get(f"{API}/regions/AZ-BA/outline")
    body = answer.json()
    assert answer["Content-Type"] == "application/geo+json"
    assert (body["type"], body["id"], body["geometry"]["type"]) == ("Feature", "AZ-BA", "MultiPolygon")
    assert "CC BY-SA 3.0" in body["properties"]["attribution"]
    without = client.get(f"{API}/regions/KZ-10/outline").json()
    assert (without["geometry"], without["properties"]["attribution"]) == (None, "")


def test_following_next_gives_every_city_once(client):
    seen, address = [], f"{API}/cities?country=AZ&limit=100"
    while address:
        body = client.get(address).json()
        seen += [row["id"] for row in body["items"]]
        address = body["next"]
        if address:
            assert parse_qs(urlsplit(address).query)["country"] == ["AZ"]
    assert len(seen) == len(set(seen)) == 242


def test_the_last_full_page_has_no_next(client):
    assert client.get(f"{API}/cities?region=AZ-QAX&limit=4").json()["next"] is None
    assert client.get(f"{API}/cities?region=AZ-QAX&limit=3").json()["next"]


def test_the_nearest_cities_with_their_distance(client):
    first, second = client.get(f"{API}/cities/nearest?latitude=41.19&longitude=47.17&limit=2").json()["items"]
    assert first["names"]["az"] == "Şəki"
    assert 0 <= first["km"] < second["km"]
    assert client.get(f"{API}/cities/{first['id']}").json().items() <= first.items()


@pytest.mark.parametrize(
    "path", ["countries", "countries/AZ/regions", "regions/AZ-BA", "regions/AZ-BA/outline", "cities"]
)
def test_public_answers_may_be_kept_and_asked_about(client, path):
    first = client.get(f"{API}/{path}")
    assert first["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in first
    assert "Cookie" not in first.get("Vary", "")
    again = client.get(f"{API}/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"{API}/{path}")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(first.content)))


def test_lists_take_a_fixed_number_of_queries(client, django_assert_num_queries):
    for limit in (1, 3):
        with django_assert_num_queries(1):
            assert len(client.get(f"{API}/cities?limit={limit}").json()["items"]) == limit
    with django_assert_num_queries(2):
        client.get(f"{API}/countries/AZ/regions")
