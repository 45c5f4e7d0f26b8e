"""The states of a delivery in a reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "queued": _("waits to be sent"),
    "held": _("waits until your quiet hours end"),
    "sending": _("is being sent"),
    "sent": _("sent"),
    "delivered": _("arrived"),
    "failed": _("could not be delivered"),
    "dead": _("could not be delivered"),
    "dropped": _("could not be delivered"),
}
