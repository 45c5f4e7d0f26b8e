"""A verified identity that has no account yet waits in the session, sealed, until its newcomer has one."""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from konullu.accounts.identity import LegalEntity, NationalIdentity
from konullu.accounts.operations.identity import connect_or_sign_in
from konullu.accounts.rules.identity import PENDING_FOR_MINUTES
from konullu.platform.errors import Refused
from konullu.platform.secrets import seal, unseal
from konullu.web.ui.forms import sentence
from konullu.web.ui.signing_in import visit_of

if TYPE_CHECKING:
    from konullu.accounts.models import Person

KEY = "waiting_identity"


def let_wait(request: HttpRequest, identity: NationalIdentity) -> None:
    until = request.now + timedelta(minutes=PENDING_FOR_MINUTES)
    kept = asdict(identity) | {"birth_date": identity.birth_date.isoformat() if identity.birth_date else None}
    request.session[KEY] = {"identity": seal(json.dumps(kept)), "until": until.isoformat()}


def connect_waiting_identity(request: HttpRequest, person: "Person") -> None:
    """Called when somebody has just come in: link what was verified before. A refusal is said, and stops nothing."""
    kept = request.session.pop(KEY, None)
    now = request.now
    if not kept or datetime.fromisoformat(kept["until"]) <= now:
        return
    try:
        connect_or_sign_in(identity=_unsealed(kept["identity"]), person=person, visit=visit_of(request), now=now)
        messages.success(request, _("Your identity is verified. Name and birth date are locked now."))
    except Refused as refused:
        messages.warning(request, sentence(refused.reasons[0]))


def _unsealed(sealed: str) -> NationalIdentity:
    values = json.loads(unseal(sealed))
    values["birth_date"] = date.fromisoformat(values["birth_date"]) if values["birth_date"] else None
    values["legal_entities"] = tuple(LegalEntity(**entity) for entity in values["legal_entities"])
    return NationalIdentity(**values)
