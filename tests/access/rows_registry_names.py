"""Requests to change a verified name: the Union's team reads, its owners and coordinators decide."""

from datetime import date
from typing import Any

from konullu.accounts.identity import NationalIdentity
from konullu.accounts.operations import identity
from konullu.accounts.rules.devices import Visit
from tests.people import World

ROWS: dict[str, dict[str, int]] = {
    "GET registry:name_changes": {"nobody": 302, "union": 200, "*": 404},
    "POST registry:name_change_approval": {"nobody": 302, "union": 302, "*": 404},
    "POST registry:name_change_refusal": {"nobody": 302, "union": 302, "*": 404},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    change = _change(world)
    return {} if key.endswith("name_changes") else {"request_id": change.pk}


def data(world: World, key: str) -> dict[str, Any]:
    return {"answer": "Sənəd oxunmur."} if key.endswith("refusal") else {}


def _change(world: World) -> Any:
    """Cavid's identity is verified, and he asks for another name."""
    if "name_change" not in world.made:
        proved = NationalIdentity(
            issuer="https://id.example",
            subject="cavid",
            given_name="Cavid",
            family_name="İsmayılov",
            birth_date=date(world.cavid.birth_year, 5, 5),
        )
        visit = Visit(agent="", network="", ip="")
        identity.connect_or_sign_in(identity=proved, person=world.cavid, visit=visit, now=world.now)
        world.made["name_change"] = identity.ask_for_name_change(
            person=world.cavid, name="Cavid Həsənli", birth_date=None, reason="Nikah", now=world.now
        )
    return world.made["name_change"]
