"""Accredited organisations are for everybody to read."""

from typing import Any

from tests.people import World

ROWS = {
    "GET portal:organisations": {"*": 200},
    "GET portal:organisation": {"*": 200},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    return {"slug": world.organisation.slug} if key.endswith(":organisation") else {}
