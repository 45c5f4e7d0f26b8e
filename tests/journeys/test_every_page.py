"""Every page of the product in real Chromium: phone and desk, light and dark, 320 pixels, without JavaScript."""

import pytest
from playwright.sync_api import Browser

from tests.house.tree import refuse
from tests.journeys.browser import DESK, NARROW, PHONE, Reader, reader
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWS_PARTS_ONLY = {"ui:style_guide"}  # its buttons are there to be looked at
HEADINGS = "() => document.querySelectorAll('h1').length"


def html_pages(site: Instance, here: Reader, role: str) -> list[dict[str, str]]:
    """The pages of a role that are pages: not pictures, files, answers for machines, or letters in their sandbox."""
    asked = here.page.context.request
    return [
        page
        for page in site.facts["pages"]
        if page["role"] == role
        and (answer := asked.get(site.url + page["address"])).ok
        and "text/html" in answer.headers["content-type"]
        and "sandbox" not in answer.headers["content-security-policy"]
    ]


def roles(site: Instance) -> list[str]:
    return sorted({page["role"] for page in site.facts["pages"]})


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_any_page(site: Instance, browser: Browser, size: tuple[int, int], dark: bool) -> None:
    found, seen = [], 0
    for role in roles(site):
        with reader(browser, site, role=role, size=size, dark=dark) as here:
            for page in html_pages(site, here, role):
                here.go(page["address"])
                found += [f"{page['name']} as {role}: {sin}" for sin in here.axe()]
                seen += 1
    assert seen > 20
    refuse(found)


def test_axe_sees_a_planted_fault(site: Instance, browser: Browser) -> None:
    with reader(browser, site) as here:
        here.go("/az/")
        here.page.evaluate("document.body.append(document.createElement('img'))")
        assert any(sin.startswith("image-alt") for sin in here.axe())


def test_no_page_scrolls_sideways_at_320_pixels_and_each_has_one_heading(site: Instance, browser: Browser) -> None:
    found = []
    for role in roles(site):
        with reader(browser, site, role=role, size=NARROW) as here:
            for page in html_pages(site, here, role):
                here.go(page["address"])
                if (over := here.page.evaluate(SIDEWAYS)) > 0:
                    found.append(f"{page['name']} as {role} is {over} pixels too wide")
                if (count := here.page.evaluate(HEADINGS)) != 1:
                    found.append(f"{page['name']} as {role} has {count} first headings")
    refuse(found)


def test_a_planted_wide_thing_is_seen(site: Instance, browser: Browser) -> None:
    with reader(browser, site, size=NARROW) as here:
        here.go("/az/how-to-start/")
        here.page.evaluate("document.querySelector('main').style.minWidth = '400px'")
        assert here.page.evaluate(SIDEWAYS) > 0


def test_every_page_works_without_javascript(site: Instance, browser: Browser) -> None:
    """Every page is there with its heading and all its links and forms; none asks for a script."""
    found = []
    for role in roles(site):
        with reader(browser, site, role=role, javascript=False) as here:
            for page in html_pages(site, here, role):
                here.go(page["address"])
                if here.page.locator("h1").count() != 1:
                    found.append(f"{page['name']} as {role} has no heading without JavaScript")
                if page["name"] in SHOWS_PARTS_ONLY:
                    continue
                for button in here.page.locator("button:visible:not([type=submit]):not(form button)").all():
                    found.append(f"{page['name']} as {role} shows a button that does nothing: {button.inner_text()}")
    refuse(found)


PLANTED_SINS = {
    "style attribute": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    "script error": "setTimeout(() => nobody(), 0)",
}


@pytest.mark.parametrize("sin", PLANTED_SINS.values(), ids=PLANTED_SINS.keys())
def test_what_the_page_complains_about_fails_the_journey(site: Instance, browser: Browser, sin: str) -> None:
    def journey() -> None:
        with reader(browser, site) as here:
            here.go("/az/").page.evaluate(sin)
            here.page.wait_for_timeout(200)

    with pytest.raises(AssertionError, match="/az/"):
        journey()
