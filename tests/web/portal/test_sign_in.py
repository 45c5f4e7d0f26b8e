"""Sign-in on its pages: by code, by passkey, and out again."""

import json

import pytest
from django.test import Client
from webauthn.helpers import base64url_to_bytes

from konullu.accounts.models import Device, Passkey, Person, SignInTry
from konullu.accounts.operations import passkeys, time_codes
from konullu.accounts.rules.factors import Site
from tests.accounts.authenticator import SoftAuthenticator
from tests.accounts.letterbox import jobs, latest_code
from tests.accounts.people import NOW, a_person
from tests.accounts.test_time_codes import set_up
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

SITE = Site(host="127.0.0.1", origin="http://127.0.0.1:8000")


@pytest.fixture(autouse=True)
def public_url(settings) -> None:
    settings.PUBLIC_URL = SITE.origin


def with_passkey(person: Person) -> SoftAuthenticator:
    device = SoftAuthenticator()
    device.user_handle = person.id.bytes
    answer = device.make(b"c" * 32)
    passkeys.register(person=person, name="Telefonum", credential=answer, challenge=b"c" * 32, site=SITE, now=NOW)
    return device


def challenge_of(client: Client) -> bytes:
    return base64url_to_bytes(client.post("/az/sign-in/passkey/challenge/").json()["challenge"])


def by_code(client: Client, contact: str = "050 123 45 67", way: str = "/az/sign-in/") -> str:
    client.post(way, {"contact": contact})
    return client.post("/az/sign-in/code/", {"code": latest_code()})["Location"]


def test_a_person_signs_in_with_a_code(client: Client) -> None:
    person = a_person()
    assert by_code(client, way="/az/sign-in/?next=/az/me/profile/") == "/az/me/profile/"
    assert client.session["_auth_user_id"] == str(person.id)
    assert client.cookies["konullu_browser"]["httponly"]
    assert list(SignInTry.objects.values_list("method", "outcome")) == [("phone", "signed_in")]


def test_who_has_no_account_is_led_to_two_fields_and_needs_no_second_code(client: Client) -> None:
    assert by_code(client) == "/az/sign-up/"
    page = client.get("/az/sign-up/")
    assert list(page.context["form"].fields) == ["name", "birth_year"]
    client.post("/az/sign-up/", {"name": "Aygün Məmmədova", "birth_year": "2002", "text_version": "1"})
    assert Person.objects.get().phone == "+994501234567"
    assert client.session["_auth_user_id"] == str(Person.objects.get().id)
    assert len(jobs()) == 1


def test_asking_tells_nothing_about_the_account(client: Client) -> None:
    a_person("050 123 45 67")
    answers = [Client().post("/az/sign-in/", {"contact": f"050 123 45 6{digit}"}) for digit in (7, 8)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/az/sign-in/code/")] * 2
    assert len(jobs()) == 2


def test_five_wrong_codes_close_it_with_a_sentence(client: Client) -> None:
    a_person()
    client.post("/az/sign-in/", {"contact": "050 123 45 67"})
    right = latest_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    pages = [client.post("/az/sign-in/code/", {"code": wrong}).text for _ in range(5)]
    assert "4 cəhdiniz qalıb" in pages[0]
    assert "bu kod bağlandı" in pages[4]
    assert "bu kod bağlandı" in client.post("/az/sign-in/code/", {"code": right}).text
    assert "_auth_user_id" not in client.session


def test_the_code_of_one_browser_does_not_open_another(client: Client) -> None:
    a_person()
    client.post("/az/sign-in/", {"contact": "050 123 45 67"})
    code = latest_code()
    thief = Client()
    assert thief.post("/az/sign-in/code/", {"code": code})["Location"] == "/az/sign-in/"
    assert "_auth_user_id" not in thief.session


def test_somebody_who_is_in_goes_on(client: Client) -> None:
    client.force_login(a_person())
    assert client.get("/az/sign-in/?next=/az/me/profile/")["Location"] == "/az/me/profile/"
    assert client.get("/az/sign-up/")["Location"] == "/az/me/"


def test_a_passkey_signs_in_and_counts_as_both_steps(client: Client) -> None:
    person = a_person()
    device = with_passkey(person)
    answer = device.sign(challenge_of(client))
    there = client.post("/az/sign-in/passkey/", {"credential": answer, "next": "/az/me/profile/"})
    assert (there.status_code, there["Location"]) == (302, "/az/me/profile/")
    assert client.session["_auth_user_id"] == str(person.id)
    assert {"second_factor_at", "confirmed_at"} <= client.session.keys()
    assert Passkey.objects.get().sign_count == 1


def test_a_challenge_is_for_one_answer(client: Client) -> None:
    device = with_passkey(a_person())
    challenge = challenge_of(client)
    assert client.post("/az/sign-in/passkey/", {"credential": "{}"}).status_code == 422
    page = client.post("/az/sign-in/passkey/", {"credential": device.sign(challenge)})
    assert page.status_code == 422
    assert "Giriş açarı qəbul olunmadı." in page.text
    assert "_auth_user_id" not in client.session


def test_a_replayed_answer_is_refused(client: Client) -> None:
    device = with_passkey(a_person())
    answer = device.sign(challenge_of(client))
    client.post("/az/sign-in/passkey/", {"credential": answer})
    thief = Client()
    challenge_of(thief)
    assert thief.post("/az/sign-in/passkey/", {"credential": answer}).status_code == 422


@pytest.mark.parametrize("credential", ["", "x" * 30_000, "[" * 15_000, json.dumps({"id": "a" * 2000})])
def test_rubbish_in_place_of_a_passkey_is_a_sentence(client: Client, credential: str) -> None:
    challenge_of(client)
    assert client.post("/az/sign-in/passkey/", {"credential": credential}).status_code == 422


def test_the_challenge_names_no_keys(client: Client) -> None:
    with_passkey(a_person())
    options = client.post("/az/sign-in/passkey/challenge/").json()
    assert options["rpId"] == "127.0.0.1"
    assert not options.get("allowCredentials")


def test_signing_out_is_by_post_and_ends_the_device(client: Client) -> None:
    client.force_login(a_person())
    assert client.get("/az/sign-out/").status_code == 405
    assert client.post("/az/sign-out/")["Location"] == "/az/"
    assert "_auth_user_id" not in client.session
    assert Device.objects.get().revoked_at is not None
    assert client.post("/az/sign-out/").status_code == 302


def test_whoever_has_an_app_is_asked_for_its_code(client: Client) -> None:
    person = a_person()
    set_up(person)
    codes = time_codes.renew_recovery_codes(person=person, now=NOW)
    assert by_code(client) == "/az/me/"
    assert client.get("/az/me/")["Location"] == "/az/me/security/second-step/?next=%2Faz%2Fme%2F"
    there = client.post("/az/me/security/second-step/", {"code": codes[0], "next": "/az/me/"})
    assert there["Location"] == "/az/me/"
    assert client.get("/az/me/").status_code == 200


def test_a_session_without_a_device_is_nobodys(client: Client) -> None:
    person = a_person()
    device = sign_in(client, person)
    device.delete()
    assert client.get("/az/me/").status_code == 302
    assert "_auth_user_id" not in client.session
