"""Trees of unions and terms of office on their pages."""

import pytest
from django.test import Client

from konullu.organisations.models import Membership, Office, Organisation
from konullu.organisations.operations import registration
from tests.people import World

SINCE = {"since_date_day": "1", "since_date_month": "1", "since_date_year": "2026"}


def enter(client: Client, world: World, union: Organisation, member: Organisation) -> object:
    data = {"union": str(union.pk), "member": str(member.pk), **SINCE}
    return client.post(world.url("registry:membership_new"), data)


def test_a_membership_is_entered_shown_and_ended(elmira: Client, world: World) -> None:
    enter(elmira, world, world.union, world.organisation)
    page = elmira.get(world.url("registry:unions")).text
    assert page.index("Könüllülər İttifaqı") < page.index("Yaşıl Xəzər")
    row = Membership.objects.get()
    until = {"until_date_day": "1", "until_date_month": "6", "until_date_year": "2026"}
    elmira.post(world.url("registry:membership_end", membership_id=row.pk), until)
    row.refresh_from_db()
    assert str(row.until_date) == "2026-06-01"


def test_a_second_membership_at_the_same_time_is_refused_at_its_field(elmira: Client, world: World) -> None:
    second = registration.begin_registration(person=world.rasim, name="B", legal_form="union", now=world.now)
    Organisation.objects.filter(pk=second.pk).update(state="accredited")
    enter(elmira, world, world.union, world.organisation)
    answer = enter(elmira, world, second, world.organisation)
    assert list(answer.context["form"].errors) == ["member"]  # type: ignore[attr-defined]
    assert Membership.objects.count() == 1


def test_a_term_of_office_is_entered_and_a_second_one_refused(elmira: Client, world: World) -> None:
    url = world.url("registry:offices", organisation_id=world.union.pk)
    data = {"post": "chair", "person": str(world.elmira.pk), **SINCE}
    assert elmira.post(url, data).headers["Location"] == url
    answer = elmira.post(url, data)
    assert list(answer.context["form"].errors) == ["post"]
    assert Office.objects.count() == 1
    assert "Sədr" in elmira.get(url).text


@pytest.mark.parametrize("members", [1, 3])
def test_the_tree_asks_the_same_number_of_questions(
    elmira: Client, world: World, members: int, django_assert_num_queries: object
) -> None:
    for number in range(members):
        row = registration.begin_registration(person=world.rasim, name=f"Ü{number}", legal_form="ngo", now=world.now)
        Organisation.objects.filter(pk=row.pk).update(state="accredited")
        enter(elmira, world, world.union, row)
    with django_assert_num_queries(TREE_QUERIES):  # type: ignore[operator]
        elmira.get(world.url("registry:unions"))


TREE_QUERIES = 9


def test_only_a_union_has_offices(elmira: Client, world: World) -> None:
    assert elmira.get(world.url("registry:offices", organisation_id=world.organisation.pk)).status_code == 404
