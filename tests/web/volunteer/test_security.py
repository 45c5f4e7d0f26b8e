"""My devices, contacts, passkeys, app and recovery codes: who sees what, and what it does."""

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from webauthn.helpers import base64url_to_bytes

from konullu.accounts.models import Device, Passkey, Person, RecoveryCode, TimeCode
from konullu.accounts.operations import time_codes
from konullu.platform import clock
from tests.accounts.authenticator import SoftAuthenticator
from tests.accounts.letterbox import deliver_all, latest_code
from tests.accounts.people import NOW, a_person
from tests.accounts.test_time_codes import set_up
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

HERE = "/az/me/security/"


@pytest.fixture(autouse=True)
def public_url(settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.fixture
def person() -> Person:
    return a_person()


@pytest.fixture
def me(client: Client, person: Person) -> Client:
    """Signed in a moment ago, by a code, without a second factor."""
    sign_in(client, person, factor=False)
    return client


def forget_confirmation(client: Client) -> None:
    session = client.session
    del session["confirmed_at"]
    session.save()


class TestDevices:
    def test_each_device_is_shown_and_the_page_costs_the_same(
        self, me: Client, person: Person, django_assert_num_queries: Any
    ) -> None:
        # session, this device, person; devices, tries; teams and unread letters for the menu
        with django_assert_num_queries(7):
            me.get(HERE + "devices/")
        for _ in range(2):
            sign_in(Client(), person)
        with django_assert_num_queries(7):
            page = me.get(HERE + "devices/")
        assert page.text.count("/revocation/") == 4  # three devices and all others
        assert page.text.count("Bu cihaz</span>") == 1

    def test_a_device_that_is_ended_is_dead_at_its_next_request(self, me: Client, person: Person) -> None:
        other = Client()
        device = sign_in(other, person)
        assert other.get("/az/me/").status_code == 200
        me.post(f"{HERE}devices/{device.id}/revocation/")
        assert other.get("/az/me/")["Location"].startswith("/az/sign-in/")
        assert me.get("/az/me/").status_code == 200

    def test_ending_this_device_signs_out(self, me: Client) -> None:
        assert me.post(f"{HERE}devices/{Device.objects.get().id}/revocation/")["Location"] == "/az/"
        assert me.get(HERE)["Location"].startswith("/az/sign-in/")

    def test_all_others_are_ended_at_once(self, me: Client, person: Person) -> None:
        others = [Client(), Client()]
        for other in others:
            sign_in(other, person)
        page = me.post(HERE + "devices/revocation/", follow=True)
        assert "2 başqa cihazdan çıxıldı." in page.text
        assert [other.get("/az/me/").status_code for other in others] == [302, 302]

    def test_the_device_of_another_person_does_not_exist(self, me: Client) -> None:
        device = sign_in(Client(), a_person("050 123 45 68"))
        assert me.post(f"{HERE}devices/{device.id}/revocation/").status_code == 404
        device.refresh_from_db()
        assert device.revoked_at is None


class TestConfirmation:
    @pytest.mark.parametrize("page", ["contacts/", "passkeys/", "app/", "recovery-codes/"])
    def test_a_sensitive_page_asks_again_and_leads_back(self, me: Client, page: str) -> None:
        forget_confirmation(me)
        there = me.get(HERE + page)["Location"]
        assert there == f"{HERE}confirmation/?next=" + (HERE + page).replace("/", "%2F")
        me.post(HERE + "confirmation/code/", {"kind": "phone", "next": HERE + page})
        answer = me.post(HERE + "confirmation/", {"code": latest_code(), "next": HERE + page})
        assert answer["Location"] == HERE + page
        assert me.get(HERE + page).status_code == 200

    @pytest.mark.parametrize("act", ["contacts/phone/removal/", "app/removal/", "passkeys/making/"])
    def test_a_sensitive_act_asks_again(self, me: Client, act: str) -> None:
        forget_confirmation(me)
        assert me.post(HERE + act)["Location"].startswith(HERE + "confirmation/?next=")

    def test_it_is_enough_for_a_quarter_of_an_hour(self, me: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        assert me.get(HERE + "contacts/").status_code == 200
        later = clock.now() + timedelta(minutes=15)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert me.get(HERE + "contacts/").status_code == 302

    def test_the_session_gets_another_key_and_stays_the_same_device(self, me: Client, person: Person) -> None:
        forget_confirmation(me)
        before = me.session.session_key
        me.post(HERE + "confirmation/code/", {"kind": "phone"})
        me.post(HERE + "confirmation/", {"code": latest_code()})
        assert me.session.session_key != before
        assert me.get(HERE).status_code == 200
        assert Device.objects.count() == 1

    def test_who_has_a_factor_cannot_confirm_by_a_code(self, me: Client, person: Person) -> None:
        secret = set_up(person)
        forget_confirmation(me)
        page = me.get(HERE + "confirmation/")
        assert "confirmation/code/" not in page.text
        me.post(HERE + "confirmation/code/", {"kind": "phone"})
        me.post(HERE + "confirmation/", {"code": latest_code()})
        assert "confirmed_at" not in me.session
        typed = pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30))
        me.post(HERE + "second-step/", {"code": typed})
        assert {"confirmed_at", "second_factor_at"} <= me.session.keys()

    def test_the_way_back_never_leaves_the_site(self, me: Client) -> None:
        me.post(HERE + "confirmation/code/", {"kind": "phone"})
        answer = me.post(HERE + "confirmation/", {"code": latest_code(), "next": "https://evil.example/"})
        assert answer["Location"] == HERE

    def test_the_contact_is_shown_masked(self, me: Client) -> None:
        forget_confirmation(me)
        page = me.get(HERE + "confirmation/")
        assert "+994 •• ••• 45 67" in page.text
        assert "50 123" not in page.text


