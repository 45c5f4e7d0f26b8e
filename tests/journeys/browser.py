"""A reader in real Chromium. What the page complains about (script errors, content policy) fails the journey."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

from tests.house.tree import ROOT
from tests.journeys.instance import Instance

CHROMIUM = next((path for path in ["/usr/bin/chromium", "/usr/bin/chromium-browser"] if os.path.exists(path)), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK, NARROW = (390, 844), (1280, 900), (320, 640)
SCREENS = ROOT / "screens"
AXE = ROOT / "tests/proof/node_modules/axe-core/axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


class Reader:
    """One person with one browser window."""

    def __init__(self, page: Page, site: Instance) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # An answer with 4xx is logged as an error; the journeys look at such pages on purpose.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, address: str) -> "Reader":
        self.page.goto(address if "://" in address else self.site.url + address)
        return self

    def press(self, words: str) -> "Reader":
        """A button or a link by what is written on it."""
        pattern = re.compile(re.escape(words))
        things = self.page.get_by_role("button").or_(self.page.get_by_role("link"))
        wanted = things.filter(has_text=pattern)
        if not wanted.count():
            raise AssertionError(f"nothing says “{words}” on {self.page.url}: {things.all_inner_texts()}")
        wanted.first.click()
        return self

    def write(self, label: str, text: str) -> "Reader":
        self.page.get_by_label(re.compile(re.escape(label))).first.fill(text)
        return self

    def sees(self, words: str) -> bool:
        return words in self.text

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def picture(self, name: str) -> None:
        SCREENS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    def axe(self) -> list[str]:
        """What axe objects to, one line for each place. The page keeps its content policy."""
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "\n;0")  # or axe itself would be sent back
        found: dict[str, Any] = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", STANDARD
        )
        return [
            f"{rule['id']}: {node['target'][0]} ({node['failureSummary'].splitlines()[-1].strip()})"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]


@contextmanager
def reader(
    browser: Browser,
    site: Instance,
    *,
    role: str | None = None,
    size: tuple[int, int] = PHONE,
    dark: bool = False,
    javascript: bool = True,
) -> Iterator[Reader]:
    """A fresh browser, signed in as a role of the world or as nobody. Ends with no complaint, or fails."""
    context: BrowserContext = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=javascript,
        reduced_motion="reduce",
        locale="az-AZ",
        timezone_id="Asia/Baku",
    )
    context.set_default_timeout(10_000)
    if role and role != "nobody":
        facts = site.facts
        context.add_cookies([{"name": facts["cookie"], "value": facts["sessions"][role], "url": site.url}])
    try:
        here = Reader(context.new_page(), site)
        yield here
        if here.complaints:
            raise AssertionError("the page complained:\n" + "\n".join(here.complaints))
    finally:
        context.close()


def virtual_key(page: Page) -> Any:
    """A passkey authenticator inside the browser, which says yes to everything (Chrome DevTools Protocol)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session
