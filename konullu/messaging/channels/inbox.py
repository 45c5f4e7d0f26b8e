from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from konullu.messaging.channels.channel import Channel, Outcome, Parcel

if TYPE_CHECKING:
    from konullu.accounts.models import Person


class Inbox(Channel):
    """The letters in Könüllü itself."""

    name = "inbox"
    title = _("In Könüllü")
    cost = 0
    is_home = True

    def address_for(self, person: "Person") -> str | None:
        return str(person.pk)

    def send(self, parcel: Parcel) -> Outcome:  # noqa: ARG002 (it is in the inbox already)
        return Outcome(is_delivered=True)
