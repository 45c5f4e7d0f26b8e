from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What a channel gets to send: one letter for one address. reference: the same at every attempt."""

    reference: str
    address: str
    language: str
    kind: str
    subject: str
    text: str
    sms: str
    html: str
    action: str
    url: str
    settings_url: str  # where the reader chooses what we write; empty for an address without an account
    unsubscribe_url: str  # one click ends this kind on this channel; empty for obligatory letters


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The channel took the letter. is_delivered: it is known to have arrived, nothing more will be told."""

    reference: str = ""
    is_delivered: bool = False


class Channel:
    """A way to people. Subclasses say who they are and implement address_for and send; they touch no tables."""

    name: str  # in the table and the API; letters and digits
    title: str | Promise
    cost: int = 1
    is_home = False  # our own inbox: delivered at once, in the transaction of the cause
    rings = False  # wakes people: quiet by night even if the person has never set quiet hours

    def address_for(self, person: "Person") -> str | None:
        """Where this channel reaches the person, or None."""
        raise NotImplementedError

    def send(self, parcel: Parcel) -> Outcome:
        """Hand the letter over. Raises platform.gateways.GatewayRefused (never) or GatewayUnavailable (later)."""
        raise NotImplementedError
