from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konullu.messaging.channels.channel import Channel, Outcome, Parcel
from konullu.messaging.channels.mail_frame import mail_html, mail_text
from konullu.platform.gateways import send_mail

if TYPE_CHECKING:
    from konullu.accounts.models import Person


class Mail(Channel):
    """E-mail in two forms, plain and with our look."""

    name = "email"
    title = _("E-mail")

    def address_for(self, person: "Person") -> str | None:
        return person.email

    def send(self, parcel: Parcel) -> Outcome:
        sent = send_mail(
            to=parcel.address,
            subject=parcel.subject,
            text=mail_text(parcel),
            html=mail_html(parcel),
            headers=headers_of(parcel),
        )
        return Outcome(reference=sent.reference, is_delivered=sent.gateway == "mailbox")


def headers_of(parcel: Parcel) -> dict[str, str]:
    """One Message-ID for all attempts lets mail programs drop a second copy; RFC 3834 and RFC 8058 for the rest."""
    headers = {"Message-ID": f"<{parcel.reference}@{_host()}>", "Auto-Submitted": "auto-generated"}
    headers["Content-Language"] = parcel.language
    if parcel.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{parcel.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _host() -> str:
    return settings.PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
