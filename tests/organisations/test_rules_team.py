"""Roles, offices and trees, as tables without a database."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from konullu.organisations.rules.federation import (
    makes_circle,
    refusals_to_end,
    refusals_to_hold_office,
    refusals_to_join_union,
    refusals_to_period,
)
from konullu.organisations.rules.roles import (
    Act,
    may,
    refusals_to_invite,
    refusals_to_join,
    refusals_to_stop_being_responsible,
    refusals_to_stop_owning,
)
from konullu.organisations.words import Role

OWN, C, S, V = "owner", "coordinator", "shift_lead", "viewer"


@pytest.mark.parametrize(
    ("act", "roles"),
    [
        (Act.SEE_OFFICE, {OWN, C, S, V}),
        (Act.SEE_TEAM, {OWN, C, S, V}),
        (Act.SEE_PAPERS, {OWN, C}),
        (Act.EDIT, {OWN, C}),
        (Act.INVITE, {OWN, C}),
        (Act.SUBMIT, {OWN}),
        (Act.MANAGE_TEAM, {OWN}),
        (Act.HAND_OVER, {OWN}),
        (Act.DECIDE, {OWN, C}),
    ],
)
def test_what_each_role_may_do(act: Act, roles: set[str]) -> None:
    assert {role.value for role in Role if may(role, act)} == roles
    assert not may(None, act)


@pytest.mark.parametrize("given", [OWN, C, S, V])
@pytest.mark.parametrize("inviter", [OWN, C, S, V])
def test_who_may_give_which_role(inviter: str, given: str) -> None:
    allowed = inviter == OWN or (inviter == C and given in (S, V))
    assert (refusals_to_invite(role_of_inviter=inviter, role_given=given) == []) is allowed


@pytest.mark.parametrize(("owners", "allowed"), [(1, False), (2, True), (3, True)])
def test_the_last_owner_stays(owners: int, allowed: bool) -> None:
    assert (refusals_to_stop_owning(owners=owners) == []) is allowed


def test_the_responsible_coordinator_stays_until_there_is_another() -> None:
    assert refusals_to_stop_being_responsible(is_responsible=False) == []
    assert [r.code for r in refusals_to_stop_being_responsible(is_responsible=True)] == [
        "organisations.responsible_needed"
    ]


@pytest.mark.parametrize(
    ("is_minor", "is_member", "codes"),
    [
        (False, False, []),
        (True, False, ["organisations.minor_not_staff"]),
        (False, True, ["organisations.already_member"]),
        (True, True, ["organisations.minor_not_staff", "organisations.already_member"]),
    ],
)
def test_who_may_join(is_minor: bool, is_member: bool, codes: list[str]) -> None:
    assert [r.code for r in refusals_to_join(is_minor=is_minor, is_member=is_member)] == codes


A, B, D, E = (uuid4() for _ in range(4))


@pytest.mark.parametrize(
    ("above", "union", "member", "circle"),
    [
        ({}, A, B, False),
        ({}, A, A, True),
        ({A: {B}}, A, B, True),  # A stands under B, so B cannot stand under A
        ({A: {D}, D: {B}}, A, B, True),
        ({A: {D, E}, E: {B}}, A, B, True),  # at different times
        ({B: {D}}, A, B, False),
        ({A: {D}, D: {A}}, A, B, False),  # an old circle elsewhere does not hang the walk
    ],
)
def test_circles_are_found(above: dict[UUID, set[UUID]], union: UUID, member: UUID, circle: bool) -> None:
    assert makes_circle(union_id=union, member_id=member, unions_of=above) is circle


@pytest.mark.parametrize(
    ("form", "is_union", "state", "codes"),
    [
        ("union", False, "accredited", []),
        ("ngo", True, "accredited", []),
        ("ngo", False, "accredited", ["organisations.not_a_union"]),
        ("union", False, "suspended", ["organisations.member_not_accredited"]),
        ("ngo", False, "draft", ["organisations.not_a_union", "organisations.member_not_accredited"]),
    ],
)
def test_who_may_be_a_member_of_what(form: str, is_union: bool, state: str, codes: list[str]) -> None:
    assert [r.code for r in refusals_to_join_union(union_form=form, is_union=is_union, member_state=state)] == codes


DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("until", "allowed"), [(None, True), (date(2026, 1, 2), True), (DAY, False), (date(2025, 1, 1), False)]
)
def test_a_term_ends_after_it_begins(until: date | None, allowed: bool) -> None:
    assert (refusals_to_period(since=DAY, until=until) == []) is allowed


@pytest.mark.parametrize(
    ("ends", "until", "code"),
    [
        (None, date(2026, 6, 1), None),
        (None, DAY, "organisations.term_ends_before_it_begins"),
        (date(2027, 1, 1), date(2026, 6, 1), None),
        (date(2027, 1, 1), date(2027, 1, 1), "organisations.term_is_not_lengthened"),
        (date(2027, 1, 1), date(2028, 1, 1), "organisations.term_is_not_lengthened"),
    ],
)
def test_ending_a_term_only_shortens_it(ends: date | None, until: date, code: str | None) -> None:
    assert [r.code for r in refusals_to_end(since=DAY, ends=ends, until=until)] == ([code] if code else [])


def test_an_office_is_held_by_somebody_of_the_team() -> None:
    assert refusals_to_hold_office(is_member=True) == []
    assert len(refusals_to_hold_office(is_member=False)) == 1
