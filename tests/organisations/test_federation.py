"""Trees of unions, terms of office, and the founding of the Union."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from konullu.accounts.models import Person
from konullu.organisations.models import Decision, Membership, Office, Organisation
from konullu.organisations.operations import bootstrap, federation, registration
from konullu.organisations.queries.federation import Branch, tree_on
from konullu.platform.errors import NotVisible, Refused
from tests.organisations.conftest import NOW, verbs

DAY = date(2026, 1, 1)


@pytest.fixture
def make_union(nigar: Person) -> Callable[[str], Organisation]:
    """An accredited union of organisations, without the way to it."""

    def make(name: str) -> Organisation:
        row = registration.begin_registration(person=nigar, name=name, legal_form="union", now=NOW)
        row.state, row.accredited_at = "accredited", NOW
        row.save()
        return row

    return make


def join(
    union: Organisation, member: Organisation, by: Person, since: date = DAY, until: date | None = None
) -> Membership:
    return federation.join_union(union=union, member=member, by=by, since_date=since, until_date=until, now=NOW)


def shape(forest: list[Branch]) -> dict[str, dict]:  # type: ignore[type-arg]
    return {branch.organisation.name: shape(branch.branches) for branch in forest}


def test_the_union_is_founded_accredited_with_its_owner(elmira: Person) -> None:
    union = bootstrap.found_union(name="İttifaq", owner=elmira, now=NOW)
    union.refresh_from_db()
    assert (union.is_union, union.state, union.accredited_at, union.legal_form) == (True, "accredited", NOW, "union")
    assert Decision.objects.get(organisation=union).move == "found"
    assert verbs(union) == ["organisations.registration_begun", "organisations.union_founded"]


def test_there_is_one_union(union: Organisation, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        bootstrap.found_union(name="İkinci", owner=nigar, now=NOW)
    assert refused.value.codes == ["organisations.union_exists"]
    assert Organisation.objects.count() == 1


def test_members_form_a_tree(
    union: Organisation, elmira: Person, make_union: Callable[[str], Organisation], accredited: Organisation
) -> None:
    region = make_union("Qərb ittifaqı")
    join(union, region, elmira)
    membership = join(region, accredited, elmira)
    assert shape(tree_on(date(2026, 11, 25))) == {"İttifaq": {"Qərb ittifaqı": {"Yaşıl Xəzər": {}}}}
    assert shape(tree_on(date(2025, 12, 31))) == {"İttifaq": {}, "Qərb ittifaqı": {}}
    assert verbs(membership) == ["organisations.joined_union"]


def test_a_circle_is_refused_also_over_three(
    union: Organisation, elmira: Person, make_union: Callable[[str], Organisation]
) -> None:
    first, second, third = make_union("A"), make_union("B"), make_union("C")
    join(first, second, elmira)
    join(second, third, elmira)
    for above, below in ((second, first), (third, first), (first, first)):
        with pytest.raises(Refused) as refused:
            join(above, below, elmira)
        assert refused.value.codes == ["organisations.circle"]


def test_a_circle_at_another_time_is_none(
    union: Organisation, elmira: Person, make_union: Callable[[str], Organisation]
) -> None:
    first, second = make_union("A"), make_union("B")
    join(first, second, elmira, until=date(2026, 6, 1))
    join(second, first, elmira, since=date(2026, 6, 1))
    assert shape(tree_on(date(2026, 5, 31)))["A"] == {"B": {}}
    assert shape(tree_on(date(2026, 6, 1)))["B"] == {"A": {}}


def test_an_organisation_stands_under_one_union_at_a_time(
    union: Organisation, elmira: Person, make_union: Callable[[str], Organisation], accredited: Organisation
) -> None:
    other = make_union("B")
    first = join(union, accredited, elmira)
    with pytest.raises(Refused) as refused:
        join(other, accredited, elmira, since=date(2026, 5, 1))
    assert refused.value.codes == ["organisations.under_one_union"]
    federation.leave_union(membership=first, by=elmira, until_date=date(2026, 5, 1), now=NOW)
    join(other, accredited, elmira, since=date(2026, 5, 1))
    assert verbs(first) == ["organisations.joined_union", "organisations.left_union"]


def test_only_accredited_organisations_join_and_only_unions_have_members(
    union: Organisation, elmira: Person, accredited: Organisation, draft: Organisation, nigar: Person
) -> None:
    fresh = registration.begin_registration(person=nigar, name="Yeni", legal_form="ngo", now=NOW)
    with pytest.raises(Refused) as refused:
        join(accredited, fresh, elmira)
    assert refused.value.codes == ["organisations.not_a_union", "organisations.member_not_accredited"]


def test_the_database_itself_refuses_two_holders_of_a_post(union: Organisation, elmira: Person, nigar: Person) -> None:
    Office.objects.create(organisation=union, person=elmira, post="chair", since_date=DAY, created_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(
            organisation=union, person=nigar, post="chair", since_date=date(2026, 5, 1), created_at=NOW
        )


def test_terms_of_office_follow_each_other(union: Organisation, elmira: Person, nigar: Person) -> None:
    union.members.create(person=nigar, role="coordinator", created_at=NOW)

    def appoint(person: Person, since: date, post: str = "chair") -> Office:
        return federation.appoint(
            organisation=union, person=person, post=post, by=elmira, since_date=since, until_date=None, now=NOW
        )

    first = appoint(elmira, DAY)
    with pytest.raises(Refused) as refused:
        appoint(nigar, date(2026, 5, 1))
    assert refused.value.codes == ["organisations.post_taken"]
    appoint(nigar, DAY, "secretary")
    federation.end_office(office=first, by=elmira, until_date=date(2026, 5, 1), now=NOW)
    appoint(nigar, date(2026, 5, 1))
    assert verbs(first) == ["organisations.appointed", "organisations.office_ended"]


def test_an_office_needs_a_place_in_the_team(union: Organisation, elmira: Person, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        federation.appoint(
            organisation=union, person=nigar, post="chair", by=elmira, since_date=DAY, until_date=None, now=NOW
        )
    assert refused.value.codes == ["organisations.holder_not_in_team"]


def test_outsiders_enter_neither_memberships_nor_offices(
    union: Organisation, elmira: Person, nigar: Person, accredited: Organisation
) -> None:
    membership = join(union, accredited, elmira)
    office = federation.appoint(
        organisation=union, person=elmira, post="chair", by=elmira, since_date=DAY, until_date=None, now=NOW
    )
    for act in (
        lambda: join(union, accredited, nigar),
        lambda: federation.leave_union(membership=membership, by=nigar, until_date=date(2027, 1, 1), now=NOW),
        lambda: federation.end_office(office=office, by=nigar, until_date=date(2027, 1, 1), now=NOW),
    ):
        with pytest.raises(NotVisible):
            act()
