"""Documents of guardians: the Union's team reads, its owners and coordinators decide."""

from typing import Any

from konullu.accounts.operations import guardianships
from tests.people import World, upload

UNION = {"nobody": 302, "union": 200, "*": 404}
UNION_ACT = {"nobody": 302, "union": 302, "*": 404}
ROWS: dict[str, dict[str, int]] = {
    "GET registry:relations": UNION,
    "GET registry:relation_document": UNION,
    "POST registry:relation_confirmation": UNION_ACT,
    "POST registry:relation_rejection": UNION_ACT,
}


def arguments(world: World, key: str) -> dict[str, Any]:
    if "relation" not in world.made:
        held = world.made["guardianship"]
        guardianships.attach_document(guardianship_id=held.pk, by=world.gunay, upload=upload(), now=world.now)
        world.made["relation"] = held
    return {} if key.endswith(":relations") else {"guardianship_id": world.made["relation"].pk}
