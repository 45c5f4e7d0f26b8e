"""What the Union does: it reads what organisations send that are not trusted yet, and says yes or why not."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.operations import telling
from konullu.opportunities.operations.moves import move
from konullu.opportunities.queries.locks import locked
from konullu.opportunities.rules.publishing import refusals_to_offer
from konullu.organisations.queries.accreditation import check_union_decider
from konullu.organisations.queries.team import role_in
from konullu.organisations.rules.deciding import refusals_to_decide
from konullu.platform.errors import Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def accept(*, opportunity: Opportunity, by: "Person", text: str, now: datetime) -> Move:
    """Publish what was sent. Refused when the organisation has been suspended meanwhile."""
    row = _locked_for_decider(opportunity, by)
    if refusals := refusals_to_offer(organisation_state=row.organisation.state):
        raise Refused(refusals)
    made = move(name="accept", row=row, by=by, now=now, text=text)
    telling.tell_team(made, now)
    return made


@transaction.atomic
def send_back(*, opportunity: Opportunity, by: "Person", reasons: Sequence[str], text: str, now: datetime) -> Move:
    """Return what was sent, with reasons (codes of reasons.RETURN) and a written explanation."""
    row = _locked_for_decider(opportunity, by)
    made = move(name="return", row=row, by=by, now=now, reasons=reasons, text=text)
    telling.tell_team(made, now)
    return made


@transaction.atomic
def take_down(*, opportunity: Opportunity, by: "Person", reasons: Sequence[str], text: str, now: datetime) -> Move:
    """Take a public one back, with reasons: the public does not see it until it is mended and sent again."""
    row = _locked_for_decider(opportunity, by)
    made = move(name="take_down", row=row, by=by, now=now, reasons=reasons, text=text)
    telling.tell_team(made, now)
    return made


@transaction.atomic
def confirm_change(*, opportunity: Opportunity, by: "Person", now: datetime) -> Move:
    """What was changed in public has been read and is in order (move "recheck"); nobody is written to."""
    row = _locked_for_decider(opportunity, by)
    return move(name="recheck", row=row, by=by, now=now)


def _locked_for_decider(opportunity: Opportunity, by: "Person") -> Opportunity:
    check_union_decider(by)
    row = locked(opportunity.pk)
    if refusals := refusals_to_decide(
        domain="opportunities", is_member_of_it=role_in(by, row.organisation) is not None
    ):
        raise Refused(refusals)
    return row
