"""The moves of the accreditation. Each is a Decision row, a journal line and a letter to the owners, all or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.journal.operations import record
from konullu.messaging.operations import queue
from konullu.organisations import letters
from konullu.organisations.facts import Accredited, Reinstated, Suspended
from konullu.organisations.models import Decision, Organisation
from konullu.organisations.operations.constraints import explained
from konullu.organisations.operations.registration import KIND
from konullu.organisations.queries.accreditation import check_union_decider, papers_of
from konullu.organisations.queries.locks import locked
from konullu.organisations.queries.team import organisation_for, role_in
from konullu.organisations.rules.accreditation import (
    MOVES,
    answer_due,
    refusals_to_move,
    refusals_to_submit,
)
from konullu.organisations.rules.deciding import refusals_to_decide
from konullu.organisations.rules.roles import Act
from konullu.organisations.words import Role, State
from konullu.platform.errors import Refused
from konullu.platform.facts import publish

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def submit(*, organisation: Organisation, by: "Person", now: datetime) -> Decision:
    """Send the papers to the Union, which promises an answer by rules.accreditation.answer_due.

    Refused with all that is missing at once, and when another organisation with this VÖEN has been sent before.
    """
    organisation = _locked_for_owner(organisation, by)
    _check_move("submit", organisation)
    if refusals := refusals_to_submit(papers_of(organisation)):
        raise Refused(refusals)
    organisation.submitted_at = now
    organisation.answer_due_at = answer_due(submitted_at=now)
    return _move("submit", organisation, by, now)


@transaction.atomic
def withdraw(*, organisation: Organisation, by: "Person", now: datetime) -> Decision:
    """Take the papers back before the Union has answered, to change them."""
    organisation = _locked_for_owner(organisation, by)
    _check_move("withdraw", organisation)
    return _move("withdraw", organisation, by, now)


@transaction.atomic
def send_back(
    *, organisation: Organisation, by: "Person", reasons: Sequence[str], text: str, now: datetime
) -> Decision:
    """Return the papers with reasons (codes of reasons.RETURN) and a written explanation."""
    return _decide("return", organisation, by, now, reasons, text)


@transaction.atomic
def accredit(*, organisation: Organisation, by: "Person", text: str, now: datetime) -> Decision:
    """Accredit the organisation; its public page appears."""
    decision = _decide("accredit", organisation, by, now, (), text)
    publish(Accredited(organisation_id=organisation.pk))
    return decision


@transaction.atomic
def suspend(*, organisation: Organisation, by: "Person", reasons: Sequence[str], text: str, now: datetime) -> Decision:
    """Suspend an accredited organisation with reasons (codes of reasons.SUSPEND)."""
    decision = _decide("suspend", organisation, by, now, reasons, text)
    publish(Suspended(organisation_id=organisation.pk, at=now))
    return decision


@transaction.atomic
def reinstate(*, organisation: Organisation, by: "Person", text: str, now: datetime) -> Decision:
    """End the suspension."""
    decision = _decide("reinstate", organisation, by, now, (), text)
    publish(Reinstated(organisation_id=organisation.pk))
    return decision


def _locked_for_owner(organisation: Organisation, by: "Person") -> Organisation:
    # Asked again under the lock: the role may have ended while the page was open.
    organisation = locked(organisation.pk)
    organisation_for(by, organisation.pk, Act.SUBMIT)
    return organisation


def _decide(
    move: str, organisation: Organisation, by: "Person", now: datetime, reasons: Sequence[str], text: str
) -> Decision:
    check_union_decider(by)
    organisation = locked(organisation.pk)
    if refusals := refusals_to_decide(domain="organisations", is_member_of_it=role_in(by, organisation) is not None):
        raise Refused(refusals)
    _check_move(move, organisation, reasons, text)
    return _move(move, organisation, by, now, reasons, text)


def _check_move(move: str, organisation: Organisation, reasons: Sequence[str] = (), text: str = "") -> None:
    if refusals := refusals_to_move(move=move, state=organisation.state, reasons=reasons, text=text):
        raise Refused(refusals)


def _move(
    move: str,
    organisation: Organisation,
    by: "Person",
    now: datetime,
    reasons: Sequence[str] = (),
    text: str = "",
) -> Decision:
    source, target = State(organisation.state), MOVES[move].target
    organisation.state = target.value
    organisation.accredited_at = now if move == "accredit" else organisation.accredited_at
    organisation.suspended_at = now if target == State.SUSPENDED else None
    with explained():
        organisation.save()
    decision = Decision.objects.create(
        organisation=organisation,
        move=move,
        from_state=source.value,
        to_state=target.value,
        decided_by=by,
        reasons=list(reasons),
        text=text,
        created_at=now,
    )
    record(
        verb=f"organisations.{_VERBS[move]}",
        subject_kind=KIND,
        subject_id=organisation.pk,
        actor_id=by.pk,
        on_behalf_of_id=organisation.pk,
        now=now,
        detail={"from": source.value, "to": target.value, "reasons": list(reasons), "decision": str(decision.pk)},
    )
    _tell_owners(organisation, decision, now)
    return decision


_VERBS = {
    "submit": "submitted",
    "withdraw": "withdrawn",
    "return": "returned",
    "accredit": "accredited",
    "suspend": "suspended",
    "reinstate": "reinstated",
}


def _tell_owners(organisation: Organisation, decision: Decision, now: datetime) -> None:
    owners = organisation.members.filter(ended_at=None, role=Role.OWNER).select_related("person")
    for row in owners:
        language, due = row.person.language, organisation.answer_due_at
        queue(
            to=row.person,
            template=f"organisations/letters/{_VERBS[decision.move]}",
            context={
                "organisation": organisation.name,
                "reasons": letters.reason_texts(decision.reasons, language=language),
                "text": decision.text,
                "due": letters.moment(due, language=language) if due else "",
                "url": letters.link("office:overview", organisation.pk, language=language),
            },
            now=now,
            key=f"{decision.pk}:{row.person_id}",
        )
