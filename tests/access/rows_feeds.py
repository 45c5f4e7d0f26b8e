"""Feeds and the site's map: public, the same for everybody."""

from typing import Any

from tests.people import World

ROWS = {
    "GET feeds:rpde_opportunities": {"*": 200},
    "GET feeds:atom_opportunities": {"*": 200},
    "GET sitemap": {"*": 200},
    "GET sitemap_pages": {"*": 200},
    "GET sitemap_organisations": {"*": 200},
    "GET sitemap_opportunities": {"*": 200},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    return {
        "GET feeds:atom_opportunities": {"language": "az"},
        "GET sitemap_opportunities": {"start": world.made["opportunity"].pk},
    }.get(key, {})
