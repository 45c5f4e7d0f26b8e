"""The page of an opportunity, and joining it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from konullu.accounts.operations import profile
from konullu.opportunities.operations import publishing
from konullu.opportunities.rules.details import Words
from konullu.opportunities.words import Closing, Kind
from konullu.platform import clock
from konullu.search.models import Connection
from tests.people import World, published_opportunity

pytestmark = pytest.mark.django_db


def address(world: World, row: Any, language: str = "az") -> str:
    return world.url("portal:opportunity", language, opportunity_id=row.pk, slug=row.slug)


def page(client: Client, world: World, row: Any, query: str = "", language: str = "az") -> str:
    answer = client.get(address(world, row, language) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def moods(text: str) -> dict[str, str]:
    return dict(re.findall(r'<li class="is-(\w+)">.*?<strong>([^<]+)</strong>', text)[::-1])


def test_page_says_what_where_when_and_with_whom(client: Client, world: World) -> None:
    text = page(client, world, world.made["opportunity"])
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", text) == ["Sahil təmizliyi"]
    for words in ("Bakı, Dənizkənarı bulvar", "16 yaşdan", "40 yer", "Yaşıl Xəzər", "Qruplarla yığırıq", "10:00–14:00"):
        assert words in text


def test_old_slug_and_bare_id_lead_to_the_present_address(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    for there in (
        world.url("portal:opportunity", opportunity_id=row.pk, slug="kohne"),
        world.url("portal:opportunity_short", opportunity_id=row.pk),
    ):
        answer = client.get(there + "?from=feed")
        assert (answer.status_code, answer["Location"]) == (302, address(world, row) + "?from=feed")


def test_words_in_another_language_are_marked_and_explained(client: Client, world: World) -> None:
    text = page(client, world, world.made["opportunity"], language="ru")
    assert '<h1 lang="az">Sahil təmizliyi</h1>' in text
    assert "Организация написала это на языке: Азербайджанский" in text


def test_visitor_asks_with_age_and_district_only(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    young = page(client, world, row, "?age=15")
    old = page(client, world, row, "?age=30&district=AZ-BA")
    assert "İndi sizə uyğun deyil" in young
    assert 'class="why__verdict is-no"' in young
    assert 'class="why__verdict is-ok"' in old
    assert "Sizə uyğundur." in old
    assert 'value="30"' in old


@pytest.mark.parametrize("age", ["-3", "yüz", "1" * 5000, "٣٠", "0", "16.5"])
def test_age_that_is_none_is_asked_again_politely(client: Client, world: World, age: str) -> None:
    answer = client.get(address(world, world.made["opportunity"]), {"age": age, "district": "XX-%00"})
    assert answer.status_code == 200
    assert "Yaşınızı tam illə, rəqəmlə yazın" in answer.content.decode()


def test_signed_in_reader_is_answered_from_the_profile(client: Client, world: World) -> None:
    row = published_opportunity(world, "Bələdçilik", languages=("ru",))
    profile.save_languages(person=world.aygun, by=world.aygun, levels={"ru": "fluent"}, now=world.now)
    client.force_login(world.aygun)
    text = page(client, world, row)
    assert "fit-age" not in text
    assert re.search(r'<li class="is-ok">.*?<strong>[^<]*Rus', text)


def test_minor_reads_of_the_consent_with_its_article(client: Client, world: World) -> None:
    row = published_opportunity(world, "Ağacəkmə", age_min=14)
    client.force_login(world.fidan)
    text = page(client, world, row)
    assert 'class="why__verdict is-todo"' in text
    assert "28–30" in text


def test_closed_one_stays_readable_says_why_and_shows_a_way(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    publishing.close(opportunity=row, closing=Closing.FILLED.value, by=world.babek, now=clock.now())
    text = page(client, world, row)
    assert str(Closing.FILLED.label) in text
    assert "?direction=3.0.9" in text
    assert 'name="source"' not in text
    assert '<meta name="robots" content="noindex">' in text


def test_draft_is_for_its_team_only(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    type(row).objects.filter(pk=row.pk).update(state="draft")
    assert client.get(address(world, row)).status_code == 404
    client.force_login(world.babek)
    assert "Bu səhifəni yalnız komanda görür" in client.get(address(world, row)).content.decode()


def test_youth_kind_is_applied_for_not_joined(client: Client, world: World) -> None:
    row = published_opportunity(
        world, "Təlim", kind=Kind.TRAINING, wordings={"az": Words(title="Təlim", summary="Bir gün.", text="Dərs.")}
    )
    assert "Müraciət edirəm" in page(client, world, row)


def test_joining_shows_the_way_and_is_counted_once_with_its_source(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    text = client.get(address(world, row), headers={"referer": "http://testserver/az/opportunities/?q=sahil"})
    assert '<input type="hidden" name="source" value="list">' in text.content.decode()
    there = world.url("portal:joining", opportunity_id=row.pk)
    for _again in range(2):
        assert client.post(there, {"source": "list"}).status_code == 302
    shown = client.get(there).content.decode()
    assert "elaqe@public.example" in shown
    assert [(one.opportunity_id, one.source) for one in Connection.objects.all()] == [(row.pk, "list")]


@pytest.mark.parametrize(
    ("query", "referrer", "source"),
    [
        ("?from=share", "https://elsewhere.example/", "share"),
        ("?from=feed", "", "feed"),
        ("?from=<script>", "", "direct"),
        ("", "https://elsewhere.example/az/opportunities/", "external"),
        ("", "http://testserver/az/", "list"),
        ("", "http://testserver/az/organisations/", "direct"),
        ("", "http://testserver/nonsense%zz", "direct"),
        ("", "http://[", "direct"),
    ],
)
def test_source_is_read_from_mark_or_referrer(
    client: Client, world: World, query: str, referrer: str, source: str
) -> None:
    headers = {"referer": referrer} if referrer else {}
    text = client.get(address(world, world.made["opportunity"]) + query, headers=headers).content.decode()
    assert f'name="source" value="{source}"' in text


def test_form_of_another_site_and_nonsense_do_not_count(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    there = world.url("portal:joining", opportunity_id=row.pk)
    client.post(there, {"source": "list"}, headers={"sec-fetch-site": "cross-site"})
    assert not Connection.objects.exists()
    client.post(there, {"source": "\x00" * 1000})
    assert [one.source for one in Connection.objects.all()] == ["direct"]


def test_application_elsewhere_is_marked_clearly(client: Client, world: World) -> None:
    row = published_opportunity(world, "Təcrübə", external_url="https://apply.example/form?x=1")
    assert "apply.example" in page(client, world, row)
    text = client.get(world.url("portal:joining", opportunity_id=row.pk)).content.decode()
    assert 'href="https://apply.example/form?x=1" rel="noopener noreferrer nofollow"' in text
    assert "Könüllüdən çıxırsınız" in text


def test_joining_a_closed_one_counts_nothing(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    publishing.close(opportunity=row, closing=Closing.ENDED.value, by=world.babek, now=clock.now())
    client.post(world.url("portal:joining", opportunity_id=row.pk), {"source": "list"})
    assert not Connection.objects.exists()
    text = client.get(world.url("portal:joining", opportunity_id=row.pk)).content.decode()
    assert "Bu imkan indi heç kimi qəbul etmir" in text
    assert "elaqe@public.example" not in text


def test_what_is_over_takes_nobody(client: Client, world: World) -> None:
    row = world.made["opportunity"]
    begun = clock.now() - timedelta(days=20)
    type(row).objects.filter(pk=row.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=3))
    assert "Vaxtı keçib." in page(client, world, row)


def test_similar_ones_stand_below_and_not_the_page_itself(client: Client, world: World) -> None:
    published_opportunity(world, "Başqa sahil")
    text = page(client, world, world.made["opportunity"])
    assert re.findall(r'class="card__title"><a [^>]+>([^<]+)</a>', text) == ["Başqa sahil"]


def test_visitors_page_costs_few_queries(client: Client, world: World, django_assert_num_queries: Any) -> None:
    row = world.made["opportunity"]
    page(client, world, row)
    with django_assert_num_queries(6):
        page(client, world, row)
