"""Sign-up on its pages: three fields, one code; what goes wrong and what stays written."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konullu.accounts.models import Consent, Device, Person
from konullu.accounts.rules.purposes import current
from konullu.platform import clock
from tests.accounts.letterbox import deliver_all, jobs, latest_code
from tests.accounts.people import a_person

pytestmark = pytest.mark.django_db

FIELDS = {"name": "Aygün Məmmədova", "birth_year": "2002", "contact": "050 123 45 67", "text_version": "1"}


def begin(client: Client, **changes: str) -> Any:
    return client.post("/az/sign-up/", FIELDS | changes, follow=True)


def test_a_newcomer_signs_up_with_a_phone(client: Client) -> None:
    page = begin(client)
    assert page.redirect_chain == [("/az/sign-up/code/", 302)]
    assert "+994 50 123 45 67" in page.text
    answer = client.post("/az/sign-up/code/", {"code": latest_code()})
    assert (answer.status_code, answer["Location"]) == (302, "/az/me/")
    person = Person.objects.get()
    assert (person.name, person.birth_year, person.phone, person.language) == (
        "Aygün Məmmədova",
        2002,
        "+994501234567",
        "az",
    )
    assert client.session["_auth_user_id"] == str(person.id)
    assert Device.objects.get().method == "phone"
    assert client.get("/az/me/").status_code == 200


def test_a_newcomer_signs_up_with_an_email_in_russian_and_goes_on_where_they_came_from(client: Client) -> None:
    client.post("/ru/sign-up/?next=/ru/organisations/", FIELDS | {"contact": "Aygun@Mail.Example"})
    item = deliver_all()[0]
    assert item.subject.endswith("ваш код для Könüllü")
    answer = client.post("/ru/sign-up/code/", {"code": latest_code()})
    assert answer["Location"] == "/ru/organisations/"
    person = Person.objects.get()
    assert (person.email, person.language) == ("aygun@mail.example", "ru")


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_the_way_on_never_leaves_the_site(client: Client, where: str) -> None:
    client.post(f"/az/sign-up/?next={where}", FIELDS)
    assert client.post("/az/sign-up/code/", {"code": latest_code()})["Location"] == "/az/me/"


def test_the_session_key_is_another_one_after_coming_in(client: Client) -> None:
    begin(client)
    before = client.session.session_key
    client.post("/az/sign-up/code/", {"code": latest_code()})
    assert client.session.session_key != before


def test_the_code_field_works_with_the_phones_autofill(client: Client) -> None:
    page = begin(client)
    assert 'autocomplete="one-time-code"' in page.text
    assert 'inputmode="numeric"' in page.text


def test_spaces_in_the_code_are_accepted(client: Client) -> None:
    begin(client)
    code = latest_code()
    assert client.post("/az/sign-up/code/", {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_a_wrong_code_keeps_everything_and_a_reload_too(client: Client) -> None:
    begin(client)
    code = latest_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    page = client.post("/az/sign-up/code/", {"code": wrong})
    assert page.status_code == 200
    assert "<title>Xəta:" in page.text
    assert f'value="{wrong}"' in page.text
    assert client.get("/az/sign-up/code/").status_code == 200
    form = client.get("/az/sign-up/")
    assert 'value="Aygün Məmmədova"' in form.text
    assert 'value="2002"' in form.text
    assert client.post("/az/sign-up/code/", {"code": code}).status_code == 302


def test_going_back_to_mend_the_name_needs_no_second_message(client: Client) -> None:
    begin(client, name="Aygn")
    begin(client, name="Aygün")
    assert len(jobs()) == 1
    client.post("/az/sign-up/code/", {"code": latest_code()})
    assert Person.objects.get().name == "Aygün"


def test_a_used_code_is_refused_in_the_same_session_and_in_another(client: Client) -> None:
    begin(client)
    code = latest_code()
    client.post("/az/sign-up/code/", {"code": code})
    stranger = Client()
    stranger.post("/az/sign-up/", FIELDS)
    assert stranger.post("/az/sign-up/code/", {"code": code}).status_code in (200, 302)
    assert "_auth_user_id" not in stranger.session


def test_another_code_comes_after_the_waiting_time_only(client: Client) -> None:
    begin(client)
    page = client.post("/az/sign-up/code/another/", follow=True)
    assert "saniyə sonra istəyə bilərsiniz" in page.text
    assert len(jobs()) == 1


def test_the_code_page_without_a_beginning_leads_to_the_beginning(client: Client) -> None:
    assert client.get("/az/sign-up/code/")["Location"] == "/az/sign-up/"
    assert client.post("/az/sign-up/code/", {"code": "123456"})["Location"] == "/az/sign-up/"
    assert client.post("/az/sign-up/code/another/")["Location"] == "/az/sign-up/"
    assert client.get("/az/sign-up/account/")["Location"] == "/az/sign-up/"
    assert client.post("/az/sign-up/account/")["Location"] == "/az/sign-up/"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "A" * 121),
        ("name", "A" * 2_000_000),
        ("name", "Ay\u202egün"),
        ("name", "Ay\u200bgün"),
        ("name", "Ay\x00gün"),
        ("birth_year", ""),
        ("birth_year", "07"),
        ("birth_year", "iki min"),
        ("birth_year", "2007\x00"),
        ("birth_year", "1899"),
        ("birth_year", "2999"),
        ("birth_year", "²⁰⁰⁷"),
        ("contact", ""),
        ("contact", "50 123 45 6"),
        ("contact", "\x00"),
        ("contact", "a@b"),
        ("contact", "9" * 1_000_000),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_sent(client: Client, field: str, typed: str) -> None:
    page = begin(client, **{field: typed})
    assert page.status_code == 200
    assert "<title>Xəta:" in page.text
    assert list(page.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page.text
    assert jobs() == []
    others = {name: value for name, value in FIELDS.items() if name != field}
    assert all(f'value="{value}"' in page.text for value in others.values())


def test_ten_megabytes_are_a_sentence_and_not_a_crash(client: Client) -> None:
    answer = begin(client, name="A" * 10_000_000)
    assert answer.status_code == 400
    assert "<h1" in answer.text


@pytest.mark.parametrize("typed", ["٢٠٠٢", "２００２"])
def test_digits_of_another_script_are_digits(client: Client, typed: str) -> None:
    assert begin(client, birth_year=typed).redirect_chain


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_the_text_that_one_agrees_to_stands_on_the_page_and_is_the_one_written_down(
    client: Client, language: str
) -> None:
    account = current()["account"]
    shown = html.unescape(client.get(f"/{language}/sign-up/").text)
    assert all(part in shown for name, part in account.texts[language].items() if name != "title")
    assert '<input type="hidden" name="text_version" value="1">' in shown
    client.post(f"/{language}/sign-up/", FIELDS)
    client.post("/az/sign-up/code/", {"code": latest_code()})  # the language was switched in between
    row = Consent.objects.get()
    assert (row.purpose, row.version, row.language, row.text_hash) == (
        "account",
        1,
        language,
        account.text_hash(language),
    )


@pytest.mark.parametrize("version", ["", "0", "2", "bir", "-1", "1" * 5000, "١"])
def test_a_page_with_another_text_is_shown_again_with_the_present_one(client: Client, version: str) -> None:
    page = begin(client, text_version=version)
    assert "bu arada dəyişib" in page.text
    assert '<input type="hidden" name="text_version" value="1">' in page.text
    assert 'value="Aygün Məmmədova"' in page.text
    assert jobs() == []


def test_my_page_does_not_ask_again_for_what_sign_up_has_asked(client: Client) -> None:
    begin(client)
    client.post("/az/sign-up/code/", {"code": latest_code()})
    page = client.get("/az/me/")
    assert "Hesabın necə işlədiyinə razılıq vermisiniz" in page.text
    assert "/az/me/consents/account/" not in page.text


class TestSharedPhone:
    def test_asking_tells_nothing_about_the_account(self, client: Client) -> None:
        a_person("050 123 45 67")
        known, unknown = begin(client), begin(Client(), contact="050 123 45 68")
        assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
        same = known.text.replace("45 67", "45 68")
        assert strip(same) == strip(unknown.text)
        first, second = jobs()
        assert first.args.keys() == second.args.keys()
        assert len(first.args["sealed"]) == len(second.args["sealed"])

    def test_asking_does_the_same_work_for_known_and_unknown(self) -> None:
        a_person("050 123 45 67")
        work = []
        for contact in ("050 123 45 67", "050 123 45 68"):
            with CaptureQueriesContext(connection) as queries:
                Client().post("/az/sign-up/", FIELDS | {"contact": contact})
            work.append([query["sql"].split(" ", 1)[0] for query in queries])
        assert work[0] == work[1]

    def test_after_the_proof_the_child_reads_what_to_do(self, client: Client) -> None:
        parent = a_person("050 123 45 67", name="Günay Quliyeva")
        begin(client, name="Fidan Quliyeva", birth_year="2014")
        page = client.post("/az/sign-up/code/", {"code": latest_code()}, follow=True)
        assert page.redirect_chain == [("/az/sign-up/account/", 302)]
        assert "Günay Quliyeva" in page.text
        assert "e-poçtdan və ya başqa nömrədən" in page.text
        assert "_auth_user_id" not in client.session
        page = client.post("/az/sign-up/other-contact/", follow=True)
        assert 'value="Fidan Quliyeva"' in page.text
        begin(client, name="Fidan Quliyeva", birth_year="2014", contact="fidan@mail.example")
        client.post("/az/sign-up/code/", {"code": latest_code()})
        assert {person.name for person in Person.objects.all()} == {"Fidan Quliyeva", parent.name}

    def test_the_holder_of_the_phone_signs_in_to_it(self, client: Client) -> None:
        parent = a_person("050 123 45 67")
        begin(client)
        client.post("/az/sign-up/code/", {"code": latest_code()})
        assert client.post("/az/sign-up/account/")["Location"] == "/az/me/"
        assert client.session["_auth_user_id"] == str(parent.id)

    def test_the_proof_ends_after_a_quarter_of_an_hour(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        a_person("050 123 45 67")
        begin(client)
        client.post("/az/sign-up/code/", {"code": latest_code()})
        later = clock.now() + timedelta(minutes=16)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert client.post("/az/sign-up/account/")["Location"] == "/az/sign-up/"
        assert "_auth_user_id" not in client.session


def strip(text: str) -> str:
    """Without the tokens that are new with each page."""
    return re.sub(r'(name="csrfmiddlewaretoken" value="|name="_once" value=")[^"]*', r"\1", text)
