from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from konullu.messaging.channels.channel import Channel, Outcome, Parcel
from konullu.platform.gateways import send_sms

if TYPE_CHECKING:
    from konullu.accounts.models import Person


class Sms(Channel):
    """The short form of a letter, as text only. Delivery is told later by the gateway (api/receipts.py)."""

    name = "sms"
    title = _("SMS")
    cost = 10
    rings = True

    def address_for(self, person: "Person") -> str | None:
        return person.phone

    def send(self, parcel: Parcel) -> Outcome:
        sent = send_sms(to=parcel.address, text=sms_text(parcel), reference=parcel.reference)
        return Outcome(reference=sent.reference, is_delivered=sent.gateway == "mailbox")


def sms_text(parcel: Parcel) -> str:
    """The letter's own short form; without one, its subject and the link."""
    return parcel.sms or " ".join(part for part in (f"Könüllü: {parcel.subject}", parcel.url) if part)