class TestContacts:
    def test_another_phone_takes_the_place_of_the_old_one(self, me: Client, person: Person) -> None:
        page = me.post(HERE + "contacts/", {"contact": "055 123 45 67"}, follow=True)
        assert page.redirect_chain == [(HERE + "contacts/code/", 302)]
        me.post(HERE + "contacts/code/", {"code": latest_code()})
        person.refresh_from_db()
        assert person.phone == "+994551234567"
        assert deliver_all()[-1].to == "+994501234567"

    def test_a_wrong_code_changes_nothing(self, me: Client, person: Person) -> None:
        me.post(HERE + "contacts/", {"contact": "055 123 45 67"})
        wrong = f"{(int(latest_code()) + 1) % 1_000_000:06d}"
        page = me.post(HERE + "contacts/code/", {"code": wrong})
        assert "Göndərdiyimiz kod bu deyil." in page.text
        person.refresh_from_db()
        assert person.phone == "+994501234567"

    def test_the_phone_of_another_account_is_said_only_after_the_proof(self, me: Client) -> None:
        a_person("055 123 45 67")
        page = me.post(HERE + "contacts/", {"contact": "055 123 45 67"}, follow=True)
        assert page.redirect_chain == [(HERE + "contacts/code/", 302)]
        page = me.post(HERE + "contacts/code/", {"code": latest_code()})
        assert "Bir telefon bir hesab açır." in page.text

    def test_the_only_contact_stays(self, me: Client, person: Person) -> None:
        page = me.post(HERE + "contacts/phone/removal/", follow=True)
        assert "yeganə yolu budur" in page.text
        person.refresh_from_db()
        assert person.phone


