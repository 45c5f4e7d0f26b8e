"""Letters: one's own inbox and choices, the dead letters of staff, the previews, the mailbox of development."""

from datetime import timedelta
from typing import Any

from konullu.messaging.models import Delivery, Message
from konullu.messaging.parcels import parcel_of
from konullu.platform.clock import now
from konullu.platform.models import MailboxItem
from tests.messaging.letterbox import write
from tests.people import World

OWN = {"nobody": 302, "*": 200}
OWN_ACT = {"nobody": 302, "*": 302}
# The letter is Aygün's, who is the volunteer; nobody else learns that it exists.
ONE_LETTER = {"nobody": 302, "volunteer": 200, "*": 404}
ONE_LETTER_ACT = {"nobody": 302, "volunteer": 302, "*": 404}
STAFF = {"nobody": 302, "union": 200, "operator": 200, "*": 404}
STAFF_ACT = {"nobody": 302, "union": 302, "operator": 302, "*": 404}
EVERYBODY = {"*": 200}

ROWS: dict[str, dict[str, int]] = {
    "GET volunteer:inbox": OWN,
    "POST volunteer:inbox_reading": OWN_ACT,
    "GET volunteer:letter": ONE_LETTER,
    "POST volunteer:letter_unread": ONE_LETTER_ACT,
    "GET volunteer:notices": OWN,
    "POST volunteer:notices": OWN_ACT,
    "GET registry:letters": STAFF,
    "POST registry:letter_retry": STAFF_ACT,
    "POST registry:letter_giving_up": STAFF_ACT,
    "GET portal:unsubscribe": EVERYBODY,
    "POST portal:unsubscribe": EVERYBODY,  # the signed token is the proof, as mail programs need it (RFC 8058)
    "POST api:sms_receipt": {"*": 404},  # no secret is set, so this door does not exist
    "GET ui:health_worker": {"*": 503},  # no worker runs beside these tests
    "GET ui:letters": EVERYBODY,
    "GET ui:letter": EVERYBODY,
    "GET ui:letter_html": EVERYBODY,
    "GET ui:mailbox": EVERYBODY,  # development only; tests/web/ui/test_mailbox.py shows the 404 of production
    "GET ui:mailbox_item": EVERYBODY,
    "GET ui:mailbox_html": EVERYBODY,
}
PREVIEW = {"language": "az", "domain": "organisations", "name": "invitation"}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(" ", 1)[1]
    return {
        "volunteer:letter": lambda: {"message_id": _letter(world).pk},
        "volunteer:letter_unread": lambda: {"message_id": _letter(world).pk},
        "registry:letter_retry": lambda: {"delivery_id": _dead(world).pk},
        "registry:letter_giving_up": lambda: {"delivery_id": _dead(world).pk},
        "portal:unsubscribe": lambda: {"token": _token(world)},
        "ui:letters": lambda: {"language": "az"},
        "ui:letter": lambda: PREVIEW,
        "ui:letter_html": lambda: PREVIEW,
        "ui:mailbox_item": lambda: {"item_id": _item().pk},
        "ui:mailbox_html": lambda: {"item_id": _item().pk},
    }.get(name, dict)()


def data(world: World, key: str) -> dict[str, Any]:
    if key == "POST volunteer:notices":
        return {"security": "email", "legal": "email", "work": "email", "starts": "22:00", "ends": "08:00"}
    return {}


def _letter(world: World) -> Message:
    if "letter" not in world.made:
        world.made["letter"] = write(world.aygun, now=world.now)
    return world.made["letter"]


def _dead(world: World) -> Delivery:
    delivery = _letter(world).deliveries.get(channel="email")
    Delivery.objects.filter(pk=delivery.pk).update(
        state="failed", last_error="refused", next_attempt_at=None, ended_at=world.now + timedelta(seconds=1)
    )
    return delivery


def _token(world: World) -> str:
    parcel = parcel_of(_letter(world).deliveries.get(channel="email"))
    return parcel.unsubscribe_url.rstrip("/").rsplit("/", 1)[-1]


def _item() -> MailboxItem:
    return MailboxItem.objects.create(
        created_at=now(), channel="email", to="box@public.example", subject="Salam", text="Salam", html="<p>Salam</p>"
    )
