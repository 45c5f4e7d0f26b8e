"""Unions: the tree of their members and the terms of office."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from konullu.organisations.models import Membership, Office, Organisation
from konullu.organisations.words import LegalForm, State
from konullu.platform.errors import NotVisible

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@dataclass(kw_only=True)
class Branch:
    """A union or a member in the tree. `membership`: how it hangs there; None for a root."""

    organisation: Organisation
    membership: Membership | None = None
    branches: "list[Branch]" = field(default_factory=list)


def tree_on(day: date) -> list[Branch]:
    """The unions with their members on a day, as a forest. Two queries, whatever its depth."""
    rows = list(
        memberships_in(since=day, until=None, only_day=day).select_related("union", "member").order_by("member__name")
    )
    branches: dict[UUID, Branch] = {}
    for union in _unions():
        branches[union.pk] = Branch(organisation=union)
    for row in rows:
        branches.setdefault(row.union_id, Branch(organisation=row.union))
        branches.setdefault(row.member_id, Branch(organisation=row.member)).membership = row
    for row in rows:
        branches[row.union_id].branches.append(branches[row.member_id])
    return [branch for branch in branches.values() if branch.membership is None]


def memberships_in(*, since: date, until: date | None, only_day: date | None = None) -> QuerySet[Membership]:
    """Memberships whose time touches the period [since, until), or that hold on one day."""
    rows = Membership.objects.filter(Q(until_date__isnull=True) | Q(until_date__gt=since))
    if only_day:
        return rows.filter(since_date__lte=only_day)
    return rows.filter(since_date__lt=until) if until else rows


def unions_above(*, since: date, until: date | None) -> dict[UUID, set[UUID]]:
    """For each member the unions above it at any time of the period: what rules.federation.makes_circle reads."""
    above: dict[UUID, set[UUID]] = {}
    for member_id, union_id in memberships_in(since=since, until=until).values_list("member_id", "union_id"):
        above.setdefault(member_id, set()).add(union_id)
    return above


def unions_to_choose() -> list[Organisation]:
    return list(_unions())


def members_to_choose() -> list[Organisation]:
    """Accredited organisations, by name."""
    return list(Organisation.objects.filter(state=State.ACCREDITED).order_by("name"))


def union_by_id(organisation_id: UUID) -> Organisation:
    row = _unions().filter(pk=organisation_id).first()
    if row is None:
        raise NotVisible
    return row


def membership_by_id(membership_id: UUID) -> Membership:
    row = Membership.objects.filter(pk=membership_id).select_related("union", "member").first()
    if row is None:
        raise NotVisible
    return row


def offices_of(organisation: Organisation, *, today: date) -> list[tuple[Office, bool]]:
    """All terms, the latest first, each with whether it has not ended yet."""
    rows = organisation.offices.select_related("person").order_by("-since_date", "post")
    return [(row, row.until_date is None or row.until_date > today) for row in rows]


def office_by_id(office_id: UUID) -> Office:
    row = Office.objects.filter(pk=office_id).select_related("person", "organisation").first()
    if row is None:
        raise NotVisible
    return row


def people_for_office(organisation: Organisation) -> "list[Person]":
    """Who may hold an office of a union: the people of its team, by name."""
    rows = organisation.members.filter(ended_at=None).select_related("person").order_by("person__name")
    return [row.person for row in rows]


def the_union() -> Organisation | None:
    """The Union itself, or None before it is founded."""
    return Organisation.objects.filter(is_union=True).first()


def _unions() -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        Q(is_union=True) | Q(legal_form=LegalForm.UNION), state=State.ACCREDITED
    ).order_by("name")
