"""Addresses of all public opportunities, in parts of bounded size, for the site's map."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from konullu.opportunities.models import Opportunity
from konullu.opportunities.words import State


@dataclass(frozen=True, kw_only=True)
class Address:
    """What makes the address of an opportunity, and when it changed."""

    id: UUID
    slug: str
    changed_at: datetime


def starts_of_map(size: int) -> list[UUID]:
    """The first ids of the parts, each of `size` published opportunities."""
    numbered = Opportunity.objects.filter(state=State.PUBLISHED.value).annotate(
        number=Window(RowNumber(), order_by=F("pk"))
    )
    firsts = numbered.filter(number__gt=0).annotate(rest=F("number") % size).filter(rest=1)
    return list(firsts.order_by("number").values_list("pk", flat=True))


def part_of_map(start: UUID, size: int) -> list[Address]:
    """The published ones from this id on. Empty when there are none."""
    rows = Opportunity.objects.filter(state=State.PUBLISHED.value, pk__gte=start).order_by("pk")[:size]
    return [Address(id=pk, slug=slug, changed_at=at) for pk, slug, at in rows.values_list("pk", "slug", "changed_at")]