class TestPasskeys:
    def make(self, me: Client, device: SoftAuthenticator, name: str = "Telefonum", way: str = "") -> Any:
        challenge = base64url_to_bytes(me.post(HERE + "passkeys/making/").json()["challenge"])
        return me.post(HERE + "passkeys/" + way, {"name": name, "credential": device.make(challenge)})

    def test_the_first_passkey_leads_to_recovery_codes_and_then_on(self, me: Client, person: Person) -> None:
        answer = self.make(me, SoftAuthenticator(), way="?next=/az/office/")
        assert answer["Location"] == HERE + "recovery-codes/?next=%2Faz%2Foffice%2F"
        assert Passkey.objects.get().person == person
        assert "second_factor_at" in me.session

    def test_a_name_is_needed_and_the_challenge_is_for_once(self, me: Client) -> None:
        assert "Giriş açarına ad yazın." in self.make(me, SoftAuthenticator(), name="").text
        device = SoftAuthenticator()
        challenge = base64url_to_bytes(me.post(HERE + "passkeys/making/").json()["challenge"])
        answer = device.make(challenge)
        me.post(HERE + "passkeys/", {"name": "A", "credential": answer})
        page = me.post(HERE + "passkeys/", {"name": "B", "credential": answer})
        assert "Giriş açarı qəbul olunmadı." in page.text
        assert Passkey.objects.count() == 1

    def test_removing_ones_own_and_not_anothers(self, me: Client) -> None:
        self.make(me, SoftAuthenticator())
        mine = Passkey.objects.get()
        other = Client()
        sign_in(other, a_person("050 123 45 68"), factor=False)
        assert other.post(f"{HERE}passkeys/{mine.id}/removal/").status_code == 404
        assert me.post(f"{HERE}passkeys/{mine.id}/removal/").status_code == 302
        assert Passkey.objects.count() == 0

    def test_the_second_step_by_passkey(self, me: Client, person: Person) -> None:
        device = SoftAuthenticator()
        self.make(me, device)
        again = Client()
        sign_in(again, person, factor=False, confirmed=False)
        challenge = base64url_to_bytes(again.post(HERE + "second-step/passkey/challenge/").json()["challenge"])
        answer = again.post(
            HERE + "second-step/passkey/", {"credential": device.sign(challenge), "next": "/az/me/profile/"}
        )
        assert answer["Location"] == "/az/me/profile/"
        assert {"confirmed_at", "second_factor_at"} <= again.session.keys()
        refused = again.post(HERE + "second-step/passkey/", {"credential": device.sign(challenge)})
        assert refused.status_code == 422
        assert "Giriş açarı qəbul olunmadı." in refused.text


class TestApp:
    def key_on(self, page: Any) -> str:
        return re.search(r'class="key">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")  # type: ignore[index]

    def test_setting_up_an_app(self, me: Client, person: Person) -> None:
        page = me.get(HERE + "app/")
        secret = self.key_on(page)
        assert "<svg" in page.text
        assert 'style="' not in page.text
        wrong = me.post(HERE + "app/", {"code": "000000"})
        assert self.key_on(wrong) == secret  # the picture that was taken stays the right one
        answer = me.post(HERE + "app/", {"code": pyotp.TOTP(secret).at(clock.now())})
        assert answer["Location"] == HERE + "recovery-codes/"
        assert TimeCode.objects.get().person == person
        assert self.key_on(me.get(HERE + "app/")) != secret

    def test_the_secret_does_not_lie_open_in_the_session(self, me: Client) -> None:
        secret = self.key_on(me.get(HERE + "app/"))
        assert secret not in str(dict(me.session.items()))

    def test_recovery_codes_can_be_read_once(self, me: Client) -> None:
        page = me.post(HERE + "recovery-codes/", follow=True)
        codes = re.findall(r"<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>", page.text)
        assert len(codes) == 10
        assert RecoveryCode.objects.count() == 10
        again = me.get(HERE + "recovery-codes/")
        assert not any(code in again.text for code in codes)
        assert "10 kod qalıb" in again.text

    def test_a_wrong_code_is_a_sentence(self, me: Client, person: Person) -> None:
        set_up(person)
        for typed in ("000000", "x" * 90, "ABCDE-FGHJK", ""):
            page = me.post(HERE + "second-step/", {"code": typed})
            assert page.status_code == 200
            assert "<title>Xəta:" in page.text

    def test_stopping_to_use_it(self, me: Client, person: Person) -> None:
        set_up(person)
        me.post(HERE + "app/removal/")
        assert TimeCode.objects.count() == 0


def test_the_overview_shows_ones_own_only(me: Client, person: Person) -> None:
    other = a_person("055 999 88 77", name="Cavid İsmayılov")
    time_codes.renew_recovery_codes(person=other, now=NOW)
    page = me.get(HERE)
    assert "+994 50 123 45 67" in page.text
    assert "999 88 77" not in page.text


PAGES = ["", "devices/", "passkeys/", "app/", "recovery-codes/", "contacts/", "identity/", "confirmation/"]


@pytest.mark.parametrize("page", [*PAGES, "second-step/"])
def test_a_stranger_is_led_to_sign_in(client: Client, page: str) -> None:
    assert client.get(HERE + page)["Location"].startswith("/az/sign-in/?next=")
