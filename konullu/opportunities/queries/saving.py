"""What a person keeps for later."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from konullu.opportunities.models import Opportunity, Saved
from konullu.opportunities.queries.offers import views_of
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import State

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from konullu.accounts.models import Person


def saved_of(person: "Person") -> list[OfferView]:
    """What the person keeps, the latest first: also what is closed meanwhile, but not what the public can't read."""
    order = list(
        Saved.objects.filter(person=person).order_by("-created_at", "-pk").values_list("opportunity_id", flat=True)
    )
    public = [State.PUBLISHED.value, State.CLOSED.value]
    views = {view.id: view for view in views_of(Opportunity.objects.filter(pk__in=order, state__in=public))}
    return [views[one] for one in order if one in views]


def is_saved(person: "Person | AnonymousUser", opportunity_id: UUID) -> bool:
    """Does the person keep it?"""
    return bool(saved_among(person, [opportunity_id]))


def saved_among(person: "Person | AnonymousUser", ids: Collection[UUID]) -> set[UUID]:
    """Which of these the person keeps; one query for a list, none for a visitor."""
    if not person.is_authenticated:
        return set()
    rows = Saved.objects.filter(person_id=person.pk, opportunity_id__in=list(ids))
    return set(rows.values_list("opportunity_id", flat=True))
