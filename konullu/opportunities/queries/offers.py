"""Opportunities as their readers see them, in four statements for a batch of any size."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from konullu.opportunities.models import Opportunity, Role
from konullu.opportunities.models import Wording as WordingRow
from konullu.opportunities.rules.details import LISTS, PLAIN
from konullu.opportunities.rules.offer import Offerer, OfferRole, OfferView, Place, Wording
from konullu.opportunities.words import Kind, State, Where

if TYPE_CHECKING:
    from konullu.organisations.models import Organisation
    from konullu.places.models import Region

BATCH = 1000
type Mark = tuple[datetime, UUID]


def published_views(
    ids: Iterable[UUID] | None = None, *, after: UUID | None = None, limit: int = BATCH
) -> list[OfferView]:
    """Those that are published now, in the order of their ids: the ones named, or the next `limit` after an id.

    Of the ids that are asked for, what is missing from the answer is not (or no longer) published. Three statements.
    """
    rows = Opportunity.objects.filter(state=State.PUBLISHED.value)
    if ids is not None:
        return views_of(rows.filter(pk__in=list(ids)).order_by("pk"))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return views_of(rows.order_by("pk")[:limit])


def changed_views(*, after: Mark | None = None, limit: int = 500) -> list[OfferView]:
    """All that were ever public in the order of (changed_at, id), for feeds; `state` says what is gone meanwhile."""
    rows = Opportunity.objects.filter(published_at__isnull=False)
    if after is not None:
        rows = rows.filter(Q(changed_at__gt=after[0]) | Q(changed_at=after[0], pk__gt=after[1]))
    return views_of(rows.order_by("changed_at", "pk")[:limit])


def views_of(rows: "QuerySet[Opportunity]") -> list[OfferView]:
    """The rows as views: the rows with organisation and region, their wordings, their roles."""
    found = list(rows.select_related("organisation", "region").defer("region__outline", "declarations"))
    ids = [row.pk for row in found]
    wordings, roles = _wordings(ids), _roles(ids)
    return [view(row, wordings[row.pk], roles[row.pk]) for row in found]


def view_of(row: Opportunity) -> OfferView:
    """One row that was loaded for its reader, as a view."""
    return view(row, row.wordings.order_by("language"), row.roles.filter(removed_at=None).order_by("position"))


def view(row: Opportunity, wordings: Iterable[WordingRow], roles: Iterable[Role]) -> OfferView:
    known = [_role(role) for role in roles]
    same: dict[str, Any] = {name: getattr(row, name) for name in (*PLAIN, *_OWN)}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in ("goals", *LISTS) if name != "skills"}
    return OfferView(
        **same,
        **lists,
        state=State(row.state),
        kind=Kind(row.kind),
        where=Where(row.where),
        organisation=_offerer(row.organisation),
        place=_place(row.region) if row.region else None,
        wordings={wording.language: _wording(wording) for wording in wordings},
        roles=tuple(known),
        skills=tuple(dict.fromkeys([*row.skills, *(code for role in known for code in role.skills)])),
    )


_OWN = (
    *("id", "slug", "picture", "series", "source", "source_id", "closing"),
    *("created_at", "changed_at", "published_at", "closed_at"),
)


def _wordings(ids: Sequence[UUID]) -> dict[UUID, list[WordingRow]]:
    found: dict[UUID, list[WordingRow]] = defaultdict(list)
    for row in WordingRow.objects.filter(opportunity_id__in=ids):
        found[row.opportunity_id].append(row)
    return found


def _roles(ids: Sequence[UUID]) -> dict[UUID, list[Role]]:
    found: dict[UUID, list[Role]] = defaultdict(list)
    for row in Role.objects.filter(opportunity_id__in=ids, removed_at=None).order_by("position"):
        found[row.opportunity_id].append(row)
    return found


def _wording(row: WordingRow) -> Wording:
    return Wording(
        language=row.language,
        title=row.title,
        summary=row.summary,
        text=row.text,
        schedule=row.schedule,
        place_note=row.place_note,
        bring=_lines(row.bring),
        gives=_lines(row.gives),
        courses=_lines(row.courses),
        afterwards=_lines(row.afterwards),
        picture_text=row.picture_text,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _role(row: Role) -> OfferRole:
    return OfferRole(
        id=row.pk,
        names=row.names,
        details=row.details,
        places=row.places,
        skills=tuple(row.skills),
        languages=tuple(row.languages),
        age_min=row.age_min,
    )


def _offerer(row: "Organisation") -> Offerer:
    return Offerer(
        id=row.pk,
        slug=row.slug,
        name_az=row.name,
        other_names=row.other_names,
        legal_form=row.legal_form,
        state=row.state,
        website=row.website,
    )


def _place(row: "Region") -> Place:
    return Place(code=row.code, country=row.country_id, names=row.names, latitude=row.latitude, longitude=row.longitude)
