"""Coming in is for everybody; who is in already is led on. National identity: not connected in this world."""

from typing import Any

from tests.people import World

WHO_IS_IN_GOES_ON = {"nobody": 200, "*": 302}
NOTHING_BEGUN = {"*": 302}  # back to the first page
NOT_CONNECTED = {"*": 404}

ROWS: dict[str, dict[str, int]] = {
    "GET portal:sign_up": WHO_IS_IN_GOES_ON,
    "POST portal:sign_up": WHO_IS_IN_GOES_ON,
    "GET portal:sign_up_code": NOTHING_BEGUN,
    "POST portal:sign_up_code": NOTHING_BEGUN,
    "POST portal:sign_up_code_again": NOTHING_BEGUN,
    "GET portal:sign_up_account": NOTHING_BEGUN,
    "POST portal:sign_up_account": NOTHING_BEGUN,
    "POST portal:sign_up_other_contact": NOTHING_BEGUN,
    "GET portal:sign_in": WHO_IS_IN_GOES_ON,
    "POST portal:sign_in": WHO_IS_IN_GOES_ON,
    "GET portal:sign_in_code": NOTHING_BEGUN,
    "POST portal:sign_in_code": NOTHING_BEGUN,
    "POST portal:sign_in_code_again": NOTHING_BEGUN,
    "POST portal:sign_in_passkey": {"*": 422},  # no challenge, no passkey
    "POST portal:sign_in_challenge": {"*": 200},
    "POST portal:sign_out": {"*": 302},
    "POST openid_connect_login": NOT_CONNECTED,
    "GET openid_connect_callback": NOT_CONNECTED,
    "POST identity_token_login": NOT_CONNECTED,
    "GET identity_token_return": NOT_CONNECTED,
    "POST identity_token_check": NOT_CONNECTED,
}


def arguments(world: World, key: str) -> dict[str, Any]:
    return {"provider_id": "national"} if "openid_connect" in key else {}
