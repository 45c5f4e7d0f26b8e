"""The national identity at the door: the token service on its pages, and the claims that OpenID Connect hands over.

The whole way through an independent OpenID provider is proved in tests/journeys/test_identity.py.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from konullu.accounts.identity import IdentityUnusable
from konullu.accounts.identity_tokens import TokenService
from konullu.accounts.models import LinkedIdentity, Person
from konullu.platform import clock
from konullu.web.portal.identity import _identity_in
from tests.accounts.letterbox import latest_code
from tests.accounts.people import a_person
from tests.accounts.test_identity_tokens import GOOD, Service, service  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def connected(service: TokenService, settings: Any) -> TokenService:  # noqa: F811
    settings.IDENTITY_TOKEN_AUTH = settings.IDENTITY_TOKEN_API = service.api
    settings.PUBLIC_URL = "https://konullu.example"
    return service


def go(client: Client, way: str = "") -> Any:
    return client.post("/accounts/token/login/", {"next": way})


def test_the_browser_goes_to_the_service_and_comes_back(client: Client, connected: TokenService) -> None:
    assert 'action="/accounts/token/login/"' in client.get("/az/sign-in/").text
    there = go(client)["Location"]
    assert there == f"{connected.auth}/auth?origin=https%3A%2F%2Fkonullu.example%2Faccounts%2Ftoken%2Freturn%2F"
    page = client.get("/accounts/token/return/")
    assert f'data-token-url="{connected.token_url}"' in page.text


def test_somebody_with_an_account_links_it_and_signs_in_with_it_from_then_on(
    client: Client, connected: TokenService
) -> None:
    person = a_person(name="Leyla", birth_year=2001)
    client.force_login(person)
    go(client)
    assert client.post("/accounts/token/check/", {"token": GOOD})["Location"] == "/az/me/security/identity/"
    person.refresh_from_db()
    assert person.name == "Leyla Əliyeva"
    page = client.get("/az/me/security/identity/")
    assert "Yaşıl Xəzər" in page.text
    assert "5ABC123" not in page.text


def test_a_newcomer_says_where_to_be_reached_and_is_linked(client: Client, connected: TokenService) -> None:
    go(client, "/az/me/profile/")
    assert client.post("/accounts/token/check/", {"token": GOOD})["Location"] == "/az/sign-up/"
    page = client.get("/az/sign-up/")
    assert 'value="Leyla Əliyeva"' in page.text
    assert "5ABC123" not in str(dict(client.session.items()))
    client.post(
        "/az/sign-up/", {"name": "Leyla", "birth_year": "2001", "contact": "050 123 45 67", "text_version": "1"}
    )
    assert client.post("/az/sign-up/code/", {"code": latest_code()})["Location"] == "/az/me/profile/"
    person = Person.objects.get()
    assert (person.name, person.identity_verified_at is not None) == ("Leyla Əliyeva", True)
    assert LinkedIdentity.objects.get().person == person


def test_an_identity_that_waited_too_long_is_not_linked(
    client: Client, connected: TokenService, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(client)
    client.post("/accounts/token/check/", {"token": GOOD})
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.post(
        "/az/sign-up/", {"name": "Leyla", "birth_year": "2001", "contact": "050 123 45 67", "text_version": "1"}
    )
    client.post("/az/sign-up/code/", {"code": latest_code()})
    assert Person.objects.get().identity_verified_at is None


def test_a_token_is_for_one_sign_in(client: Client, connected: TokenService) -> None:
    a_person()
    go(client)
    client.post("/accounts/token/check/", {"token": GOOD})
    thief = Client()
    go(thief)
    page = thief.post("/accounts/token/check/", {"token": GOOD}, follow=True)
    assert "Şəxsiyyət xidməti kim olduğunuzu təsdiqləmədi." in page.text
    assert len(Service.asked) == 2  # the second time the service was not even asked


@pytest.mark.parametrize("token", ["", "rubbish", "eyJ.eyJ.forged", "x" * 20_000])
def test_a_bad_token_is_a_sentence(client: Client, connected: TokenService, token: str) -> None:
    go(client)
    page = client.post("/accounts/token/check/", {"token": token}, follow=True)
    assert page.redirect_chain == [("/az/sign-in/", 302)]
    assert "Şəxsiyyət xidməti kim olduğunuzu təsdiqləmədi." in page.text


def test_a_token_that_this_browser_did_not_fetch_opens_nothing(client: Client, connected: TokenService) -> None:
    """Else a stranger could sign you in as themselves, and read what you write."""
    client.post("/accounts/token/check/", {"token": GOOD})
    assert Service.asked == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"userinfo": {"sub": "leyla"}},
        {"userinfo": {"sub": "other"}, "id_token": {"sub": "leyla", "iss": "https://id.example"}},
        {"id_token": {"iss": "https://id.example"}},
    ],
    ids=["nothing", "no ID token", "two subjects", "no subject"],
)
def test_claims_that_do_not_belong_together_are_nobody(data: dict[str, Any]) -> None:
    with pytest.raises(IdentityUnusable):
        _identity_in(data)


def test_claims_of_both_sources_are_one_identity() -> None:
    token = {"sub": "leyla", "iss": "https://id.example", "acr": "high"}
    told = {"sub": "leyla", "given_name": "Leyla", "family_name": "Əliyeva", "birthdate": "2001-04-09"}
    found = _identity_in({"userinfo": told, "id_token": token})
    assert (found.issuer, found.subject, found.assurance) == ("https://id.example", "leyla", "high")
    assert (found.given_name, found.family_name) == ("Leyla", "Əliyeva")
