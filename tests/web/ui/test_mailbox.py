"""/dev/mailbox and the previews of letters: readable in development, gone in production, harmless always."""

import re

import pytest
from django.test import Client

from konullu.messaging.registry import letters
from konullu.platform.clock import now
from konullu.platform.models import MailboxItem
from konullu.web.ui.mailbox import code_in
from tests.messaging.letterbox import NOON, somebody, write

pytestmark = pytest.mark.django_db


def item(**fields: object) -> MailboxItem:
    given = {"channel": "email", "to": "aygun@mail.az", "subject": "Salam", "text": "Kod: 482913", "html": "", **fields}
    return MailboxItem.objects.create(created_at=now(), headers={}, **given)


def body(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_in_production_there_is_no_mailbox(client: Client, settings) -> None:
    kept = item()
    settings.MAILBOX = False
    for address in ("/dev/mailbox/", f"/dev/mailbox/{kept.pk}/", f"/dev/mailbox/{kept.pk}/html/"):
        assert client.get(address).status_code == 404


def test_the_newest_letter_stands_first_with_its_code(client: Client) -> None:
    item(subject="Köhnə", text="yox")
    item(subject="Yeni")
    page = body(client.get("/dev/mailbox/"))
    assert page.index("Yeni") < page.index("Köhnə")
    assert '<p class="code">482913</p>' in page


def test_letters_can_be_sought_by_address(client: Client) -> None:
    item(subject="Aygünə")
    item(to="+994501234567", channel="sms", subject="", text="Cavidə")
    page = body(client.get("/dev/mailbox/", {"to": "501234"}))
    assert "Cavidə" in page
    assert "Aygünə" not in page


@pytest.mark.parametrize(
    "query", [{"to": "\x00"}, {"to": "x" * 100_000}, {"page": "-1"}, {"page": "\x00"}, {"to": "%"}]
)
def test_strange_questions_are_answered(client: Client, query: dict[str, str]) -> None:
    item()
    assert client.get("/dev/mailbox/", query).status_code == 200


def test_an_empty_mailbox_says_how_it_fills(client: Client) -> None:
    assert "kod bir saniyəyə bura gəlir" in body(client.get("/dev/mailbox/", headers={"accept-language": "az"}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kodunuz: 123456.", "123456"),
        ("+994501234567 nömrəsi", ""),
        ("12345 və 1234567", ""),
        ("@konullu.az #654321", "654321"),
    ],
)
def test_a_code_is_found_and_a_phone_number_is_none(text: str, code: str) -> None:
    assert code_in(text) == code


def test_the_html_of_a_letter_runs_in_a_sandbox_with_its_own_style_only(client: Client) -> None:
    html = "<style>p{color:red}</style><p onclick='x()'>Salam</p><script>y()</script>"
    kept = item(html=html)
    page = client.get(f"/dev/mailbox/{kept.pk}/")
    assert f'src="/dev/mailbox/{kept.pk}/html/" sandbox' in body(page)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    shown = client.get(f"/dev/mailbox/{kept.pk}/html/")
    policy = shown["Content-Security-Policy"]
    assert body(shown) == html
    assert "default-src 'none'" in policy
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", policy)
    assert policy.endswith("sandbox")
    assert "unsafe" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"


def test_a_letter_arrives_in_the_mailbox_and_can_be_read(client: Client, run_jobs) -> None:
    message = write(somebody(email="aygun@mail.az"))
    run_jobs(until=NOON)
    kept = MailboxItem.objects.get()
    page = body(client.get(f"/dev/mailbox/{kept.pk}/"))
    assert message.subject in page
    assert "List-Unsubscribe" in page
    assert "<style>" in body(client.get(f"/dev/mailbox/{kept.pk}/html/"))


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_the_style_guide_lists_every_letter(client: Client, language: str) -> None:
    page = body(client.get(f"/ui/{language}/letters/"))
    for letter in letters():
        assert letter.template in page


def test_one_letter_is_shown_in_all_languages_with_its_sms_and_mail(client: Client) -> None:
    response = client.get("/ui/az/letters/organisations/invitation/")
    page = body(response)
    for language in ("az", "en", "ru"):
        assert f'/ui/{language}/letters/organisations/invitation/html/" sandbox' in page
        assert f'<section class="stack-3" lang="{language}"' in page
    assert "UCS-2" in page
    assert "frame-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    ["/ui/xx/letters/", "/ui/az/letters/organisations/nothing/", "/ui/xx/letters/organisations/invitation/html/"],
)
def test_what_does_not_exist_is_a_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
