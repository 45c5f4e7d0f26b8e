"""The search page: list, chips, filters, relaxations, whatever stands in the address."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from konullu.opportunities.rules.offer import Wording
from konullu.opportunities.words import Kind, Where
from konullu.platform import clock
from konullu.search.models import Showing
from konullu.search.operations import tallies
from konullu.web.portal.page_cache import KEPT
from tests.search.offers import GANJA, SHAKI, keep, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    KEPT.clear()
    tallies._waiting.clear()


def titles(text: str) -> list[str]:
    return re.findall(r'class="card__title"><a href="[^"]+"[^>]*>([^<]+)</a>', text)


def page(client: Client, query: str = "", language: str = "az") -> str:
    answer = client.get(f"/{language}/opportunities/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty_house_says_so_and_offers_a_way(client: Client) -> None:
    text = page(client)
    assert "0 imkan" in text
    assert "Burada hələ heç nə yoxdur" in text


def test_list_shows_what_is_public_and_counts_it(client: Client) -> None:
    keep(offer("Ağacəkmə"), offer("Qan donorluğu"))
    text = page(client)
    assert sorted(titles(text)) == ["Ağacəkmə", "Qan donorluğu"]
    assert "<h1" in text
    assert "2 imkan" in text
    assert "2 imkandan 1–2." in text


def test_search_without_diacritics_finds_what_has_them(client: Client) -> None:
    keep(offer("Könüllülər həftəsi"), offer("Ağacəkmə"))
    assert titles(page(client, "?q=konulluler")) == ["Könüllülər həftəsi"]


def test_chosen_filter_is_a_chip_that_leads_to_the_list_without_it(client: Client) -> None:
    keep(offer("Ağacəkmə", direction="3.0.9"), offer("Qan", direction="3.0.7"))
    text = page(client, "?direction=3.0.9&remote=&q=")
    chips = re.findall(r'<a class="chip chip--on" href="([^"]+)">([^<]+)<', text)
    assert ("/az/opportunities/", "Ətraf mühit") in chips
    assert titles(text) == ["Ağacəkmə"]
    assert re.search(r'name="direction" value="3.0.9" checked', text)


def test_filter_tells_how_many_it_would_give(client: Client) -> None:
    keep(offer("A", direction="3.0.9"), offer("B", direction="3.0.9"), offer("C", direction="3.0.7"))
    text = page(client, "?direction=3.0.7")
    counts = dict(re.findall(r'name="direction" value="([^"]+)".*?imkan sayı: </span>([^<]+)</span>', text))
    assert counts == {"3.0.9": "2", "3.0.7": "1"}


def test_title_in_another_language_is_marked(client: Client) -> None:
    keep(offer(words={"az": Wording(language="az", title="Ağacəkmə")}))
    text = page(client, language="en")
    assert re.search(r'<a href="[^"]+" lang="az">Ağacəkmə</a>', text)
    assert "Azerbaijani" in text


def test_places_and_times_are_on_the_card(client: Client) -> None:
    starts = clock.now() + timedelta(days=3)
    keep(
        offer("Ağacəkmə", place=SHAKI, address="Kiş", starts_at=starts, ends_at=starts + timedelta(hours=4), places=40)
    )
    text = page(client)
    assert "Şəki, Kiş" in text
    assert "40 yer" in text


def test_remote_and_youth_kinds_say_what_they_are(client: Client) -> None:
    keep(offer("Zəng", where=Where.REMOTE, place=None), offer("Təlim", kind=Kind.TRAINING, direction=""))
    text = page(client)
    assert "Evdən" in text
    assert titles(page(client, "?remote=1")) == ["Zəng"]


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "a" * 10_000,
        "?q=%00%27%20OR%201%3D1--",
        "?q='; DROP TABLE search_document; --",
        "?box=1,2,3",
        "?box=nan,inf,0,0",
        "?near=999,999&km=-5",
        "?page=-3",
        "?page=99999999999",
        "?age=minus&hours=1e9",
        "?from=2026-13-45&to=0001-01-01",
        "?when=never&sort=up&direction=x&kind=%F0%9F%8C%B3",
        "?goal=18&goal=abc&language=%2e%2e",
    ],
)
def test_nonsense_is_answered_with_a_page(client: Client, query: str) -> None:
    keep(offer("Ağacəkmə"))
    assert client.get(f"/az/opportunities/{query}").status_code == 200
    assert client.get(f"/ru/opportunities/map/{query}").status_code == 200


def test_what_cannot_be_used_is_said(client: Client) -> None:
    keep(offer("Ağacəkmə"))
    assert 'class="banner banner--warn"' in page(client, "?page=-3")


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_as_many_queries_for_one_as_for_three(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    keep(*(offer(f"İş {n}") for n in range(count)))
    page(client)  # names of districts and shares are read once
    KEPT.clear()
    with django_assert_num_queries(3):
        assert len(titles(page(client))) == count


def test_list_of_a_reading_is_counted_for_the_ranking(client: Client) -> None:
    one = offer("Ağacəkmə")
    keep(one)
    page(client)
    page(client)  # a kept page counts like a fresh one
    tallies.write_waiting(now=clock.now())
    assert [row.opportunity_ids for row in Showing.objects.all()] == [[one.id], [one.id]]


def test_map_shows_the_same_numbers_as_its_list(client: Client) -> None:
    keep(offer("A", place=GANJA), offer("B", place=GANJA), offer("C", place=SHAKI))
    text = client.get("/az/opportunities/map/").content.decode()
    listed = dict(re.findall(r'href="/az/opportunities/\?region=([A-Z-]+)">[^<]+</a><b>(\d+)</b>', text))
    assert listed == {"AZ-GA": "2", "AZ-SAK": "1"}
    assert "woven-map" in text


def test_narrow_searches_stay_out_of_search_engines(client: Client) -> None:
    keep(offer("Ağacəkmə"))
    assert 'content="noindex, follow"' in page(client, "?q=agac")
    assert 'content="noindex, follow"' not in page(client)


def test_words_of_people_are_escaped_on_the_card(client: Client) -> None:
    keep(offer('<img src=x onerror="alert(1)">', address="<b>& 'x'"))
    text = page(client)
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in text
    assert "&lt;b&gt;&amp; &#x27;x&#x27;" in text


def test_nothing_fits_shows_the_nearest_that_does(client: Client) -> None:
    keep(offer("Ağacəkmə", direction="3.0.9"))
    text = page(client, "?q=agac&direction=3.0.7")
    assert "Bütün şərtlərə uyğun imkan yoxdur" in text
    assert re.search(r'<a class="chip" href="/az/opportunities/\?q=agac">«[^»]+» olmadan', text)
