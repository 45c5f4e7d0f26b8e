"""Every page of the product in real Chromium: phone and desk, light and dark, 320 pixels, without JavaScript."""

import pytest
from playwright.sync_api import Browser

from tests.house.tree import refuse
from tests.journeys.browser import DESK, NARROW, PHONE, Reader, reader
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEADINGS = "() => document.querySelectorAll('h1').length"


def html_pages(site: Instance, here: Reader, role: str) -> list[dict[str, str]]:
    """The pages of a role that are pages: not pictures, files or answers for machines."""
    asked = here.page.context.request
    return [
        page
        for page in site.facts["pages"]
        if page["role"] == role
        and (answer := asked.get(site.url + page["address"])).ok
        and "text/html" in answer.headers["content-type"]
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
        here.page.evaluate("document.querySelector('main').append('w'.repeat(200))")
        here.page.evaluate("document.querySelector('main').setAttribute('class', '')")
        here.page.evaluate("document.body.append(Object.assign(document.createElement('canvas'), {width: 900}))")
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
                for button in here.page.locator("button:visible:not([type=submit]):not(form button)").all():
                    found.append(f"{page['name']} as {role} shows a button that does nothing: {button.inner_text()}")
    refuse(found)
