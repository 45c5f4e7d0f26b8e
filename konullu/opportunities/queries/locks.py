"""What is locked while a promise is checked."""

from typing import TYPE_CHECKING
from uuid import UUID

from konullu.opportunities.models import Opportunity
from konullu.opportunities.queries.reading import check_may
from konullu.opportunities.rules.roles import Act
from konullu.platform.errors import NotVisible

if TYPE_CHECKING:
    from konullu.accounts.models import Person


def locked(opportunity_id: UUID) -> Opportunity:
    """The opportunity, fresh and locked until the end of the transaction, with its organisation (not locked)."""
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(pk=opportunity_id).first()
    if row is None:
        raise NotVisible
    return row


def locked_for(person: "Person", opportunity_id: UUID, act: Act) -> Opportunity:
    """The same for somebody of the team. Asked under the lock: the role may have ended while the page was open."""
    row = locked(opportunity_id)
    check_may(person, row, act)
    return row
