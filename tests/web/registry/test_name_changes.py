"""Changes of verified names: asked by the person, decided by the Union."""

from typing import Any

import pytest
from django.test import Client

from konullu.accounts.models import AccessRecord, NameChangeRequest, Person
from konullu.organisations.operations import bootstrap
from tests.accounts.people import NOW, a_person
from tests.accounts.test_identity import connect, proved

pytestmark = pytest.mark.django_db

DESK = "/az/registry/names/"
MINE = "/az/me/security/identity/"


@pytest.fixture
def leyla() -> Person:
    person = a_person()
    connect(proved(), person)
    person.refresh_from_db()
    return person


@pytest.fixture
def desk(client: Client) -> Client:
    staff = a_person("055 123 45 67", name="Elmira Vəliyeva")
    bootstrap.found_union(name="Könüllülər İttifaqı", owner=staff, now=NOW)
    client.force_login(staff)
    return client


def ask(person: Person, **changes: str) -> Any:
    client = Client()
    client.force_login(person)
    fields = {"name": "Leyla Məmmədova", "reason": "Nikah"} | changes
    return client.post(MINE + "name-change/", fields, follow=True)


def test_the_request_is_on_the_desk_and_the_look_is_recorded(leyla: Person, desk: Client) -> None:
    page = ask(leyla)
    assert "Müraciətiniz cavab gözləyir" in page.text
    page = desk.get(DESK)
    assert "Leyla Əliyeva" in page.text
    assert "Leyla Məmmədova" in page.text
    look = AccessRecord.objects.get()
    assert (look.person, look.reader_label, look.purpose) == (leyla, "union", "identity")


def test_approved(leyla: Person, desk: Client) -> None:
    ask(leyla)
    page = desk.post(f"{DESK}{NameChangeRequest.objects.get().id}/approval/", follow=True)
    assert page.status_code == 200
    leyla.refresh_from_db()
    assert leyla.name == "Leyla Məmmədova"


def test_refused_needs_a_reason(leyla: Person, desk: Client) -> None:
    ask(leyla)
    way = f"{DESK}{NameChangeRequest.objects.get().id}/refusal/"
    page = desk.post(way, {"answer": ""})
    assert "Səbəbi yazın; şəxs onu oxuyacaq." in page.text
    assert NameChangeRequest.objects.get().state == "open"
    desk.post(way, {"answer": "Sənəd oxunmur."})
    client = Client()
    client.force_login(leyla)
    assert "Sənəd oxunmur." in client.get(MINE).text


def test_bad_requests_are_said_at_their_field(leyla: Person) -> None:
    for changes, field in [({"name": ""}, "name"), ({"reason": ""}, "reason"), ({"name": "Le\u202eyla"}, "name")]:
        page = ask(leyla, **changes)
        assert list(page.context["form"].errors) == [field]
    page = ask(leyla, birth_date_day="1", birth_date_month="1", birth_date_year="2999")
    assert "birth_date" in page.context["form"].errors
    assert NameChangeRequest.objects.count() == 0


def test_the_desk_costs_the_same_for_one_and_three(desk: Client, django_assert_num_queries: Any) -> None:
    people = [a_person(f"050 123 45 1{digit}", name=f"Leyla {digit}") for digit in range(3)]
    for number, person in enumerate(people):
        connect(proved(f"s{number}", fin=f"5ABC12{number}"), person)
    ask(people[0])
    desk.get(DESK)  # the look is recorded once an hour
    with django_assert_num_queries(ONE_AND_THREE):
        desk.get(DESK)
    for person in people[1:]:
        ask(person)
    desk.get(DESK)
    with django_assert_num_queries(ONE_AND_THREE):
        page = desk.get(DESK)
    assert page.text.count("/approval/") == 3


# session, device, person; the Union's role; requests, decided ones; earlier looks; the menu's teams and unread letters
ONE_AND_THREE = 11


def test_others_do_not_learn_that_the_desk_exists(leyla: Person, client: Client) -> None:
    ask(leyla)
    client.force_login(leyla)
    request = NameChangeRequest.objects.get()
    assert client.get(DESK).status_code == 404
    assert client.post(f"{DESK}{request.id}/approval/").status_code == 404
    request.refresh_from_db()
    assert request.state == "open"
