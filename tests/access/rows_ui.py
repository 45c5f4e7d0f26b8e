"""Addresses without a language are for everybody."""

from typing import Any

from tests.people import World

ROWS = {
    "GET ui:root": {"*": 302},
    "POST ui:theme": {"*": 302},
    "GET ui:style_guide_root": {"*": 302},
    "GET ui:style_guide": {"*": 200},
    "GET ui:robots": {"*": 200},
    "GET ui:security": {"*": 404},  # until the installation names a contact
    "GET ui:favicon": {"*": 302},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    return {"language": "az"} if key.endswith(":style_guide") else {}
