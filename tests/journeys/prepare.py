"""Run inside an installation: makes the people of tests/people.py there and tells, as JSON, how to be them.

sessions: a signed-in session for each role. pages: every GET route with its address and somebody who may see it.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konullu.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from konullu.platform import clock  # noqa: E402
from tests.access.asking import clients  # noqa: E402
from tests.access.policy import NAMES, expected, keys_of, policy  # noqa: E402
from tests.access.routes import routes  # noqa: E402
from tests.people import World, build_world  # noqa: E402


def pages(world: World) -> list[dict[str, str]]:
    """Each page, and the most ordinary reader who gets it."""
    whole = policy()
    listed = []
    for route, key in keys_of(routes(), whole.rows):
        row = whole.rows.get(key)
        reader = next((role for role in NAMES if row and expected(row, role) == 200), None)
        if route.method != "GET" or reader is None:
            continue
        with translation.override("az"):
            address = reverse(route.name, kwargs=whole.arguments(world, key))
        listed.append({"name": route.name, "address": address, "role": reader})
    return listed


def main() -> None:
    world = build_world(clock.now())
    sessions = {
        role: each.cookies[settings.SESSION_COOKIE_NAME].value
        for role, each in clients(world).items()
        if role != "nobody"
    }
    addresses = {"minor_id": str(world.fidan.pk), "organisation_id": str(world.organisation.pk)}
    told = {"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "pages": pages(world), "ids": addresses}
    sys.stdout.write(json.dumps(told) + "\n")


main()
