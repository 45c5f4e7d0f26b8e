"""Finding an opportunity in real Chromium: without diacritics, near me, out of an empty list; keeping the search."""

import re

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import PHONE, reader
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

LIST = "/az/opportunities/"


def titles(here: object) -> list[str]:
    return here.page.locator(".card__title").all_inner_texts()  # type: ignore[attr-defined]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_word_without_diacritics_finds_and_leads_to_how_to_join(
    site: Instance, browser: Browser, javascript: bool
) -> None:
    with reader(browser, site, size=PHONE, javascript=javascript) as here:
        here.go("/az/").page.locator("#home-q").fill("sahil temizliyi")
        here.press("Axtar")
        assert titles(here) == ["Sahil təmizliyi"]
        here.press("Sahil təmizliyi")
        here.page.locator("#fit-age").fill("15")
        here.press("Yoxlayıram")
        assert here.sees("İndi sizə uyğun deyil")
        here.page.locator("#fit-age").fill("30")
        here.press("Yenidən yoxla")
        here.press("Qoşuluram")
        assert here.sees("Təşkilata yazın və ya zəng edin")
        assert here.sees("elaqe@public.example")


def test_near_me_asks_the_browser_on_a_tap_and_only_then(site: Instance, browser: Browser) -> None:
    with reader(browser, site, size=PHONE) as here:
        context = here.page.context
        context.grant_permissions(["geolocation"], origin=site.url)
        context.set_geolocation({"latitude": 40.37, "longitude": 49.84})
        here.go(LIST)
        assert "near" not in here.page.url
        here.press("Yaxınlığımda")
        here.page.wait_for_url(re.compile("near=40.37"))
        assert here.sees("Məndən 25 km-ə qədər")
        assert titles(here) == ["Sahil təmizliyi"]


def test_refused_place_is_said_and_the_list_stays(site: Instance, browser: Browser) -> None:
    with reader(browser, site, size=PHONE) as here:
        here.go(LIST).press("Yaxınlığımda")
        here.page.get_by_text("Yeriniz məlum deyil").wait_for()
        assert titles(here)


def test_empty_list_is_relaxed_with_one_tap(site: Instance, browser: Browser) -> None:
    with reader(browser, site, size=PHONE) as here:
        here.go(f"{LIST}?q=sahil&age=9")
        assert titles(here) == []
        here.page.locator(".find-relax a").first.click()
        assert titles(here) == ["Sahil təmizliyi"]


def test_filter_by_keyboard_changes_the_list_the_address_and_nothing_else(site: Instance, browser: Browser) -> None:
    with reader(browser, site, size=(1280, 900)) as here:
        here.go(LIST)
        box = here.page.locator('input[name="direction"]').first
        box.focus()
        here.page.keyboard.press("Space")
        here.page.wait_for_url(re.compile(r"\?direction=3\.0\.9$"))
        assert here.page.locator(".chip--on", has_text="Ətraf mühit").count() == 1
        assert here.page.evaluate("document.activeElement.name") == "direction"


def test_search_is_saved_from_the_list(site: Instance, browser: Browser) -> None:
    with reader(browser, site, role="volunteer", size=PHONE) as here:
        here.go(f"{LIST}?q=sahil").press("Bu axtarışı saxla")
        here.write("Axtarışın adı", "Sahil işləri").press("Saxlayıram")
        assert here.sees("Sahil işləri")
        here.press("Sahil işləri")
        assert titles(here) == ["Sahil təmizliyi"]
