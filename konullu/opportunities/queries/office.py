"""What an organisation offers, as its team sees it: a list with filters and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.functions import Coalesce

from konullu.opportunities.models import Opportunity, Saved, Wording
from konullu.opportunities.words import Closing, Kind, State
from konullu.organisations.queries import organisation_for_member
from konullu.places.queries import name_in
from konullu.platform.text import Fold, fold

if TYPE_CHECKING:
    from konullu.accounts.models import Person

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the office's list."""

    id: UUID
    title: str
    kind: Kind
    state: State
    closing: Closing | None
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool
    time_zone: str
    apply_until: datetime | None
    places: int | None
    district: str
    languages: tuple[str, ...]  # in which it is written
    changed_at: datetime
    submitted_at: datetime | None
    published_at: datetime | None
    asked_at: datetime | None  # since when the question waits whether it still stands
    recheck_since: datetime | None  # since when the Union reads a change
    series: UUID | None
    saved: int  # how many people keep it for later


def offered_counts(person: "Person", organisation_id: UUID) -> dict[State, int]:
    """How many there are in each state, zeros included. NotVisible for outsiders."""
    organisation = organisation_for_member(person, organisation_id)
    rows = Opportunity.objects.filter(organisation=organisation).values("state").annotate(count=Count("pk")).order_by()
    counts = {row["state"]: row["count"] for row in rows}
    return {state: counts.get(state.value, 0) for state in State}


def offered_by(
    person: "Person",
    organisation_id: UUID,
    *,
    state: str,
    kind: str,
    text: str,
    page: str,
    language: str,
) -> Page[Line]:
    """A page of the list: what waits for the team first, then by the latest change. "" asks nothing.

    Without a state, the archive is left out. text: a part of the title in any language, folded.
    """
    organisation = organisation_for_member(person, organisation_id)
    rows = Opportunity.objects.filter(organisation=organisation).select_related("region").defer("region__outline")
    rows = rows.filter(state=state) if state else rows.exclude(state=State.ARCHIVED.value)
    if kind:
        rows = rows.filter(kind=kind)
    if text := fold(text).strip()[:120]:
        titles = Wording.objects.annotate(folded=Fold("title")).filter(folded__contains=text)
        rows = rows.filter(pk__in=titles.filter(opportunity__organisation=organisation).values("opportunity_id"))
    found: Page[Any] = Paginator(rows.order_by(_URGENT, "-changed_at", "-pk"), PAGE).get_page(page)
    found.object_list = lines(list(found.object_list), language)
    return found


# What was returned and what is asked about comes first.
_URGENT = Case(When(Q(state=State.RETURNED.value) | Q(asked_at__isnull=False), then=0), default=1)


def series_of(row: Opportunity, *, language: str) -> list[Line]:
    """All of the series of an opportunity that was loaded for its team, by day; empty when there is no series."""
    if row.series is None:
        return []
    rows = Opportunity.objects.filter(series=row.series, organisation_id=row.organisation_id)
    return lines(rows.order_by(Coalesce("starts_at", "created_at"), "pk"), language)


def lines(rows: "QuerySet[Opportunity] | Sequence[Opportunity]", language: str) -> list[Line]:
    """Rows as lines, in four statements."""
    if isinstance(rows, QuerySet):
        rows = list(rows.select_related("region").defer("region__outline"))
    ids = [row.pk for row in rows]
    titles: dict[UUID, dict[str, str]] = {}
    for opportunity_id, written_in, title in Wording.objects.filter(opportunity_id__in=ids).values_list(
        "opportunity_id", "language", "title"
    ):
        titles.setdefault(opportunity_id, {})[written_in] = title
    saved = dict(
        Saved.objects.filter(opportunity_id__in=ids)
        .values("opportunity_id")
        .annotate(count=Count("pk"))
        .order_by()
        .values_list("opportunity_id", "count")
    )
    return [_line(row, titles.get(row.pk, {}), saved.get(row.pk, 0), language) for row in rows]


def _line(row: Opportunity, titles: dict[str, str], saved: int, language: str) -> Line:
    same: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    return Line(
        **same,
        title=titles.get(language) or titles.get(row.main_language, ""),
        kind=Kind(row.kind),
        state=State(row.state),
        closing=Closing(row.closing) if row.closing else None,
        district=name_in(row.region.names, language) if row.region else "",
        languages=tuple(sorted(titles)),
        saved=saved,
    )


_SAME = (
    *("id", "starts_at", "ends_at", "all_day", "time_zone", "apply_until", "places", "series"),
    *("changed_at", "submitted_at", "published_at", "asked_at", "recheck_since"),
)
