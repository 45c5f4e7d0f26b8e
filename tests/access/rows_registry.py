"""The Union's desk: its team reads, its owners and coordinators decide, for everybody else it does not exist."""

from datetime import date
from typing import Any

from konullu.organisations.operations import federation
from tests.people import World

UNION = {"nobody": 302, "union": 200, "*": 404}
UNION_ACTS = {"nobody": 302, "union": 302, "*": 404}

ROWS: dict[str, dict[str, int]] = {
    "GET registry:home": {**UNION, "operator": 302},  # an operator's room is the letters
    "GET registry:decisions": UNION,
    "GET registry:case": UNION,
    "GET registry:document": UNION,
    "GET registry:return": UNION,
    "POST registry:return": UNION_ACTS,
    "GET registry:accreditation": UNION,
    "POST registry:accreditation": UNION_ACTS,
    "GET registry:suspension": UNION,
    "POST registry:suspension": UNION_ACTS,
    "GET registry:reinstatement": UNION,
    "POST registry:reinstatement": UNION,  # not suspended: the page says so
    "GET registry:correction": UNION,
    "POST registry:correction": UNION_ACTS,
    "GET registry:unions": UNION,
    "GET registry:membership_new": UNION,
    "POST registry:membership_new": UNION_ACTS,
    "GET registry:membership_end": UNION,
    "POST registry:membership_end": UNION_ACTS,
    "GET registry:offices": UNION,
    "POST registry:offices": UNION_ACTS,
    "GET registry:office_end": UNION,
    "POST registry:office_end": UNION_ACTS,
}
WITHOUT_OBJECT = {"home", "decisions", "unions", "membership_new"}
ACCREDITED = {"suspension", "reinstatement", "correction"}
SINCE = {"since_date_day": "1", "since_date_month": "1", "since_date_year": "2027"}
UNTIL = {"until_date_day": "1", "until_date_month": "1", "until_date_year": "2028"}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(":")[1]
    if name in WITHOUT_OBJECT:
        return {}
    if name == "membership_end":
        return {"membership_id": _membership(world).pk}
    if name == "office_end":
        return {"office_id": _office(world).pk}
    if name == "offices":
        return {"organisation_id": world.union.pk}
    if name == "document":
        return {"organisation_id": world.other.pk, "document_id": world.made["other_paper"].pk}
    return {"organisation_id": (world.organisation if name in ACCREDITED else world.other).pk}


def data(world: World, key: str) -> dict[str, Any]:
    return {
        "POST registry:return": {"reasons": ["document_missing"], "text": "Nizamnamənin 2-ci səhifəsi yoxdur."},
        "POST registry:suspension": {"reasons": ["complaints"], "text": "Şikayətlər təsdiqlənib."},
        "POST registry:correction": {"name": "Yaşıl Xəzər", "tax_number": "1400000011", "text": "Çıxarış"},
        "POST registry:membership_new": {
            "union": str(world.union.pk),
            "member": str(world.organisation.pk),
            "since_date_day": "1",
            "since_date_month": "1",
            "since_date_year": "2030",
        },
        "POST registry:membership_end": UNTIL,
        "POST registry:offices": {"post": "secretary", "person": str(world.elmira.pk), **SINCE, **UNTIL},
        "POST registry:office_end": UNTIL,
    }.get(key, {})


def _membership(world: World) -> Any:
    if "membership" not in world.made:
        world.made["membership"] = federation.join_union(
            union=world.union,
            member=world.organisation,
            by=world.elmira,
            since_date=date(2026, 1, 1),
            until_date=date(2030, 1, 1),
            now=world.now,
        )
    return world.made["membership"]


def _office(world: World) -> Any:
    if "office" not in world.made:
        world.made["office"] = federation.appoint(
            organisation=world.union,
            person=world.elmira,
            post="chair",
            by=world.elmira,
            since_date=date(2026, 1, 1),
            until_date=None,
            now=world.now,
        )
    return world.made["office"]
