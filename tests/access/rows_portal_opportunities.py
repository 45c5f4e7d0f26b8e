"""Opportunities are for everybody to find, read and join."""

from typing import Any

from tests.people import World

ROWS = {
    "GET portal:opportunities": {"*": 200},
    "GET portal:opportunities_map": {"*": 200},
    "GET portal:opportunity": {"*": 200},
    "GET portal:opportunity_short": {"*": 302},
    "GET portal:opportunity_calendar": {"*": 200},
    "GET portal:opportunity_picture": {"*": 404},  # it has none
    "GET portal:joining": {"*": 200},
    "POST portal:joining": {"*": 302},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    if "opportunities" in key:
        return {}
    opportunity = world.made["opportunity"]
    known = {"opportunity_id": opportunity.pk}
    return {**known, "slug": opportunity.slug} if key.endswith("portal:opportunity") else known
