"""What the organisation does with its opportunity: send it, take it back, close it, open it again, put it away."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.operations import telling
from konullu.opportunities.operations.moves import move
from konullu.opportunities.queries.locks import locked_for
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.queries.trust import is_trusted
from konullu.opportunities.rules.publishing import refusals_to_close, refusals_to_move, refusals_to_submit
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.words import Closing, Declaration, Kind
from konullu.platform.errors import Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def submit(*, opportunity: Opportunity, declared: Collection[str], by: "Person", now: datetime) -> Move:
    """Declare the five sentences (words.Declaration, volunteering kinds only) and send it to the Union.

    What a trusted organisation sends is public at once (move "publish" instead of "submit").
    Refused with all that is missing, each at its field.
    """
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    name = "publish" if is_trusted(row.organisation) else "submit"
    _check(name, row)
    _check_complete(row, declared, now)
    row.declarations = _declarations(row, declared, by, now)
    made = move(name=name, row=row, by=by, now=now)
    if name == "submit":
        telling.tell_sender(made, by, now)
    return made


@transaction.atomic
def withdraw(*, opportunity: Opportunity, by: "Person", now: datetime) -> Move:
    """Take it back before the Union has answered, to change it."""
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    return move(name="withdraw", row=row, by=by, now=now)


@transaction.atomic
def close(*, opportunity: Opportunity, closing: str, by: "Person", now: datetime) -> Move:
    """Take nobody any more; `closing` is FILLED, ENDED, DEADLINE or CANCELLED. Who saved a cancelled one is told."""
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    _check("close", row)
    if refusals := refusals_to_close(closing):
        raise Refused(refusals)
    row.closing = closing
    made = move(name="close", row=row, by=by, now=now)
    if closing == Closing.CANCELLED:
        telling.tell_savers(made, now)
    return made


@transaction.atomic
def reopen(*, opportunity: Opportunity, by: "Person", now: datetime) -> Move:
    """Take people again. What has become incomplete or is over by now is refused: change its days first."""
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    _check("reopen", row)
    _check_complete(row, row.declarations, now)
    return move(name="reopen", row=row, by=by, now=now)


@transaction.atomic
def archive(*, opportunity: Opportunity, by: "Person", now: datetime) -> Move:
    """Put away what is closed or was never published: the public does not see it any more."""
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    return move(name="archive", row=row, by=by, now=now)


@transaction.atomic
def restore(*, opportunity: Opportunity, by: "Person", now: datetime) -> Move:
    """Take it out of the archive as a draft, to be published anew."""
    row = locked_for(by, opportunity.pk, Act.PUBLISH)
    return move(name="restore", row=row, by=by, now=now)


def _check(name: str, row: Opportunity) -> None:
    if refusals := refusals_to_move(move=name, state=row.state):
        raise Refused(refusals)


def _check_complete(row: Opportunity, declared: Collection[str], now: datetime) -> None:
    refusals = refusals_to_submit(
        details_of(row),
        declared=declared,
        organisation_state=row.organisation.state,
        legal_form=row.organisation.legal_form,
        now=now,
    )
    if refusals:
        raise Refused(refusals)


def _declarations(
    row: Opportunity, declared: Collection[str], by: "Person", now: datetime
) -> dict[str, dict[str, str]]:
    if not Kind(row.kind).is_volunteering:
        return {}
    return {word.value: {"by": str(by.pk), "at": now.isoformat()} for word in Declaration if word.value in declared}
