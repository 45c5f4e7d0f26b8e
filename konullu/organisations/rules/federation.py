"""Members of a union form a tree; a post has one holder at a time."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from konullu.organisations.words import LegalForm, State
from konullu.platform.errors import Refusal


def makes_circle(*, union_id: UUID, member_id: UUID, unions_of: Mapping[UUID, set[UUID]]) -> bool:
    """Would a circle arise? `unions_of` maps each organisation to the unions above it in the period in question."""
    waiting, seen = [union_id], set[UUID]()
    while waiting:
        current = waiting.pop()
        if current == member_id:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(unions_of.get(current, ()))
    return False


def circle_refusal() -> Refusal:
    return Refusal(
        code="organisations.circle",
        text=_("A union cannot be a member of its own member."),
        next_step=_("Choose another organisation, or end the other membership first."),
        field="member",
    )


def refusals_to_join_union(*, union_form: str, is_union: bool, member_state: str) -> list[Refusal]:
    refusals = []
    if union_form != LegalForm.UNION and not is_union:
        refusals.append(
            Refusal(
                code="organisations.not_a_union",
                text=_("Only a union of organisations has members."),
                next_step=_("Choose a union."),
                field="union",
            )
        )
    if member_state != State.ACCREDITED:
        refusals.append(
            Refusal(
                code="organisations.member_not_accredited",
                text=_("A member of a union is an accredited organisation."),
                next_step=_("Accredit the organisation first."),
                field="member",
            )
        )
    return refusals


def refusals_to_period(*, since: date, until: date | None) -> list[Refusal]:
    """A term has at least one day; its end is the first day after it."""
    if until is None or until > since:
        return []
    return [
        Refusal(
            code="organisations.term_ends_before_it_begins",
            text=_("The term ends before it begins."),
            next_step=_("Write an end after the beginning, or leave it empty."),
            field="until_date",
        )
    ]


def refusals_to_end(*, since: date, ends: date | None, until: date) -> list[Refusal]:
    """A term is ended on a day after its beginning, and never lengthened: for that a new one is entered."""
    if ends is not None and until >= ends:
        return [
            Refusal(
                code="organisations.term_is_not_lengthened",
                text=_("This term ends earlier already."),
                next_step=_("Write an earlier day, or enter a new term."),
                field="until_date",
            )
        ]
    return refusals_to_period(since=since, until=until)


def refusals_to_hold_office(*, is_member: bool) -> list[Refusal]:
    """The holder of an office is in the union's team, so that it is known who acts and by which second factor."""
    if is_member:
        return []
    return [
        Refusal(
            code="organisations.holder_not_in_team",
            text=_("This person is not in the team of the union."),
            next_step=_("Invite them to the team first."),
            field="person",
        )
    ]
