"""The two ways out: e-mail by SMTP and SMS by an HTTP gateway. Each call sends one message or says why not.

Nothing configured and settings.MAILBOX (development): the message lands in the mailbox table instead.
Nothing configured in production: GatewayUnavailable, so that the letter waits and staff see the reason.
"""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.errors import MessageError
from typing import Any

import requests
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers

from konullu.platform.clock import now
from konullu.platform.models import MailboxItem

CONNECT_SECONDS, READ_SECONDS = 5, 15


class GatewayRefused(Exception):
    """This message will never be taken (no such mailbox, number barred): trying again is useless."""


class GatewayUnavailable(Exception):
    """Not now (server down, limit reached, not configured): try again later."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        self.after = after  # what the gateway itself asked for
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The gateway took the message. `reference` is its own number for it, when it gave one."""

    gateway: str  # smtp, sms, mailbox
    reference: str = ""


def send_mail(
    *, to: str, subject: str, text: str, html: str | None = None, headers: dict[str, str] | None = None
) -> Sent:
    """Send one e-mail to one address. Raises GatewayRefused (permanent) or GatewayUnavailable (try later)."""
    if not settings.SMTP_HOST:
        return _keep("email", "no mail server is configured (KONULLU_SMTP_HOST)", to, subject, text, html, headers)
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    try:
        mailers.default.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise _by_code(max(codes, default=450), "the recipient's server refused the address") from error
    except smtplib.SMTPDataError as error:
        raise _by_code(error.smtp_code, "the server refused the message") from error
    except (smtplib.SMTPException, OSError) as error:
        # Sender or sign-in refused, TLS, time-out: the operator mends it, and the letter is still wanted.
        raise GatewayUnavailable(f"mail server: {type(error).__name__}") from error
    except (MessageError, ValueError) as error:
        raise GatewayRefused("the message can't be written as an e-mail") from error
    return Sent(gateway="smtp", reference=str(message.extra_headers.get("Message-ID", "")))


def send_sms(*, to: str, text: str, reference: str = "") -> Sent:
    """Send one SMS. `reference` goes along as Idempotency-Key, so that a retry is not a second message.

    The gateway is any HTTP service that takes POST {"from", "to", "text"} with a bearer token and answers 2xx.
    """
    if not settings.SMS_GATEWAY_URL:
        return _keep("sms", "no SMS gateway is configured (KONULLU_SMS_URL)", to, "", text, None, None)
    headers = {"Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"} if settings.SMS_GATEWAY_TOKEN else {}
    if reference:
        headers["Idempotency-Key"] = reference
    try:
        answer = requests.post(
            settings.SMS_GATEWAY_URL,
            json={"from": settings.SMS_SENDER, "to": to, "text": text},
            headers=headers,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise GatewayUnavailable(f"SMS gateway: {type(error).__name__}") from error
    _raise_for(answer)
    return Sent(gateway="sms", reference=_reference(answer))


def _by_code(code: int, reason: str) -> GatewayRefused | GatewayUnavailable:
    """RFC 5321, section 4.2.1: 5yz is permanent, 4yz is not."""
    return GatewayRefused(f"{reason} ({code})") if code >= 500 else GatewayUnavailable(f"{reason} ({code})")


def _raise_for(answer: requests.Response) -> None:
    status = answer.status_code
    if 200 <= status < 300:
        return
    if status in (400, 404, 410, 422):
        raise GatewayRefused(f"the SMS gateway refused the message ({status})")
    wait = answer.headers.get("Retry-After", "")
    after = timedelta(seconds=min(int(wait), 86_400)) if wait.isascii() and wait.isdigit() else None
    raise GatewayUnavailable(f"the SMS gateway answered {status}", after=after)


def _reference(answer: requests.Response) -> str:
    try:
        body: Any = answer.json()
    except requests.JSONDecodeError:
        return ""
    return str(body.get("id") or "")[:120] if isinstance(body, dict) else ""


def _keep(
    channel: str, reason: str, to: str, subject: str, text: str, html: str | None, headers: dict[str, str] | None
) -> Sent:
    if not settings.MAILBOX:
        raise GatewayUnavailable(reason)
    item = MailboxItem.objects.create(
        created_at=now(), channel=channel, to=to, subject=subject, text=text, html=html or "", headers=headers or {}
    )
    return Sent(gateway="mailbox", reference=str(item.id))
