"""Why a letter did not arrive: codes in the table, words for staff."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSED = "refused"
UNAVAILABLE = "unavailable"
UNDELIVERED = "undelivered"
CRASHED = "crashed"
INTERNAL = "internal"
NO_CHANNEL = "no_channel"
ADDRESS_GONE = "address_gone"

WORDS: dict[str, str | Promise] = {
    REFUSED: _("The receiving side refuses this address."),
    UNAVAILABLE: _("The mail or SMS server could not be reached."),
    UNDELIVERED: _("The network took the message and could not deliver it."),
    CRASHED: _("Sending broke off several times."),
    INTERNAL: _("An error in Könüllü itself. The operator finds it in the log."),
    NO_CHANNEL: _("This way of sending is no longer installed."),
    ADDRESS_GONE: _("The person has removed this phone number or e-mail."),
}
