"""The first view of the pages that people open first, over the wire. `-s` prints the figures of docs/benchmarks.md."""

import pytest
from playwright.sync_api import Browser, Response

from tests.journeys.browser import PHONE, reader
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

BUDGET, SCRIPT_BUDGET = 100_000, 40_000
HEADERS = 300  # an estimate for each answer


@pytest.mark.parametrize("address", ["/az/", "/az/organisations/", "/az/sign-up/", "/ru/"])
def test_the_first_view_is_light(site: Instance, browser: Browser, address: str) -> None:
    heard: list[Response] = []
    with reader(browser, site, size=PHONE) as here:
        # Playwright marks its listeners, and the bound method of a list takes no mark.
        here.page.on("response", lambda answer: heard.append(answer))
        here.go(address)
        here.page.wait_for_load_state("networkidle")
        sizes = {answer.url: answer.request.sizes()["responseBodySize"] + HEADERS for answer in heard}
    print(f"\n{address}: {sum(sizes.values()):,} bytes in {len(sizes)} answers")
    assert sum(sizes.values()) <= BUDGET, sizes
    assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= SCRIPT_BUDGET, sizes
    assert all(url.startswith(site.url) for url in sizes), "a page asks a foreign host"
