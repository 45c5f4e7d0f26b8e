import socket
from datetime import timedelta
from email import message_from_string
from email.policy import default

import pytest

from konullu.platform.gateways import GatewayRefused, GatewayUnavailable, send_mail, send_sms
from konullu.platform.models import MailboxItem
from tests.platform.gateway_servers import mail_server, sms_gateway


@pytest.fixture
def unconfigured(settings):
    settings.SMTP_HOST = settings.SMS_GATEWAY_URL = ""
    return settings


def mail(**changed):
    return send_mail(**{"to": "aygun@example.com", "subject": "Kodunuz", "text": "Kod: 123456\n", **changed})


def through(port, settings):
    """The product's own mailer, pointed at this port (the test runner puts a fake one in its place)."""
    settings.SMTP_HOST = "127.0.0.1"
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


@pytest.mark.django_db
def test_in_development_a_letter_lands_in_the_mailbox(unconfigured):
    unconfigured.MAILBOX = True
    sent = mail(html="<p>Kod</p>", headers={"List-Unsubscribe": "<https://x.az/>"})
    item = MailboxItem.objects.get()
    assert (sent.gateway, sent.reference) == ("mailbox", str(item.pk))
    assert (item.channel, item.to, item.subject, item.text, item.html) == (
        "email", "aygun@example.com", "Kodunuz", "Kod: 123456\n", "<p>Kod</p>",
    )  # fmt: skip
    assert item.headers == {"List-Unsubscribe": "<https://x.az/>"}
    send_sms(to="+994501234567", text="Kod: 1")
    assert MailboxItem.objects.filter(channel="sms").get().text == "Kod: 1"


@pytest.mark.django_db
def test_in_production_without_a_server_nothing_is_pretended(unconfigured):
    unconfigured.MAILBOX = False
    with pytest.raises(GatewayUnavailable, match="KONULLU_SMTP_HOST"):
        mail()
    with pytest.raises(GatewayUnavailable, match="KONULLU_SMS_URL"):
        send_sms(to="+994501234567", text="Kod")
    assert not MailboxItem.objects.exists()


def test_a_letter_goes_out_by_smtp_in_both_forms(settings):
    with mail_server() as server:
        through(server.port, settings)
        sent = mail(subject="Şəki: könüllülük", html="<p>Kod: <b>123456</b></p>", headers={"X-Letter": "7"})
    [raw] = server.messages
    message = message_from_string(raw, policy=default)
    assert sent.gateway == "smtp"
    assert (message["Subject"], message["To"], message["X-Letter"]) == ("Şəki: könüllülük", "aygun@example.com", "7")
    assert message.get_body(("plain",)).get_content() == "Kod: 123456\n"
    assert "<b>123456</b>" in message.get_body(("html",)).get_content()
    assert [line.lower() for line in server.recipients] == ["rcpt to:<aygun@example.com>"]


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ({"RCPT": "550 no such mailbox"}, GatewayRefused),
        ({"RCPT": "450 mailbox busy"}, GatewayUnavailable),
        ({"message": "554 looks like spam"}, GatewayRefused),
        ({"message": "451 try later"}, GatewayUnavailable),
        ({"MAIL": "550 sender not allowed"}, GatewayUnavailable),  # the operator's mistake, not the letter's
        ({"greeting": "421 too busy"}, GatewayUnavailable),
    ],
)
def test_a_mail_servers_no_is_permanent_or_not(settings, replies, error):
    with mail_server(**replies) as server:
        through(server.port, settings)
        with pytest.raises(error) as raised:
            mail()
    assert "aygun" not in str(raised.value)
    assert server.messages == [] or "message" in replies


def test_a_mail_server_that_is_not_there_means_later(settings):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        through(unused.getsockname()[1], settings)
        with pytest.raises(GatewayUnavailable, match="ConnectionRefusedError"):
            mail()


@pytest.mark.parametrize(
    "changed",
    [{"subject": "x\nBcc: all@example.com"}, {"to": "a@b.az\nBcc: c@d.az"}, {"headers": {"X": "a\nBcc: b@c.az"}}],
)
def test_no_header_can_be_smuggled_in(settings, changed):
    with mail_server() as server:
        through(server.port, settings)
        with pytest.raises(GatewayRefused):
            mail(**changed)
    assert server.messages == []


def test_an_sms_goes_to_the_gateway_with_a_key_against_doubles(settings):
    with sms_gateway() as gateway:
        settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN, settings.SMS_SENDER = gateway.url, "secret", "Konullu"
        sent = send_sms(to="+994501234567", text="Kodunuz: 123456", reference="letter-7")
    [request] = gateway.requests
    assert (sent.gateway, sent.reference) == ("sms", "g-1")
    assert request["body"] == {"from": "Konullu", "to": "+994501234567", "text": "Kodunuz: 123456"}
    assert request["headers"]["Authorization"] == "Bearer secret"
    assert request["headers"]["Idempotency-Key"] == "letter-7"


@pytest.mark.parametrize(
    ("answer", "error", "after"),
    [
        ({"status": 400}, GatewayRefused, None),
        ({"status": 422}, GatewayRefused, None),
        ({"status": 401}, GatewayUnavailable, None),  # our key is wrong: the letter is still wanted
        ({"status": 429, "headers": {"Retry-After": "30"}}, GatewayUnavailable, timedelta(seconds=30)),
        ({"status": 503, "headers": {"Retry-After": "soon"}}, GatewayUnavailable, None),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}, GatewayUnavailable, None),
    ],
)
def test_a_gateways_no_is_permanent_or_not(settings, answer, error, after):
    with sms_gateway(**answer) as gateway:
        settings.SMS_GATEWAY_URL = gateway.url
        with pytest.raises(error) as raised:
            send_sms(to="+994501234567", text="Kod")
    assert getattr(raised.value, "after", None) == after
    assert "99450" not in str(raised.value)


@pytest.mark.parametrize("body", [b"", b"ok", b"[]", b'{"id": null}'])
def test_a_gateway_that_gives_no_number_is_still_fine(settings, body):
    with sms_gateway(body=body) as gateway:
        settings.SMS_GATEWAY_URL = gateway.url
        assert send_sms(to="+994501234567", text="Kod").reference == ""


def test_a_gateway_that_is_not_there_means_later(settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:1/send"
    with pytest.raises(GatewayUnavailable, match="ConnectionError"):
        send_sms(to="+994501234567", text="Kod")
