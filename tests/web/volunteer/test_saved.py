"""What a person keeps: opportunities and searches. Nobody else sees them."""

import re

import pytest
from django.test import Client

from konullu.opportunities.models import Saved
from konullu.opportunities.operations import publishing
from konullu.opportunities.words import Closing
from konullu.platform import clock
from konullu.search.models import SavedSearch
from konullu.search.operations.saved import save as save_search
from konullu.search.rules.asking import Asking
from konullu.search.words import Rhythm
from tests.people import World, published_opportunity

pytestmark = pytest.mark.django_db


def test_saving_is_on_the_page_of_the_opportunity_and_leads_back_to_it(client: Client, world: World) -> None:
    opportunity = world.made["opportunity"]
    there = world.url("portal:opportunity", opportunity_id=opportunity.pk, slug=opportunity.slug)
    client.force_login(world.aygun)
    answer = client.post(world.url("volunteer:saving", opportunity_id=opportunity.pk), {"next": there})
    assert (answer.status_code, answer["Location"]) == (302, there)
    assert 'aria-pressed="true"' in client.get(there).content.decode()
    client.post(world.url("volunteer:saving", opportunity_id=opportunity.pk), {"next": there, "saved": "0"})
    assert not Saved.objects.exists()


def test_visitor_is_asked_to_sign_in_and_comes_back(client: Client, world: World) -> None:
    opportunity = world.made["opportunity"]
    there = world.url("portal:opportunity", opportunity_id=opportunity.pk, slug=opportunity.slug)
    text = client.get(there).content.decode()
    assert re.search(r'href="/az/sign-in/\?next=%2Faz%2Fopportunities%2F', text)


def test_saved_list_shows_the_latest_first_and_says_what_is_closed(client: Client, world: World) -> None:
    first, second = world.made["opportunity"], published_opportunity(world, "Ağacəkmə")
    client.force_login(world.aygun)
    for row in (first, second):
        client.post(world.url("volunteer:saving", opportunity_id=row.pk))
    publishing.close(opportunity=first, closing=Closing.FILLED.value, by=world.babek, now=clock.now())
    text = client.get(world.url("volunteer:saved")).content.decode()
    assert re.findall(r'class="card__title"><a [^>]+>([^<]+)</a>', text) == ["Ağacəkmə", "Sahil təmizliyi"]
    assert text.count("İndi qəbul etmir") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_saved_list_costs_as_many_queries_for_one_as_for_three(
    client: Client, world: World, django_assert_num_queries: object, count: int
) -> None:
    rows = [world.made["opportunity"], *(published_opportunity(world, f"İş {n}") for n in range(count - 1))]
    client.force_login(world.aygun)
    for row in rows:
        client.post(world.url("volunteer:saving", opportunity_id=row.pk))
    client.get(world.url("volunteer:saved"))
    with django_assert_num_queries(9):  # type: ignore[operator]
        text = client.get(world.url("volunteer:saved")).content.decode()
    assert text.count('class="card__title"') == count


def test_empty_lists_say_how_to_fill_them(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    assert "Hələ heç nə saxlanılmayıb" in client.get(world.url("volunteer:saved")).content.decode()
    assert "Hələ saxlanılmış axtarış yoxdur" in client.get(world.url("volunteer:saved_searches")).content.decode()


def test_search_is_saved_with_its_filters_and_can_be_changed_and_removed(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    new = world.url("volunteer:saved_search_new") + "?q=agac&direction=3.0.9&page=4"
    assert "Ətraf mühit" in client.get(new).content.decode()
    answer = client.post(new, {"name": "Ağaclar", "rhythm": "daily"})
    assert answer.status_code == 302
    row = SavedSearch.objects.get()
    assert (row.person, row.address, row.name, row.rhythm) == (
        world.aygun,
        "q=agac&direction=3.0.9",
        "Ağaclar",
        "daily",
    )
    here = world.url("volunteer:saved_search", saved_id=row.pk)
    client.post(here, {"name": "", "rhythm": "never"})
    text = client.get(world.url("volunteer:saved_searches")).content.decode()
    assert 'href="/az/opportunities/?q=agac&amp;direction=3.0.9"' in text
    client.post(world.url("volunteer:saved_search_removal", saved_id=row.pk))
    assert not SavedSearch.objects.exists()


def test_same_search_is_not_saved_twice_but_opened(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    new = world.url("volunteer:saved_search_new") + "?q=agac"
    client.post(new, {"name": "", "rhythm": "weekly"})
    answer = client.get(new)
    assert answer["Location"] == world.url("volunteer:saved_search", saved_id=SavedSearch.objects.get().pk)


def test_search_for_nothing_is_refused_with_a_reason(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    text = client.post(world.url("volunteer:saved_search_new"), {"name": "", "rhythm": "weekly"}).content.decode()
    assert "error-summary" in text
    assert not SavedSearch.objects.exists()


def test_unknown_rhythm_is_an_error_that_keeps_the_name(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    new = world.url("volunteer:saved_search_new") + "?q=agac"
    text = client.post(new, {"name": "Ağaclar", "rhythm": "hourly"}).content.decode()
    assert "error-summary" in text
    assert 'value="Ağaclar"' in text


def test_outsider_does_not_learn_that_the_search_exists(client: Client, world: World) -> None:
    row = save_search(
        person=world.aygun, asking=Asking(text="agac"), name="Gizli ad", rhythm=Rhythm.WEEKLY, now=world.now
    )
    client.force_login(world.cavid)
    assert client.get(world.url("volunteer:saved_search", saved_id=row.pk)).status_code == 404
    assert client.post(world.url("volunteer:saved_search_removal", saved_id=row.pk)).status_code == 404
    assert "Gizli ad" not in client.get(world.url("volunteer:saved_searches")).content.decode()
