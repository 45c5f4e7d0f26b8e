"""Members of unions and terms of office, entered by the Union's deciders."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.journal.operations import record
from konullu.organisations.models import Membership, Office, Organisation
from konullu.organisations.operations.constraints import explained
from konullu.organisations.queries.accreditation import check_union_decider
from konullu.organisations.queries.federation import unions_above
from konullu.organisations.queries.locks import lock_tree, locked
from konullu.organisations.queries.team import role_in
from konullu.organisations.rules.federation import (
    circle_refusal,
    makes_circle,
    refusals_to_end,
    refusals_to_hold_office,
    refusals_to_join_union,
    refusals_to_period,
)
from konullu.organisations.words import Post
from konullu.platform.errors import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from konullu.accounts.models import Person


@transaction.atomic
def join_union(
    *,
    union: Organisation,
    member: Organisation,
    by: "Person",
    since_date: date,
    until_date: date | None,
    now: datetime,
) -> Membership:
    """Enter a membership from a day to a day (exclusive). Refused when it would make a circle at any time."""
    check_union_decider(by)
    lock_tree()
    refusals = [
        *refusals_to_join_union(union_form=union.legal_form, is_union=union.is_union, member_state=member.state),
        *refusals_to_period(since=since_date, until=until_date),
    ]
    if refusals:
        raise Refused(refusals)
    above = unions_above(since=since_date, until=until_date)
    if makes_circle(union_id=union.pk, member_id=member.pk, unions_of=above):
        raise Refused(circle_refusal())
    with explained():
        membership = Membership.objects.create(
            union=union, member=member, since_date=since_date, until_date=until_date, created_at=now
        )
    _note(
        "organisations.joined_union", "organisations.membership", membership.pk, by, now,
        union=str(union.pk), member=str(member.pk), since=since_date.isoformat(),
    )  # fmt: skip
    return membership


@transaction.atomic
def leave_union(*, membership: Membership, by: "Person", until_date: date, now: datetime) -> Membership:
    """End a membership on a day; the row stays as the history."""
    check_union_decider(by)
    lock_tree()
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if refusals := refusals_to_end(since=membership.since_date, ends=membership.until_date, until=until_date):
        raise Refused(refusals)
    membership.until_date = until_date
    membership.save(update_fields=["until_date"])
    _note("organisations.left_union", "organisations.membership", membership.pk, by, now, until=until_date.isoformat())
    return membership


@transaction.atomic
def appoint(
    *,
    organisation: Organisation,
    person: "Person",
    post: str,
    by: "Person",
    since_date: date,
    until_date: date | None,
    now: datetime,
) -> Office:
    """Enter a term of office. A post has one holder at a time; the holder is in the union's team."""
    check_union_decider(by)
    organisation = locked(organisation.pk)
    refusals = [
        *refusals_to_hold_office(is_member=role_in(person, organisation) is not None),
        *refusals_to_period(since=since_date, until=until_date),
    ]
    if refusals:
        raise Refused(refusals)
    with explained():
        office = Office.objects.create(
            organisation=organisation,
            person=person,
            post=Post(post).value,
            since_date=since_date,
            until_date=until_date,
            created_at=now,
        )
    _note(
        "organisations.appointed", "organisations.office", office.pk, by, now,
        organisation=str(organisation.pk), person=str(person.pk), post=post,
    )  # fmt: skip
    return office


@transaction.atomic
def end_office(*, office: Office, by: "Person", until_date: date, now: datetime) -> Office:
    """End a term of office on a day (exclusive); the row stays as the history."""
    check_union_decider(by)
    locked(office.organisation_id)
    office = Office.objects.select_for_update().get(pk=office.pk)
    if refusals := refusals_to_end(since=office.since_date, ends=office.until_date, until=until_date):
        raise Refused(refusals)
    office.until_date = until_date
    office.save(update_fields=["until_date"])
    _note("organisations.office_ended", "organisations.office", office.pk, by, now, until=until_date.isoformat())
    return office


def _note(verb: str, kind: str, subject_id: "UUID", by: "Person", now: datetime, **detail: str) -> None:
    record(verb=verb, subject_kind=kind, subject_id=subject_id, actor_id=by.pk, now=now, detail=detail)
