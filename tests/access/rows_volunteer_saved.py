"""What a person keeps is the person's own: everybody has such pages, nobody sees another's."""

from typing import Any

from konullu.search.operations.saved import save
from konullu.search.rules.asking import Asking
from konullu.search.words import Rhythm
from tests.people import World

OWN = {"nobody": 302, "*": 200}
ACT = {"nobody": 302, "*": 302}
AYGUNS = {"nobody": 302, "volunteer": 200, "*": 404}
AYGUNS_ACT = {**AYGUNS, "volunteer": 302}

ROWS = {
    "GET volunteer:saved": OWN,
    "POST volunteer:saving": ACT,
    "GET volunteer:saved_searches": OWN,
    "GET volunteer:saved_search_new": OWN,
    "POST volunteer:saved_search_new": OWN,  # an empty form is shown again
    "GET volunteer:saved_search": AYGUNS,
    "POST volunteer:saved_search": AYGUNS,
    "POST volunteer:saved_search_removal": AYGUNS_ACT,
}


def arguments(world: World, key: str) -> dict[str, Any]:
    if key.endswith(":saving"):
        return {"opportunity_id": world.made["opportunity"].pk}
    if key.endswith((":saved_search", ":saved_search_removal")):
        asking = Asking(text="sahil")
        row = save(person=world.aygun, asking=asking, name="Sahil", rhythm=Rhythm.WEEKLY, now=world.now)
        return {"saved_id": row.pk}
    return {}
