"""Letters that follow from what happened in accounts, which stands below (konullu/reactions.py)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from konullu.accounts.facts import ExportReady, GuardianAccepted, GuardianDeclined, GuardianshipEnded
from konullu.accounts.queries.people import living
from konullu.messaging.operations.outbox import queue


def on_guardian_accepted(fact: GuardianAccepted) -> None:
    """To the minor: the next step is the page of consents."""
    _tell([fact.minor_id], "guardian_accepted", "volunteer:consents", now=fact.at, key=str(fact.guardianship_id))


def on_guardian_declined(fact: GuardianDeclined) -> None:
    """To the minor: somebody else has to be asked."""
    _tell([fact.minor_id], "guardian_declined", "volunteer:guardian_invite", now=fact.at)


def on_guardianship_ended(fact: GuardianshipEnded) -> None:
    """To both sides; whoever is being erased gets no more letters."""
    _tell(
        [fact.minor_id, fact.guardian_id],
        "guardianship_ended",
        "volunteer:guardians",
        now=fact.at,
        key=str(fact.guardianship_id),
        ending=fact.ending,
    )


def on_export_ready(fact: ExportReady) -> None:
    """To the one who asked."""
    _tell(
        [fact.requested_by_id],
        "export_ready",
        "volunteer:data",
        now=fact.at,
        key=str(fact.export_id),
        expires_at=fact.expires_at,
    )


@transaction.atomic
def _tell(
    person_ids: Iterable[UUID], name: str, page: str, *, now: datetime, key: str | None = None, **context: Any
) -> None:
    for person in living(person_ids):
        with translation.override(person.language):
            url = settings.PUBLIC_URL.rstrip("/") + reverse(page)
        queue(to=person, template=f"accounts/letters/{name}", context={**context, "url": url}, now=now, key=key)
