"""The one place where a state changes: the row, its Move, the journal's line, the fact."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.operations.drafting import note
from konullu.opportunities.rules.publishing import MOVES, refusals_to_move
from konullu.opportunities.words import State
from konullu.platform.errors import Refused
from konullu.platform.facts import publish

if TYPE_CHECKING:
    from konullu.accounts.models import Person

VERBS = {
    "submit": "submitted",
    "publish": "published",
    "withdraw": "withdrawn",
    "accept": "accepted",
    "return": "returned",
    "take_down": "taken_down",
    "recheck": "rechecked",
    "close": "closed",
    "reopen": "reopened",
    "archive": "archived",
    "restore": "restored",
}


@transaction.atomic(savepoint=False)
def move(
    *,
    name: str,
    row: Opportunity,
    by: "Person | None",
    now: datetime,
    reasons: Sequence[str] = (),
    text: str = "",
) -> Move:
    """Carry out a move of rules.publishing.MOVES on a locked row whose other changes stand already; by None: a job.

    Refused when the state does not allow it or reasons are missing. Who may do it is asked by the caller.
    """
    if refusals := refusals_to_move(move=name, state=row.state, reasons=reasons, text=text):
        raise Refused(refusals)
    source, target = State(row.state), MOVES[name].target
    _put(row, name, target, now)
    row.save()
    made = Move.objects.create(
        opportunity=row,
        move=name,
        from_state=source.value,
        to_state=target.value,
        moved_by=by,
        reasons=[*reasons, *([row.closing] if name == "close" else [])],
        text=text,
        created_at=now,
    )
    note(
        row=row,
        verb=VERBS[name],
        by=by,
        now=now,
        **{"from": source.value, "to": target.value, "reasons": list(made.reasons)},
    )
    if {source, target} & {State.PUBLISHED, State.CLOSED}:
        publish(OpportunitiesChanged(opportunity_ids=(row.pk,)))
    return made


def _put(row: Opportunity, name: str, target: State, now: datetime) -> None:
    """The row in its new state, with the moments that belong to it."""
    row.state = target.value
    row.changed_at = now
    if target == State.PUBLISHED:
        row.published_at = row.published_at or now
        row.confirmed_at = now
    # What was changed while it was closed is still to be read when it opens again.
    if target not in (State.PUBLISHED, State.CLOSED) or name == "recheck":
        row.recheck_since = None
    row.submitted_at = now if name in ("submit", "publish") else row.submitted_at
    row.closed_at = now if target == State.CLOSED else row.closed_at if target == State.ARCHIVED else None
    row.closing = row.closing if target in (State.CLOSED, State.ARCHIVED) else ""
    row.archived_at = now if target == State.ARCHIVED else None
    row.asked_at = None
