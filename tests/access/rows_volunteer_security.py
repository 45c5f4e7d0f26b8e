"""How I sign in: everybody has these pages for themselves; the devices and keys of others (Cavid's) do not exist."""

from typing import Any

from konullu.accounts.models import Passkey
from konullu.accounts.operations import devices
from konullu.accounts.rules.devices import Visit
from tests.people import World

OWN = {"nobody": 302, "*": 200}
OWN_ACT = {"nobody": 302, "*": 302}
OF_ANOTHER = {"nobody": 302, "*": 404}

ROWS: dict[str, dict[str, int]] = {
    "GET volunteer:security": OWN,
    "GET volunteer:devices": OWN,
    "POST volunteer:devices_revocation": OWN_ACT,
    "POST volunteer:device_revocation": OF_ANOTHER,
    "GET volunteer:second_factor": OWN,
    "POST volunteer:second_factor": OWN,
    "POST volunteer:passkey_check": {"nobody": 302, "*": 422},  # no challenge, no passkey
    "POST volunteer:passkey_challenge": OWN,
    "GET volunteer:confirmation": OWN,
    "POST volunteer:confirmation": OWN,
    "POST volunteer:confirmation_code": OWN_ACT,
    "GET volunteer:passkeys": OWN,
    "POST volunteer:passkeys": OWN,
    "POST volunteer:passkey_making": OWN,
    "POST volunteer:passkey_removal": OF_ANOTHER,
    "GET volunteer:time_code": OWN,
    "POST volunteer:time_code": OWN,
    "POST volunteer:time_code_removal": OWN_ACT,
    "GET volunteer:recovery_codes": OWN,
    "POST volunteer:recovery_codes": OWN_ACT,
    "GET volunteer:contacts": OWN,
    "POST volunteer:contacts": OWN,
    "GET volunteer:contact_code": OWN_ACT,  # nothing was sent: back to the contacts
    "POST volunteer:contact_code": OWN_ACT,
    "POST volunteer:contact_removal": OWN_ACT,
    "GET volunteer:identity": OWN,
    "GET volunteer:name_change": OWN_ACT,  # nothing is verified, so nothing is locked: back to the identity
    "POST volunteer:name_change": OWN_ACT,
    "POST volunteer:name_change_withdrawal": OWN_ACT,
}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(":")[1]
    if name == "device_revocation":
        return {"device_id": _device(world).pk}
    if name == "passkey_removal":
        return {"passkey_id": _passkey(world).pk}
    return {"kind": "phone"} if name == "contact_removal" else {}


def _device(world: World) -> Any:
    if "device" not in world.made:
        visit = Visit(agent="Chrome, Android", network="5.6.7.0/24", ip="5.6.7.8")
        world.made["device"] = devices.begin(
            person=world.cavid, session_key="cavid", method="email", visit=visit, now=world.now
        )
    return world.made["device"]


def _passkey(world: World) -> Any:
    if "passkey" not in world.made:
        world.made["passkey"] = Passkey.objects.create(
            created_at=world.now,
            person=world.cavid,
            name="Telefon",
            credential_id="cavid",
            public_key=b"",
            sign_count=0,
        )
    return world.made["passkey"]
