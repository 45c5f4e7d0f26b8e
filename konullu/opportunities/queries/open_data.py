"""Published opportunities as open data: views by id, a page at a time."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from konullu.opportunities.models import Opportunity
from konullu.opportunities.queries.offers import views_of
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import State, Where
from konullu.platform.errors import NotVisible


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Codes; "" and None mean all. organisation: its slug."""

    kind: str = ""
    direction: str = ""
    region: str = ""
    organisation: str = ""
    remote: bool | None = None


def open_opportunities(filters: Filters, *, after: UUID | None, limit: int) -> list[OfferView]:
    """Those published now, in the order of their ids, which is the order in which they were begun. Three statements."""
    rows = _filtered(Opportunity.objects.filter(state=State.PUBLISHED.value), filters)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return views_of(rows.order_by("pk")[:limit])


def open_opportunity(opportunity_id: UUID) -> OfferView:
    """A published or closed one. Raises NotVisible for every other."""
    states = [State.PUBLISHED.value, State.CLOSED.value]
    found = views_of(Opportunity.objects.filter(pk=opportunity_id, state__in=states))
    if not found:
        raise NotVisible
    return found[0]


def _filtered(rows: "QuerySet[Opportunity]", filters: Filters) -> "QuerySet[Opportunity]":
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.direction:
        rows = rows.filter(direction=filters.direction)
    if filters.region:
        rows = rows.filter(region_id=filters.region)
    if filters.organisation:
        rows = rows.filter(organisation__slug=filters.organisation)
    if filters.remote is not None:
        from_home = [Where.REMOTE.value, Where.BOTH.value]
        rows = rows.filter(where__in=from_home) if filters.remote else rows.exclude(where__in=from_home)
    return rows
