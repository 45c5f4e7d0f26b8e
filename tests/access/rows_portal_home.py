"""The first page and the pages of words are for everybody."""

from typing import Any

from tests.people import World

ROWS = {
    "GET portal:home": {"*": 200},
    "GET portal:how_to_start": {"*": 200},
    "GET portal:under_18": {"*": 200},
    "GET portal:for_organisations": {"*": 200},
    "GET portal:rules": {"*": 200},
    "GET portal:privacy": {"*": 200},
    "GET portal:accessibility": {"*": 200},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    return {}
