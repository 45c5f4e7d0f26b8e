"""The same errands by keyboard only, and without any JavaScript."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import DESK, Reader, reader
from tests.journeys.errands import code_in, new_number, sign_up
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

YEAR = datetime.now(UTC).year
# Of what has the focus: its words, whether a ring is drawn around it, and whether anything lies over it.
FOCUSED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const label = it.labels && it.labels.length ? it.labels[0].innerText : '';
  return {
    tag: it.tagName, name: it.getAttribute('name') || '', words: label || it.innerText || '',
    ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    covered: !(over && (it.contains(over) || over.contains(it))),
    onScreen: box.bottom > 0 && box.top < innerHeight,
  };
}"""
FURTHEST = 60


def tab_to(here: Reader, wanted: str) -> None:
    """Presses Tab until the thing with this name or these words has the focus. Each stop on the way is seen."""
    for _ in range(FURTHEST):
        here.page.keyboard.press("Tab")
        at = here.page.evaluate(FOCUSED)
        if at["tag"] != "BODY":
            assert at["ring"], f"the focus cannot be seen on {at} of {here.page.url}"
            assert at["onScreen"], f"the focus is outside the window: {at} of {here.page.url}"
            assert not at["covered"], f"something lies over the focus: {at} of {here.page.url}"
        if wanted == at["name"] or wanted in at["words"]:
            return
    raise AssertionError(f"{wanted} is not reached by Tab on {here.page.url}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_account_is_opened_by_keyboard_alone(site: Instance, browser: Browser, dark: bool) -> None:
    typed, number = new_number()
    with reader(browser, site, size=DESK, dark=dark) as here:
        keys = here.page.keyboard
        here.go("/az/")
        keys.press("Tab")
        assert here.page.evaluate(FOCUSED)["words"] == "Əsas məzmuna keç"  # the way around the menu comes first
        keys.press("Enter")
        here.go("/az/sign-up/")
        for field, words in {"name": "Sona Əhmədova", "birth_year": str(YEAR - 26), "contact": typed}.items():
            tab_to(here, field)
            keys.type(words)
        before = site.letters(number)
        tab_to(here, "Kodu göndər")
        keys.press("Enter")
        here.page.wait_for_url("**/sign-up/code/**")
        if here.page.evaluate(FOCUSED)["name"] != "code":
            tab_to(here, "code")
        keys.type(code_in(site.letter(number, after=before)))
        keys.press("Enter")
        here.page.wait_for_url("**/az/me/")
        tab_to(here, "Profilimi açıram")
        keys.press("Enter")
        here.page.wait_for_url("**/az/me/profile/")


def test_an_error_takes_the_focus_and_leads_to_its_field(site: Instance, browser: Browser) -> None:
    with reader(browser, site, size=DESK) as here:
        here.go("/az/sign-up/").press("Kodu göndər")
        here.page.wait_for_selector(".error-summary")
        focused = here.page.evaluate("() => document.activeElement.className")
        assert "error-summary" in focused
        here.page.keyboard.press("Tab")
        here.page.keyboard.press("Enter")
        assert here.page.evaluate(FOCUSED)["name"] == "name"


def test_an_account_is_opened_and_filled_without_javascript(site: Instance, browser: Browser) -> None:
    with reader(browser, site, javascript=False) as here:
        sign_up(here, "Nigar Səfərova", YEAR - 20)
        here.go("/az/me/profile/languages/")
        assert here.page.locator("main form button").count() >= 1
        here.go("/az/me/profile/about/").write("Ad və soyad", "Nigar Səfərli").press("Yadda saxlayıram")
        assert here.go("/az/me/profile/").sees("Nigar Səfərli")
        here.go("/ru/me/")
        assert here.page.locator("html").get_attribute("lang") == "ru"


def test_the_look_is_changed_without_javascript(site: Instance, browser: Browser) -> None:
    with reader(browser, site, javascript=False) as here:
        here.go("/az/")
        here.page.locator("button[name=theme][value=dark], form[action='/theme/'] [value=dark]").first.click()
        assert here.page.locator("html").get_attribute("data-theme") == "dark"
