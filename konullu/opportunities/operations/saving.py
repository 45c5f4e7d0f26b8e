"""A person keeps an opportunity for later, and lets it go again."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from konullu.journal.operations import record
from konullu.opportunities.models import Opportunity, Saved
from konullu.platform.errors import Refusal, Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person

MOST = 200


@transaction.atomic
def save(*, opportunity: Opportunity, person: "Person", now: datetime) -> Saved:
    """Keep it. Twice is once. The opportunity was loaded for this reader."""
    if Saved.objects.filter(person=person).count() >= MOST:
        raise Refused(
            Refusal(
                code="opportunities.too_many_saved",
                text=_("You have saved %(count)d opportunities.") % {"count": MOST},
                next_step=_("Remove some that you don't need any more."),
                next_url_name="volunteer:saved",
            )
        )
    row, is_new = Saved.objects.get_or_create(opportunity=opportunity, person=person, defaults={"created_at": now})
    if is_new:
        _note("opportunities.saved_for_later", opportunity, person, now)
    return row


@transaction.atomic
def unsave(*, opportunity: Opportunity, person: "Person", now: datetime) -> None:
    """Let it go; nothing happens when it was not kept."""
    deleted, _by_kind = Saved.objects.filter(opportunity=opportunity, person=person).delete()
    if deleted:
        _note("opportunities.saved_removed", opportunity, person, now)


def _note(verb: str, opportunity: Opportunity, person: "Person", now: datetime) -> None:
    record(
        verb=verb,
        subject_kind="opportunities.opportunity",
        subject_id=opportunity.pk,
        actor_id=person.pk,
        now=now,
    )
