"""The Union's desk for opportunities: its team reads, its owners and coordinators decide, others do not find it."""

from dataclasses import replace
from typing import Any

from konullu.opportunities.operations import drafting, publishing
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.rules.details import Words
from konullu.opportunities.words import Declaration
from tests.people import World

UNION = {"nobody": 302, "union": 200, "*": 404}
UNION_ACTS = {"nobody": 302, "union": 302, "*": 404}

ROWS: dict[str, dict[str, int]] = {
    "GET registry:opportunities": UNION,
    "GET registry:opportunity_decisions": UNION,
    "GET registry:opportunity": UNION,
    "POST registry:opportunity_acceptance": UNION_ACTS,
    "GET registry:opportunity_return": UNION,
    "POST registry:opportunity_return": UNION_ACTS,
    "GET registry:opportunity_removal": UNION,
    "POST registry:opportunity_removal": UNION_ACTS,
    "POST registry:opportunity_recheck": UNION_ACTS,
    "GET registry:trust": UNION,
    "POST registry:trust_giving": UNION_ACTS,
    "POST registry:trust_end": UNION,  # it is not trusted: the page says so
}
PUBLISHED = {"opportunity_removal", "opportunity_recheck"}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(":")[1]
    if name in ("opportunities", "opportunity_decisions", "trust"):
        return {}
    if name.startswith("trust"):
        return {"organisation_id": world.organisation.pk}
    return {"opportunity_id": (world.made["opportunity"] if name in PUBLISHED else _waiting(world)).pk}


def data(world: World, key: str) -> dict[str, Any]:
    reasons = {"reasons": ["work_unclear"], "text": "İşi bir cümlə ilə yazın."}
    return reasons if key in ("POST registry:opportunity_return", "POST registry:opportunity_removal") else {}


def _waiting(world: World) -> Any:
    if "waiting" not in world.made:
        about = {"by": world.babek, "now": world.now}
        row = drafting.begin(
            organisation=world.organisation, kind="one_time", title="Gözləyən elan", language="az", **about
        )
        details = details_of(world.made["opportunity"])
        words = Words(title="Gözləyən elan", summary="Oxunmağı gözləyir.", text="Sahildə işləyirik.")
        drafting.save(opportunity=row, details=replace(details, wordings={"az": words}), **about)
        publishing.submit(opportunity=row, declared=[word.value for word in Declaration], **about)
        row.refresh_from_db()
        world.made["waiting"] = row
    return world.made["waiting"]
