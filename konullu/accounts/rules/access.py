"""Words for "who saw my data": every code that a record may carry, so that its person can always read it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAME_LOOK = timedelta(hours=1)  # a reader who turns the page again within the hour has looked once

READERS: dict[str, Promise] = {
    "self": _("You yourself"),
    "guardian": _("Your guardian"),
    "owner": _("head of the organisation"),
    "coordinator": _("coordinator"),
    "shift_lead": _("shift lead"),
    "viewer": _("member of the team"),
    "team": _("member of the team"),
    "union": _("employee of the Union"),
    "operator": _("operator of the system"),
}

PURPOSES: dict[str, Promise] = {
    "team": _("Work with the team"),
    "accreditation": _("Check of an organisation"),
    "application": _("Your application"),
    "shift": _("Preparing a shift"),
    "emergency": _("An emergency"),
    "support": _("Help with your account"),
    "identity": _("Check of a name or birth date"),
    "relation": _("Check of a guardian's document"),
    "guardianship": _("Care for a minor"),
    "access_needs": _("Preparing what you need"),
    "letters": _("A letter that did not arrive"),
    "own": _("Own page"),
}

FIELDS: dict[str, Promise] = {
    "name": _("name"),
    "birth_year": _("year of birth"),
    "birth_date": _("date of birth"),
    "age": _("age"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "language": _("language of letters"),
    "district": _("district"),
    "languages": _("languages"),
    "skills": _("skills"),
    "causes": _("interests"),
    "availability": _("free time"),
    "emergency_contact": _("emergency contact"),
    "access_needs": _("what you need to take part"),
    "guardians": _("guardians"),
    "consents": _("consents"),
    "role": _("role in the organisation"),
    "documents": _("documents"),
    "letters": _("letters"),
    "devices": _("devices"),
    "access_records": _("who saw the data"),
}


def unknown_codes(*, role: str, purpose: str, fields: Iterable[str]) -> list[str]:
    """Codes without words: a record with one of these could not be understood by its person."""
    wrong = [code for code, known in ((role, READERS), (purpose, PURPOSES)) if code not in known]
    return wrong + [field for field in fields if field not in FIELDS]


def fields_not_seen_yet(fields: Sequence[str], seen: Iterable[Sequence[str]]) -> list[str]:
    """What a look adds to the looks of the same hour, in the given order; empty when it adds nothing."""
    known = {field for fields_then in seen for field in fields_then}
    return [field for field in dict.fromkeys(fields) if field not in known]
