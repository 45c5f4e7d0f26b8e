"""My space: own pages for everybody; those of a minor exist for the minor and the guardian, and for nobody else."""

from typing import Any

from konullu.accounts.operations import erasure, export, family
from konullu.accounts.queries.erasure import receipt_token
from konullu.accounts.rules.contacts import Contact
from tests.people import GUARDIAN_TOKEN, World, person

SECTIONS = ("about", "letters", "district", "languages", "skills", "causes", "availability")
SECTIONS += ("emergency_contact", "access_needs")
NEEDS_A_FIELD = {"about", "letters"}  # an empty form is shown again; the other sections are emptied by it
OWN = {"nobody": 302, "*": 200}
OWN_ACT = {"nobody": 302, "*": 302}
WARD = {"nobody": 302, "minor": 200, "guardian": 200, "*": 404}
WARD_ACT = {**WARD, "minor": 302, "guardian": 302}
FAMILY_ALONE = WARD
EVERYBODY = {"*": 200}
ASKED = {"nobody": 302, "volunteer": 200, "*": 404}  # the invitation went to Aygün's address

TWINS: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "GET profile": (OWN, WARD),
    **{f"GET profile_{section}": (OWN, WARD) for section in SECTIONS},
    **{
        f"POST profile_{section}": (OWN, WARD) if section in NEEDS_A_FIELD else (OWN_ACT, WARD_ACT)
        for section in SECTIONS
    },
    "GET guardians": (OWN, WARD),
    "GET guardian_invite": (OWN, WARD),
    "POST guardian_invite": (OWN, WARD),
    "POST guardian_invitation_withdrawal": (WARD_ACT, WARD_ACT),
    "GET consents": (OWN, WARD),
    "GET consent": (OWN, WARD),
    "POST consent_giving": (OWN_ACT, WARD_ACT),
    # Never given: a sentence says that there is nothing to withdraw.
    "POST consent_withdrawal": ({**OWN, "*": 409}, {**WARD, "minor": 409, "guardian": 409}),
    "GET access": (OWN, WARD),
    "GET data": (OWN, WARD),
    "POST export": (OWN_ACT, WARD_ACT),
    "GET erasure": (OWN, WARD),
    # The only owners of organisations and the operator hand over first.
    "POST erasure": ({**OWN_ACT, "owner": 409, "other_owner": 409, "union": 409, "operator": 409}, WARD_ACT),
    "POST erasure_cancellation": (OWN_ACT, WARD_ACT),
}
ROWS: dict[str, dict[str, int]] = {
    "GET volunteer:home": OWN,
    "GET volunteer:ward": WARD,
    "GET volunteer:guardianship_end": FAMILY_ALONE,
    "POST volunteer:guardianship_end": WARD_ACT,
    "GET volunteer:guardianship_document": {**WARD, "minor": 404},
    "POST volunteer:guardianship_document": {**WARD, "minor": 404},
    # By the letter's link: somebody who is not signed in sees a first name, and may say no.
    "GET volunteer:guardian_invitation": EVERYBODY,
    "POST volunteer:guardian_invitation": EVERYBODY,
    "POST volunteer:guardian_refusal": EVERYBODY,
    "GET volunteer:guardian_asked": ASKED,
    "POST volunteer:guardian_asked": ASKED,
    "POST volunteer:guardian_asked_refusal": ASKED,
    # Asked for by the guardian: not even the minor gets it.
    "GET volunteer:export_file": {"nobody": 302, "guardian": 200, "*": 404},
    "GET volunteer:erasure_receipt": EVERYBODY,
}
for key, (own, ward) in TWINS.items():
    method, name = key.split(" ")
    ROWS[f"{method} volunteer:{name}"] = own
    ROWS[f"{method} volunteer:ward_{name}"] = ward


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(":")[1]
    ward = {"person_id": world.fidan.pk} if name.startswith("ward") else {}
    return ward | _own_arguments(world, name.removeprefix("ward_"))


def _own_arguments(world: World, name: str) -> dict[str, Any]:
    match name:
        case "guardian_invitation" | "guardian_refusal":
            return {"token": GUARDIAN_TOKEN}
        case "guardian_invitation_withdrawal":
            return {"invitation_id": world.made["guardian_invitation"].pk}
        case "guardian_asked" | "guardian_asked_refusal":
            return {"invitation_id": _invitation_to_aygun(world).pk}
        case "guardianship_end" | "guardianship_document":
            return {"guardianship_id": world.made["guardianship"].pk}
        case "consent" | "consent_withdrawal":
            return {"purpose": "pictures"}
        case "consent_giving":
            return {"purpose": "news"}
        case "export_file":
            return {"export_id": _export(world).pk}
        case "erasure_receipt":
            done = _erasure(world)
            return {"erasure_id": done.pk, "token": receipt_token(done)}
    return {}


def _invitation_to_aygun(world: World) -> Any:
    if "asked" not in world.made:
        world.made["asked"] = family.invite(
            minor=world.fidan,
            by=world.fidan,
            address=Contact("email", str(world.aygun.email)),
            relation="other",
            language="az",
            now=world.now,
        )
    return world.made["asked"]


def _export(world: World) -> Any:
    if "export" not in world.made:
        asked = export.ask(person=world.fidan, by=world.gunay, language="az", now=world.now)
        export.build(export_id=asked.pk, now=world.now)
        asked.refresh_from_db()
        world.made["export"] = asked
    return world.made["export"]


def _erasure(world: World) -> Any:
    if "erasure" not in world.made:
        leaving = person("Yusif Mürsəlov", world.now.year - 40, "yusif@people.example", now=world.now)
        world.made["erasure"] = erasure.ask(person=leaving, by=leaving, language="az", now=world.now)
    return world.made["erasure"]
