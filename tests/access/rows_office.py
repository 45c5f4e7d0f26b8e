"""The office: outsiders get 404, the team by role, as in organisations.rules.roles."""

from typing import Any

from konullu.organisations.models import Organisation
from tests.people import TEAM_TOKEN, World

SIGNED_IN = {"nobody": 302, "*": 200}
TEAM = {"nobody": 302, "viewer": 200, "shift_lead": 200, "coordinator": 200, "owner": 200, "*": 404}
COORDINATORS = {"nobody": 302, "viewer": 403, "shift_lead": 403, "coordinator": 200, "owner": 200, "*": 404}
COORDINATORS_ACT = {**COORDINATORS, "coordinator": 302, "owner": 302}
OWNERS = {"nobody": 302, "viewer": 403, "shift_lead": 403, "coordinator": 403, "owner": 200, "*": 404}
OWNERS_ACT = {**OWNERS, "owner": 302}
EVERYBODY = {"*": 200}

ROWS: dict[str, dict[str, int]] = {
    # One team: straight to it. None: how to begin.
    "GET office:home": {
        "nobody": 302,
        "viewer": 302,
        "shift_lead": 302,
        "coordinator": 302,
        "owner": 302,
        "other_owner": 302,
        "union": 302,
        "*": 200,
    },
    "GET office:new": SIGNED_IN,
    "POST office:new": {"minor": 200, "*": 302},  # people under 18 are told why not
    "POST office:new_partner": {"minor": 200, "*": 302},
    "GET office:invitation": EVERYBODY,
    # The team has its place already, a minor can't have one.
    "POST office:acceptance": {
        "minor": 200,
        "viewer": 200,
        "shift_lead": 200,
        "coordinator": 200,
        "owner": 200,
        "*": 302,
    },
    "POST office:refusal": EVERYBODY,
    "GET office:overview": TEAM,
    "GET office:about": COORDINATORS,
    "POST office:about": COORDINATORS,  # accredited: the page says why it is locked
    "GET office:work": COORDINATORS,
    "POST office:work": COORDINATORS_ACT,
    "GET office:contact": COORDINATORS,
    "POST office:contact": COORDINATORS_ACT,
    "GET office:documents": COORDINATORS,
    "POST office:documents": COORDINATORS,  # accredited: locked
    "GET office:document": COORDINATORS,
    "POST office:document_removal": {**COORDINATORS, "coordinator": 409, "owner": 409},  # accredited: locked
    "POST office:submission": OWNERS,  # accredited: nothing to send
    "POST office:submission_withdrawal": OWNERS,
    "GET office:team": TEAM,
    "GET office:responsible": OWNERS_ACT,
    "POST office:responsible": OWNERS_ACT,
    "GET office:handover": OWNERS,
    "POST office:handover": OWNERS_ACT,
    "GET office:leaving": TEAM,
    "POST office:leaving": {**TEAM, "viewer": 302, "shift_lead": 302, "coordinator": 302},  # the only owner stays
    "GET office:invite": COORDINATORS,
    "POST office:invite": COORDINATORS_ACT,
    "POST office:invitation_withdrawal": COORDINATORS_ACT,
    "GET office:member": OWNERS,
    "POST office:member": OWNERS_ACT,
    "GET office:member_removal": OWNERS,
    "POST office:member_removal": OWNERS_ACT,
}
# A group alone has a responsible coordinator; this organisation is none.
ROWS["GET office:responsible"] = ROWS["POST office:responsible"] = {**OWNERS, "owner": 404}

WITHOUT_ORGANISATION = {"home", "new", "new_partner"}
WITH_TOKEN = {"invitation", "acceptance", "refusal"}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(":")[1]
    if name in WITHOUT_ORGANISATION:
        return {}
    if name in WITH_TOKEN:
        return {"token": TEAM_TOKEN}
    more = {
        "document": {"document_id": world.made["paper"].pk},
        "document_removal": {"document_id": world.made["paper"].pk},
        "invitation_withdrawal": {"invitation_id": world.made["invitation"].pk},
        "member": {"member_id": world.made["member_vusal"].pk},
        "member_removal": {"member_id": world.made["member_vusal"].pk},
    }
    organisation: Organisation = world.organisation
    return {"organisation_id": organisation.pk, **more.get(name, {})}


def data(world: World, key: str) -> dict[str, Any]:
    return {
        "POST office:new": {"name": "Yeni Addım", "legal_form": "ngo"},
        "POST office:new_partner": {"name": "Yeni Şirkət"},
        "POST office:acceptance": {"confirmed": "on"},
        "POST office:about": {"name": "Yaşıl Xəzər"},
        "POST office:work": {"description": "Sahil.", "directions": ["3.0.9"]},
        "POST office:contact": {"email": "info@public.example", "district_codes": ["AZ-BA"]},
        "POST office:handover": {"member": str(world.made["member_babek"].pk)},
        "POST office:invite": {"contact": "yeni@public.example", "role": "viewer", "language": "az"},
        "POST office:member": {"role": "shift_lead"},
    }.get(key, {})
