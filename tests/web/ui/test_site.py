"""The root, the look, what robots and reporters read, and the base page around everything."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konullu.platform import request_id
from konullu.web.ui import context
from tests.people import World


@pytest.mark.parametrize(
    ("cookie", "accepts", "home"),
    [
        ("", "", "/az/"),
        ("", "de-DE,de;q=0.9", "/az/"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "/ru/"),
        ("en", "ru", "/en/"),
        ("xx", "ru", "/ru/"),
        ("../../evil", "", "/az/"),
    ],
)
def test_root_leads_to_the_readers_language(client: Client, cookie: str, accepts: str, home: str) -> None:
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get("/", headers={"Accept-Language": accepts})
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_language_that_was_read_latest_is_remembered(client: Client) -> None:
    client.get("/ru/privacy/")
    assert client.get("/", headers={"Accept-Language": "en"})["Location"] == "/ru/"


def test_cookie_of_the_language_is_written_only_when_it_changes(client: Client) -> None:
    first, second = client.get("/az/privacy/"), client.get("/az/rules/")
    assert settings.LANGUAGE_COOKIE_NAME in first.cookies
    assert settings.LANGUAGE_COOKIE_NAME not in second.cookies


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chosen_look_is_on_the_page_from_the_first_paint(client: Client, theme: str) -> None:
    answer = client.post("/theme/", {"theme": theme, "next": "/az/privacy/"})
    assert (answer.status_code, answer["Location"]) == (302, "/az/privacy/")
    assert f'data-theme="{theme}"' in client.get("/az/privacy/").content.decode()


def test_look_of_the_system_comes_back(client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "auto"})
    assert "data-theme=" not in client.get("/az/privacy/").content.decode()


@pytest.mark.parametrize("theme", ["", "blue", '"><script>', "x" * 10_000])
def test_unknown_look_is_none(client: Client, theme: str) -> None:
    client.cookies[context.THEME_COOKIE] = "pink\"'><"
    assert client.post("/theme/", {"theme": theme}).status_code == 302
    assert "data-theme=" not in client.get("/az/privacy/").content.decode()


@pytest.mark.parametrize(
    "back", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_switch_never_leads_to_a_foreign_site(client: Client, back: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": back})["Location"] == "/"


def test_switch_needs_no_key_because_it_changes_only_the_readers_own_cookie() -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark", "next": "/az/"})
    assert (answer.status_code, set(answer.cookies)) == (302, {context.THEME_COOKIE})


def test_switch_is_a_post(client: Client) -> None:
    assert client.get("/theme/").status_code == 405


def test_robots_stay_out_of_what_is_not_public(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /az/me/" in text
    assert "Disallow: /ru/registry/" in text
    assert "Disallow: /az/\n" not in text


def test_security_txt_exists_where_somebody_answers(client: Client, settings: object) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@konullu.example"  # type: ignore[attr-defined]
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@konullu.example\n" in text
    expires = datetime.strptime(re.search(r"Expires: (\S+)", text)[1], "%Y-%m-%dT%H:%M:%S%z")  # type: ignore[index]
    assert expires > datetime.now(UTC)


def test_request_id_comes_back_and_a_wild_one_is_not_taken_over(client: Client) -> None:
    assert client.get("/robots.txt", headers={"X-Request-ID": "proxy-0123456789"})["X-Request-ID"] == "proxy-0123456789"
    for wild in ("x", "a b c d e f g h", "é" * 20, "a" * 1000):
        assert client.get("/robots.txt", headers={"X-Request-ID": wild})["X-Request-ID"] != wild
    assert request_id.current() == ""


def test_every_way_of_menu_and_footer_exists() -> None:
    with translation.override("az"):
        for name, _words in [*context.MAIN_WAYS, *[way for _title, group in context.FOOT_WAYS for way in group]]:
            assert reverse(name)
        for name in (
            "portal:sign_in",
            "portal:sign_out",
            "volunteer:home",
            "volunteer:inbox",
            "office:home",
            "registry:home",
        ):
            assert reverse(name)


@pytest.mark.parametrize("address", ["/az/privacy/?a=1&b=2", "/az/organisations/x/"])
@pytest.mark.django_db
def test_language_switch_keeps_the_page_and_its_question(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    twin = address.replace("/az/", "/ru/").replace("&", "&amp;")
    assert f'href="{twin}" hreflang="ru"' in text


def test_page_is_whole(client: Client) -> None:
    text = client.get("/az/privacy/").content.decode()
    assert text.count("<h1") == 1
    assert text.index('class="skip-link"') < text.index("<header")
    assert '<html lang="az">' in text
    assert re.search(r"<title>Şəxsi məlumatlar – Könüllü</title>", text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_public_page_sets_no_cookie_but_the_language_and_asks_nothing_of_the_database(client: Client) -> None:
    assert set(client.get("/az/privacy/").cookies) == {settings.LANGUAGE_COOKIE_NAME}


@pytest.mark.parametrize("address", ["/az/privacy/", "/ui/az/"])
def test_policy_allows_nothing_inline_and_the_page_has_nothing_inline(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "style-src 'self'" in policy
    assert "script-src 'self'" in policy
    text = answer.content.decode()
    assert not re.search(r"<[^>]+\s(?:style|on\w+|hx-on[^=]*)=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style", text)


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_style_guide_speaks_every_language(client: Client, language: str) -> None:
    answer = client.get(f"/ui/{language}/")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_style_guide_keeps_the_way_to_its_twins_and_knows_no_other_language(client: Client) -> None:
    assert 'href="/ui/ru/" hreflang="ru"' in client.get("/ui/az/").content.decode()
    assert client.get("/ui/xx/").status_code == 404


@pytest.mark.django_db
def test_account_menu_costs_two_queries_and_shows_only_open_rooms(
    client: Client, world: World, django_assert_num_queries: object
) -> None:
    client.force_login(world.aygun)
    text = client.get("/az/privacy/").content.decode()
    assert world.url("volunteer:home") in text
    assert world.url("office:home") not in text
    assert world.url("registry:home") not in text
    client.force_login(world.nigar)
    text = client.get("/az/privacy/").content.decode()
    assert world.url("office:home") in text
    assert world.url("registry:home") not in text
    for person in (world.elmira, world.orxan):
        client.force_login(person)
        assert world.url("registry:home") in client.get("/az/privacy/").content.decode()


@pytest.mark.django_db
def test_sign_out_is_a_form_with_a_key(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    text = client.get("/az/privacy/").content.decode()
    form = re.search(rf'<form method="post" action="{world.url("portal:sign_out")}">.*?</form>', text, re.DOTALL)
    assert form
    assert "csrfmiddlewaretoken" in form[0]


def test_pages_are_packed_for_the_wire(client: Client) -> None:
    answer = client.get("/az/privacy/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 8_000
