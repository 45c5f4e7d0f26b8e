"""One installation and one Chromium for all journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser import AXE, CHROMIUM, launch
from tests.journeys.instance import Instance


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance = Instance(tmp_path_factory.mktemp("journeys"))
    instance.start()
    yield instance
    instance.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("The journeys need Chromium: apt-get install chromium")
    if not AXE.exists():
        pytest.fail("The journeys need their judges: npm ci --prefix tests/proof")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
