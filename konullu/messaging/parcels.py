"""From the tables to what a channel sends: the letter, the address, and where the reader changes what we write."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from konullu.messaging.channels import Parcel
from konullu.messaging.kinds import BY_CODE
from konullu.messaging.models import Delivery, Message

_SIGNER = "messaging.unsubscribe"


def parcel_of(delivery: Delivery) -> Parcel:
    """One letter for one address. The reference is the delivery's own number, the same at every attempt."""
    message = delivery.message
    return Parcel(
        reference=str(delivery.pk),
        address=delivery.address,
        language=message.language,
        kind=message.kind,
        subject=message.subject,
        text=message.text,
        sms=message.sms,
        html=message.html,
        action=message.action,
        url=message.url,
        settings_url=_link("volunteer:notices", message) if message.person_id else "",
        unsubscribe_url=_unsubscribe_url(delivery),
    )


def read_unsubscribe(token: str) -> tuple[str, str, str] | None:
    """(person id, kind, channel) that a link in a letter speaks of; None when it is not ours."""
    try:
        person_id, kind, channel = Signer(salt=_SIGNER).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return person_id, kind, channel


def _unsubscribe_url(delivery: Delivery) -> str:
    """Only for kinds that may be switched off, and for people, who alone can have chosen."""
    message = delivery.message
    kind = BY_CODE.get(message.kind)
    if message.person_id is None or kind is None or kind.is_obligatory:
        return ""
    token = Signer(salt=_SIGNER).sign_object([str(message.person_id), message.kind, delivery.channel])
    return _link("portal:unsubscribe", message, token)


def _link(name: str, message: Message, *arguments: str) -> str:
    with translation.override(message.language):
        return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=arguments)
