"""National identity against an independent provider, npm's oidc-provider, which demands PKCE; all in Chromium."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.house.tree import ROOT
from tests.journeys.browser import Reader, reader
from tests.journeys.instance import Instance, free_port

pytestmark = pytest.mark.proof

PROVIDER = ROOT / "tests/proof/oidc/provider.mjs"
READ = """
import json
from konullu.accounts.models import Person
from allauth.socialaccount.models import SocialAccount
print(json.dumps({
    "people": [[p.name, str(p.birth_date), p.phone, p.identity_verified_at is not None]
               for p in Person.objects.filter(linked_identity__isnull=False, phone="+994507654321")],
    "allauth": SocialAccount.objects.count(),
}))
"""


@dataclass
class IdentitySite(Instance):
    """An installation that is connected to the provider."""

    provider_port: int = field(default_factory=free_port)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.provider_port}"

    def environment(self) -> dict[str, str]:
        return super().environment() | {
            "KONULLU_OIDC_SERVER": self.issuer,
            "KONULLU_OIDC_NAME": "Sınaq şəxsiyyət xidməti",
            "KONULLU_OIDC_CLIENT_ID": "konullu",
            "KONULLU_OIDC_CLIENT_SECRET": "a-secret-of-the-proof",
        }

    def kept(self) -> dict[str, object]:
        """What the database knows about identities."""
        shell = ["-m", "konullu.launcher", "manage", "shell", "--no-imports", "-c", READ]
        found: dict[str, object] = json.loads(self.run(*shell).splitlines()[-1])
        return found


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentitySite]:
    site = IdentitySite(tmp_path_factory.mktemp("identity"))
    callback = f"{site.url}/accounts/oidc/national/login/callback/"
    provider = subprocess.Popen(
        ["node", str(PROVIDER), str(site.provider_port), callback], stdout=subprocess.PIPE, text=True
    )
    try:
        assert provider.stdout
        assert provider.stdout.readline().strip() == "ready"
        site.start()
        yield site
        site.stop()
    finally:
        provider.terminate()
        provider.communicate(timeout=10)


def prove(person: Reader, login: str) -> None:
    """The provider's own pages: who you are, then your consent."""
    page = person.page
    page.wait_for_selector("[name=login]")
    page.fill("[name=login]", login)
    page.fill("[name=password]", "any")
    page.click("button[type=submit]")
    page.wait_for_selector("form[action$='/confirm'], button:has-text('Continue')")
    page.click("button[type=submit]")
    page.wait_for_url(f"{person.site.url}/**")
    # What the provider's own pages complain about (a font from elsewhere) is not ours.
    person.complaints[:] = [line for line in person.complaints if line.startswith(person.site.url)]


def test_a_newcomer_comes_by_the_national_identity_and_signs_in_with_it_again(
    connected: IdentitySite, browser: Browser
) -> None:
    with reader(browser, connected) as leyla:
        leyla.go("/az/sign-in/").press("Sınaq şəxsiyyət xidməti")
        prove(leyla, "leyla")
        leyla.page.wait_for_url("**/az/sign-up/")
        assert leyla.page.input_value("[name=name]") == "Leyla Əliyeva"
        assert leyla.page.input_value("[name=birth_year]") == "2001"
        leyla.page.fill("[name=contact]", "050 765 43 21")
        before = connected.letters("+994507654321")
        leyla.press("Kodu göndər")
        code = connected.letter("+994507654321", after=before).split("#")[1][:6]
        leyla.page.fill("[name=code]", code)
        leyla.press("Davam edirəm")
        leyla.page.wait_for_url("**/az/me/")
        assert leyla.sees("Şəxsiyyətiniz təsdiqləndi.")
    assert connected.kept() == {
        "people": [["Leyla Əliyeva", str(date(2001, 4, 9)), "+994507654321", True]],
        "allauth": 0,  # the library signs nobody up and keeps no tokens
    }
    with reader(browser, connected) as again:
        again.go("/az/sign-in/?next=/az/me/security/").press("Sınaq şəxsiyyət xidməti")
        prove(again, "leyla")
        again.page.wait_for_url("**/az/me/security/")


def test_a_child_under_14_reads_what_to_do(connected: IdentitySite, browser: Browser) -> None:
    with reader(browser, connected) as fidan:
        fidan.go("/az/sign-in/").press("Sınaq şəxsiyyət xidməti")
        prove(fidan, "fidan")
        fidan.page.wait_for_url("**/az/sign-in/")
        assert fidan.sees("14 yaşa qədər")


def test_an_answer_that_this_browser_never_asked_for_opens_nothing(connected: IdentitySite, browser: Browser) -> None:
    with reader(browser, connected) as thief:
        thief.go("/accounts/oidc/national/login/callback/?code=stolen&state=made-up")
        thief.page.wait_for_url("**/az/sign-in/")
        assert thief.sees("Şəxsiyyət xidməti kim olduğunuzu təsdiqləmədi.")


def test_no_page_of_the_librarys_own_can_be_reached(connected: IdentitySite, browser: Browser) -> None:
    with reader(browser, connected) as thief:
        for address in ["signup", "login", "password/reset", "social/signup", "social/connections", "email", "logout"]:
            answer = thief.page.goto(f"{connected.url}/accounts/{address}/")
            assert answer
            assert answer.status == 404, address
