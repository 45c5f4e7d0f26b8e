"""The first page: real organisations, honest numbers, and a map that says what the list says."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from konullu.organisations.directions import named
from konullu.organisations.models import Organisation
from konullu.organisations.queries.public import public_numbers
from konullu.organisations.words import State
from konullu.web.portal.district_map import Box, around, drawn
from konullu.web.portal.home import covers_for
from konullu.web.ui import districts
from tests.people import World

INFO = ["how_to_start", "under_18", "for_organisations", "rules", "privacy", "accessibility"]


@pytest.mark.django_db
def test_empty_house_says_so_and_offers_the_next_step(client: Client) -> None:
    text = client.get("/az/").content.decode()
    assert "Hələ akkreditə olunmuş təşkilat yoxdur" in text
    assert 'role="search"' not in text
    assert "woven-map" not in text
    assert "stat__n" not in text


@pytest.mark.django_db
def test_home_shows_the_accredited_and_only_them(client: Client, world: World) -> None:
    text = client.get("/az/").content.decode()
    assert re.findall(r'class="card__title"><a href="(/az/organisations/[^"]+)">([^<]+)</a>', text) == [
        (world.url("portal:organisation", slug=row.slug), row.name)
        for row in Organisation.objects.filter(state=State.ACCREDITED).order_by("-accredited_at", "pk")
    ]
    assert world.other.name not in text


@pytest.mark.django_db
def test_numbers_are_those_of_the_queries(client: Client, world: World) -> None:
    text = client.get("/en/").content.decode()
    numbers = public_numbers()
    assert re.findall(r'class="stat__n">(\d+)<', text) == [str(numbers.organisations), str(numbers.directions)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_home_speaks_the_language(client: Client, world: World, language: str) -> None:
    headings = {"az": "İki saatınız", "en": "Two of your hours", "ru": "Два ваших часа"}
    assert headings[language] in client.get(f"/{language}/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_visitor_costs_as_many_queries_however_many_organisations(
    client: Client, world: World, django_assert_num_queries: Any, count: int
) -> None:
    Organisation.objects.update(state=State.SUSPENDED)
    for row in (world.organisation, world.union, world.other)[:count]:
        Organisation.objects.filter(pk=row.pk).update(state=State.ACCREDITED, accredited_at=world.now)
    client.get("/az/")  # what is read once in the life of a process
    with django_assert_num_queries(11):
        text = client.get("/az/").content.decode()
    assert text.count('class="card__title"><a href="/az/organisations/') == count


@pytest.mark.django_db
def test_nobody_from_the_teams_is_named(client: Client, world: World) -> None:
    text = client.get("/az/").content.decode()
    assert [person.name for person in (world.nigar, world.babek, world.elmira) if person.name in text] == []


@pytest.mark.parametrize("name", INFO)
@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_page_of_words_is_there_and_whole(client: Client, name: str, language: str) -> None:
    with translation.override(language):
        answer = client.get(f"/{language}/{name.replace('_', '-')}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1>") == 1


def test_map_and_list_say_the_same() -> None:
    rows = [("AZ-BA", "Баку", 11), ("AZ-SAK", "Шеки", 1), ("AZ-NX", "Нахичевань", 2)]
    here = drawn(rows)
    assert here.rows == rows
    assert sorted((pin.code, pin.count) for pin in here.pins) == [("AZ-BA", 11), ("AZ-NX", 2), ("AZ-SAK", 1)]
    assert {"d1", "d2", "d3"} <= set(here.paths)


def test_district_without_a_shape_is_in_the_list_and_breaks_nothing() -> None:
    here = drawn([("AZ-ZZZ", "Uzaq", 1)])
    assert (here.rows, here.pins) == ([("AZ-ZZZ", "Uzaq", 1)], [])


def test_names_on_the_map_cover_nothing() -> None:
    here = drawn([(code, "Uzunadlı rayon", 3) for code in sorted(districts.spots())])
    pins = [around(pin.x, pin.y, pin.radius) for pin in here.pins]
    named_pins = [pin for pin in here.pins if pin.anchor]
    assert 0 < len(named_pins) <= 12
    for pin in named_pins:
        long = len(pin.name) * 2.0
        left = {"start": pin.label_x, "end": pin.label_x - long, "middle": pin.label_x - long / 2}[pin.anchor]
        box = Box(left, pin.label_y - 2.4, left + long, pin.label_y + 1)
        assert not any(box.meets(other) for other in pins)
        assert box.left >= 0
        assert box.right <= here.width


def test_neighbours_do_not_wear_the_same_weave_when_they_need_not() -> None:
    shown = [named(codes) for codes in (["3.0.9", "3.0.5"], ["3.0.1", "3.0.4"], ["3.0.5", "3.0.8"], [])]
    assert covers_for(shown) == ["3.0.9", "3.0.4", "3.0.8", ""]


@pytest.mark.django_db
def test_opportunities_stand_first_with_the_search_and_the_ways_that_many_take(client: Client, world: World) -> None:
    text = client.get("/az/").content.decode()
    assert text.index('id="home-offers"') < text.index('id="home-organisations"')
    assert '<form class="searchbox searchbox--query" action="/az/opportunities/"' in text
    assert f"/az/opportunities/{world.made['opportunity'].pk}/" in text
    assert "Hamısına baxın (1)" in text
    assert 'href="/az/opportunities/?remote=1"' in text
