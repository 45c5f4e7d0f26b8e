"""Trust: the Union lets an organisation publish without asking first, and may end that."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from konullu.journal.operations import record
from konullu.opportunities.models import Trust
from konullu.opportunities.operations import telling
from konullu.opportunities.queries.trust import current_trust
from konullu.opportunities.rules.trust import refusals_to_trust
from konullu.organisations.queries.accreditation import check_union_decider
from konullu.organisations.queries.locks import locked
from konullu.organisations.queries.team import role_in
from konullu.organisations.rules.deciding import refusals_to_decide
from konullu.platform.errors import Refusal, Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.organisations.models import Organisation


@transaction.atomic
def give(*, organisation: "Organisation", by: "Person", now: datetime) -> Trust:
    """What the organisation sends from now on is public at once. What waits already is still read."""
    organisation = _locked_for_decider(organisation, by)
    if refusals := refusals_to_trust(state=organisation.state, is_trusted=current_trust(organisation.pk) is not None):
        raise Refused(refusals)
    trust = Trust.objects.create(organisation=organisation, given_by=by, created_at=now)
    _note("opportunities.trust_given", organisation, by, now)
    telling.tell_of_trust(organisation, given=True, key=str(trust.pk), now=now)
    return trust


@transaction.atomic
def end(*, organisation: "Organisation", by: "Person", now: datetime) -> Trust:
    """From now on the Union reads first again. What is public stays so."""
    organisation = _locked_for_decider(organisation, by)
    trust = current_trust(organisation.pk)
    if trust is None:
        raise Refused(
            Refusal(
                code="opportunities.not_trusted",
                text=_("This organisation is not among the trusted ones."),
                next_step=_("There is nothing to end. Load the page again."),
            )
        )
    trust.ended_at = now
    trust.ended_by = by
    trust.save(update_fields=["ended_at", "ended_by"])
    _note("opportunities.trust_ended", organisation, by, now)
    telling.tell_of_trust(organisation, given=False, key=f"{trust.pk}:end", now=now)
    return trust


def _locked_for_decider(organisation: "Organisation", by: "Person") -> "Organisation":
    check_union_decider(by)
    organisation = locked(organisation.pk)
    if refusals := refusals_to_decide(domain="opportunities", is_member_of_it=role_in(by, organisation) is not None):
        raise Refused(refusals)
    return organisation


def _note(verb: str, organisation: "Organisation", by: "Person", now: datetime) -> None:
    record(
        verb=verb,
        subject_kind="organisations.organisation",
        subject_id=organisation.pk,
        actor_id=by.pk,
        on_behalf_of_id=organisation.pk,
        now=now,
    )
