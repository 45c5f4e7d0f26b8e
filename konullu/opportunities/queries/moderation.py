"""The Union's desk for opportunities: the queue, one case, what was decided, whom it trusts."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from konullu.opportunities.models import Move, Opportunity, Trust
from konullu.opportunities.queries.office import Line, lines
from konullu.opportunities.rules.publishing import answer_due
from konullu.opportunities.words import State
from konullu.organisations.queries import teams_of
from konullu.organisations.queries.accreditation import check_union_decider, check_union_staff
from konullu.organisations.queries.offering import organisations_that_offer
from konullu.organisations.queries.team import may_decide_for_union
from konullu.platform.errors import NotVisible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from konullu.accounts.models import Person
    from konullu.organisations.models import Organisation

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One line of the queue. `is_change`: it is public and was changed there; else it is not public yet."""

    line: Line
    organisation: "Organisation"
    since: datetime
    due_at: datetime
    is_overdue: bool
    is_change: bool
    is_own: bool
    round: int  # 1: sent for the first time


@dataclass(frozen=True, kw_only=True)
class Case:
    """An opportunity as the Union sees it. `is_own`: the reader is in its team and must not decide on it."""

    opportunity: Opportunity
    is_own: bool
    may_decide: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An organisation and how its opportunities fared, for the decision whether to trust it."""

    organisation: "Organisation"
    trust: Trust | None
    accepted: int
    returned: int
    taken_down: int


def queue_for_union_staff(person: "Person | AnonymousUser", *, now: datetime, language: str) -> list[Waiting]:
    """What waits to be read, the oldest first. NotVisible for those outside the Union."""
    check_union_staff(person)
    rows = list(Opportunity.objects.filter(_WAITING).select_related("organisation", "region").defer("region__outline"))
    own = {place.organisation.pk for place in teams_of(person)}
    rounds = _rounds([row.pk for row in rows])
    found = [
        _waiting(row, line, own, rounds.get(row.pk, 1), now)
        for row, line in zip(rows, lines(rows, language), strict=True)
    ]
    return sorted(found, key=lambda one: (one.since, one.line.id))


def count_waiting() -> int:
    """How many opportunities wait for the Union, for the rail of its office."""
    return Opportunity.objects.filter(_WAITING).count()


def case_for_union_staff(person: "Person | AnonymousUser", opportunity_id: UUID) -> Case:
    """A case to read, for anybody in the Union's team. Drafts that were never sent are nobody's business."""
    check_union_staff(person)
    row = (
        Opportunity.objects.filter(pk=opportunity_id)
        .exclude(state=State.DRAFT.value)
        .select_related("organisation", "region")
        .defer("region__outline")
        .first()
    )
    if row is None:
        raise NotVisible
    is_own = row.organisation_id in {place.organisation.pk for place in teams_of(person)}
    return Case(opportunity=row, is_own=is_own, may_decide=may_decide_for_union(person) and not is_own)


def case_for_union_decider(person: "Person | AnonymousUser", opportunity_id: UUID) -> Case:
    """A case to decide: 404 outside the Union, 403 for its viewers and shift leads."""
    case = case_for_union_staff(person, opportunity_id)
    check_union_decider(person)
    return case


def decided_for_union_staff(person: "Person | AnonymousUser", *, page: str) -> Page[Move]:
    """What the Union decided, the latest first, with who did it."""
    check_union_staff(person)
    rows = (
        Move.objects.filter(move__in=["accept", "return", "take_down", "recheck"])
        .select_related("opportunity__organisation", "moved_by")
        .prefetch_related("opportunity__wordings")
        .order_by("-created_at", "-pk")
    )
    return Paginator(rows, PAGE).get_page(page)


def standings_for_union_staff(person: "Person | AnonymousUser", *, page: str) -> Page[Standing]:
    """All organisations that may offer, by name, with their trust and what became of what they sent."""
    check_union_staff(person)
    found: Page = Paginator(organisations_that_offer(), PAGE).get_page(page)  # type: ignore[type-arg]
    organisations = list(found.object_list)
    ids = [one.pk for one in organisations]
    trust = {row.organisation_id: row for row in Trust.objects.filter(organisation_id__in=ids, ended_at=None)}
    counted = (
        Move.objects.filter(opportunity__organisation_id__in=ids, move__in=["accept", "return", "take_down"])
        .values_list("opportunity__organisation_id", "move")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counts = {(organisation_id, move): count for organisation_id, move, count in counted}
    found.object_list = [
        Standing(
            organisation=one,
            trust=trust.get(one.pk),
            accepted=counts.get((one.pk, "accept"), 0),
            returned=counts.get((one.pk, "return"), 0),
            taken_down=counts.get((one.pk, "take_down"), 0),
        )
        for one in organisations
    ]
    return found


def organisation_to_trust(person: "Person | AnonymousUser", organisation_id: UUID) -> "Organisation":
    """An organisation that may offer, for those of the Union who decide; 404 outside it, 403 for its viewers."""
    check_union_decider(person)
    organisation = organisations_that_offer().filter(pk=organisation_id).first()
    if organisation is None:
        raise NotVisible
    return organisation


# Sent and not public yet; or public, and changed there.
_WAITING = Q(state=State.SUBMITTED.value) | Q(state=State.PUBLISHED.value, recheck_since__isnull=False)


def _waiting(row: Opportunity, line: Line, own: set[UUID], rounds: int, now: datetime) -> Waiting:
    is_change = row.state != State.SUBMITTED
    since = (row.recheck_since if is_change else row.submitted_at) or row.changed_at
    due = answer_due(since)
    return Waiting(
        line=line,
        organisation=row.organisation,
        since=since,
        due_at=due,
        is_overdue=due < now,
        is_change=is_change,
        is_own=row.organisation_id in own,
        round=rounds,
    )


def _rounds(ids: list[UUID]) -> dict[UUID, int]:
    counted = Move.objects.filter(opportunity_id__in=ids, move="submit").values_list("opportunity_id")
    return dict(counted.annotate(count=Count("pk")).order_by())
