"""Changes in a team: roles, leaving, handing over; the last owner and the responsible coordinator stay."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from konullu.accounts.models import Person
from konullu.organisations.models import Member, Organisation
from konullu.organisations.operations import registration, team
from konullu.organisations.queries import (
    is_staff,
    is_union_staff,
    may,
    organisation_for,
    organisation_for_member,
    organisation_for_owner,
    teams_of,
)
from konullu.organisations.queries.team import group_for_owner, member_for_owner, team_of
from konullu.organisations.rules.roles import Act
from konullu.platform.errors import NotVisible, Refused
from tests.organisations.conftest import NOW, letters_to, verbs


@pytest.fixture
def babeks_place(draft: Organisation, babek: Person) -> Member:
    return Member.objects.create(organisation=draft, person=babek, role="coordinator", created_at=NOW)


@pytest.fixture
def nigars_place(draft: Organisation, nigar: Person) -> Member:
    return draft.members.get(person=nigar)


def test_teams_of_a_person_with_roles(draft: Organisation, nigar: Person, babek: Person) -> None:
    second = registration.begin_registration(person=nigar, name="Ağ Dəniz", legal_form="group", now=NOW)
    assert [(place.organisation, place.role) for place in teams_of(nigar)] == [(second, "owner"), (draft, "owner")]
    assert (teams_of(babek), is_staff(nigar), is_staff(babek)) == ([], True, False)


def test_only_the_union_s_team_is_union_staff(
    draft: Organisation, nigar: Person, union: Organisation, elmira: Person
) -> None:
    assert (is_union_staff(elmira), is_union_staff(nigar)) == (True, False)


def test_loading_is_authorising(draft: Organisation, babek: Person, make_person: Callable[..., Person]) -> None:
    viewer, outsider = make_person("Vusal"), make_person("Cavid")
    Member.objects.create(organisation=draft, person=viewer, role="viewer", created_at=NOW)
    assert organisation_for_member(viewer, draft.pk) == draft
    assert (may(viewer, draft, Act.SEE_TEAM), may(viewer, draft, Act.EDIT)) == (True, False)
    with pytest.raises(PermissionDenied):
        organisation_for(viewer, draft.pk, Act.EDIT)
    with pytest.raises(PermissionDenied):
        organisation_for_owner(viewer, draft.pk)
    for load in (
        lambda: organisation_for_member(outsider, draft.pk),
        lambda: organisation_for(outsider, draft.pk, Act.EDIT),
        lambda: organisation_for_owner(outsider, draft.pk),
    ):
        with pytest.raises(NotVisible):
            load()


def test_a_place_of_another_team_cannot_be_reached_through_one_s_own(
    draft: Organisation, nigar: Person, babek: Person
) -> None:
    foreign = registration.begin_registration(person=babek, name="Başqa", legal_form="ngo", now=NOW)
    with pytest.raises(NotVisible):
        member_for_owner(nigar, draft.pk, foreign.members.get().pk)


def test_owners_stand_first(draft: Organisation, babeks_place: Member, nigars_place: Member) -> None:
    assert team_of(draft) == [nigars_place, babeks_place]


def test_a_role_is_changed_noted_and_told(babeks_place: Member, nigar: Person, babek: Person) -> None:
    team.change_role(member=babeks_place, by=nigar, role="viewer", now=NOW)
    babeks_place.refresh_from_db()
    assert babeks_place.role == "viewer"
    assert verbs(babeks_place) == ["organisations.role_changed"]
    assert letters_to(babek) == ["role_changed"]


def test_the_same_role_again_is_no_change(babeks_place: Member, nigar: Person, babek: Person) -> None:
    team.change_role(member=babeks_place, by=nigar, role="coordinator", now=NOW)
    assert (verbs(babeks_place), letters_to(babek)) == ([], [])


def test_a_coordinator_changes_no_roles(babeks_place: Member, nigars_place: Member, babek: Person) -> None:
    for act in (
        lambda: team.change_role(member=babeks_place, by=babek, role="owner", now=NOW),
        lambda: team.remove(member=nigars_place, by=babek, now=NOW),
        lambda: team.hand_over(organisation=nigars_place.organisation, by=babek, to=babeks_place, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_last_owner_can_neither_leave_nor_step_down(nigars_place: Member, nigar: Person) -> None:
    for act in (
        lambda: team.leave(organisation=nigars_place.organisation, person=nigar, now=NOW),
        lambda: team.change_role(member=nigars_place, by=nigar, role="viewer", now=NOW),
        lambda: team.remove(member=nigars_place, by=nigar, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.codes == ["organisations.last_owner"]
    nigars_place.refresh_from_db()
    assert (nigars_place.role, nigars_place.ended_at) == ("owner", None)


def test_one_of_two_owners_leaves(
    draft: Organisation, babeks_place: Member, nigars_place: Member, nigar: Person
) -> None:
    team.change_role(member=babeks_place, by=nigar, role="owner", now=NOW)
    team.leave(organisation=draft, person=nigar, now=NOW)
    nigars_place.refresh_from_db()
    assert nigars_place.ended_at == NOW
    assert verbs(nigars_place) == ["organisations.member_left"]
    with pytest.raises(NotVisible):
        organisation_for_member(nigar, draft.pk)
    with pytest.raises(NotVisible):
        team.leave(organisation=draft, person=nigar, now=NOW)


def test_somebody_removed_is_told_and_can_come_back(
    draft: Organisation, babeks_place: Member, nigar: Person, babek: Person
) -> None:
    team.remove(member=babeks_place, by=nigar, now=NOW)
    assert letters_to(babek) == ["removed"]
    assert verbs(babeks_place) == ["organisations.member_removed"]
    Member.objects.create(organisation=draft, person=babek, role="viewer", created_at=NOW)
    assert [row.role for row in team_of(draft)] == ["owner", "viewer"]


def test_nobody_is_twice_in_a_team(draft: Organisation, babeks_place: Member, babek: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(organisation=draft, person=babek, role="viewer", created_at=NOW)


def test_handing_over_swaps_the_roles(
    draft: Organisation, babeks_place: Member, nigars_place: Member, nigar: Person, babek: Person
) -> None:
    team.hand_over(organisation=draft, by=nigar, to=babeks_place, now=NOW)
    assert {(row.person.name, row.role) for row in team_of(draft)} == {("Babek", "owner"), ("Nigar", "coordinator")}
    assert letters_to(babek) == ["handed_over"]
    assert verbs(babeks_place) == ["organisations.handed_over"]


def test_an_organisation_is_not_handed_to_somebody_outside_the_team(
    draft: Organisation, nigar: Person, babek: Person, nigars_place: Member
) -> None:
    foreign = registration.begin_registration(person=babek, name="Başqa", legal_form="ngo", now=NOW)
    for to in (foreign.members.get(), nigars_place):
        with pytest.raises(NotVisible):
            team.hand_over(organisation=draft, by=nigar, to=to, now=NOW)


def test_a_group_is_never_without_its_responsible_coordinator(nigar: Person, babek: Person) -> None:
    group = registration.begin_registration(person=nigar, name="Qonşular", legal_form="group", now=NOW)
    mine = group.members.get()
    other = Member.objects.create(organisation=group, person=babek, role="owner", created_at=NOW)
    for act in (
        lambda: team.leave(organisation=group, person=nigar, now=NOW),
        lambda: team.remove(member=mine, by=babek, now=NOW),
        lambda: team.change_role(member=mine, by=babek, role="viewer", now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.codes == ["organisations.responsible_needed"]
    registration.name_responsible(organisation=group, by=nigar, person=other.person, now=NOW)
    team.leave(organisation=group, person=nigar, now=NOW)
    group.refresh_from_db()
    assert group.responsible == babek


def test_a_viewer_does_not_answer_for_a_group(nigar: Person, babek: Person, draft: Organisation) -> None:
    group = registration.begin_registration(person=nigar, name="Qonşular", legal_form="group", now=NOW)
    Member.objects.create(organisation=group, person=babek, role="viewer", created_at=NOW)
    with pytest.raises(Refused) as refused:
        registration.name_responsible(organisation=group, by=nigar, person=babek, now=NOW)
    assert refused.value.codes == ["organisations.responsible_not_in_team"]
    assert group_for_owner(nigar, group.pk) == group
    with pytest.raises(NotVisible):
        group_for_owner(nigar, draft.pk)
