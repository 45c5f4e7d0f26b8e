"""What an organisation offers, in its office: the whole team reads, owners and coordinators write and publish."""

from typing import Any

from konullu.opportunities.operations import drafting
from tests.people import World

TEAM = {"nobody": 302, "viewer": 200, "shift_lead": 200, "coordinator": 200, "owner": 200, "*": 404}
WRITERS = {"nobody": 302, "viewer": 403, "shift_lead": 403, "coordinator": 200, "owner": 200, "*": 404}
WRITERS_ACT = {**WRITERS, "coordinator": 302, "owner": 302}

ROWS: dict[str, dict[str, int]] = {
    "GET office:opportunities": TEAM,
    "POST office:opportunities_several": WRITERS,  # nothing is ticked: the page says so
    "GET office:opportunity_new": WRITERS,
    "POST office:opportunity_new": WRITERS_ACT,
    "GET office:opportunity_import": WRITERS,
    "POST office:opportunity_import": WRITERS,  # no file
    "GET office:opportunity_import_columns": WRITERS_ACT,  # no file waits: back to the first page
    "POST office:opportunity_import_columns": WRITERS_ACT,
    "GET office:opportunity": TEAM,
    "GET office:opportunity_section": WRITERS,
    "POST office:opportunity_section": WRITERS_ACT,
    "GET office:opportunity_wording": WRITERS,
    "POST office:opportunity_wording": WRITERS_ACT,
    "GET office:opportunity_roles": WRITERS,
    "POST office:opportunity_roles": WRITERS_ACT,
    "GET office:opportunity_picture": WRITERS,
    "POST office:opportunity_picture": WRITERS,  # no picture
    "POST office:opportunity_picture_removal": WRITERS_ACT,
    "GET office:opportunity_kind": WRITERS,
    "POST office:opportunity_kind": WRITERS_ACT,
    "GET office:opportunity_check": WRITERS,
    "POST office:opportunity_check": WRITERS,  # the draft is not complete
    "POST office:opportunity_withdrawal": WRITERS,  # it was not sent
    "POST office:opportunity_confirmation": WRITERS_ACT,
    "GET office:opportunity_closing": WRITERS,
    "POST office:opportunity_closing": WRITERS_ACT,
    "POST office:opportunity_reopening": WRITERS,  # it is open
    "POST office:opportunity_archiving": WRITERS_ACT,
    "POST office:opportunity_restoration": WRITERS,  # it is not in the archive
    "POST office:opportunity_copy": WRITERS_ACT,
    "GET office:opportunity_series": WRITERS,
    "POST office:opportunity_series": WRITERS,  # no day
}
OF_THE_ORGANISATION = {
    "opportunities",
    "opportunities_several",
    "opportunity_new",
    "opportunity_import",
    "opportunity_import_columns",
}
PUBLISHED = {"opportunity", "opportunity_confirmation", "opportunity_closing", "opportunity_reopening"}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(":")[1]
    if name in OF_THE_ORGANISATION:
        return {"organisation_id": world.organisation.pk}
    row = world.made["opportunity"] if name in PUBLISHED else _draft(world)
    more = {"opportunity_section": {"key": "basics"}, "opportunity_wording": {"into": "ru"}}
    return {"opportunity_id": row.pk, **more.get(name, {})}


def data(world: World, key: str) -> dict[str, Any]:
    return {
        "POST office:opportunity_new": {"kind": "one_time", "title": "Ağacəkmə", "language": "az"},
        "POST office:opportunity_section": {"title": "Ağacəkmə", "where": "on_site"},
        "POST office:opportunity_kind": {"kind": "micro"},
        "POST office:opportunity_closing": {"closing": "filled"},
    }.get(key, {})


def _draft(world: World) -> Any:
    if "draft" not in world.made:
        world.made["draft"] = drafting.begin(
            organisation=world.organisation,
            kind="one_time",
            title="Yarımçıq elan",
            language="az",
            by=world.babek,
            now=world.now,
        )
    return world.made["draft"]
