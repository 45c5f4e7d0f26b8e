"""Staff use a second step: where they are led, and where not."""

import pytest
from django.test import Client

from konullu.accounts.models import Person
from konullu.accounts.operations.operators import grant_operator
from konullu.organisations.operations import registration
from tests.accounts.people import NOW, a_person
from tests.accounts.test_time_codes import set_up
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

STEP = "/az/me/security/second-step/"


@pytest.fixture
def owner() -> Person:
    person = a_person(name="Nigar Əliyeva")
    registration.begin_registration(person=person, name="Yaşıl Xəzər", legal_form="ngo", now=NOW)
    return person


def test_staff_without_a_second_step_are_led_to_it_and_shown_how(client: Client, owner: Person) -> None:
    sign_in(client, owner, factor=False)
    page = client.get("/az/office/?page=2", follow=True)
    assert page.redirect_chain == [(STEP + "?next=%2Faz%2Foffice%2F%3Fpage%3D2", 302)]
    assert "/az/me/security/passkeys/?next=/az/office/%3Fpage%3D2" in page.text
    assert client.get("/az/me/").status_code == 200


def test_staff_with_one_in_this_session_go_through(client: Client, owner: Person) -> None:
    sign_in(client, owner, factor=True)
    assert client.get("/az/office/", follow=True).status_code == 200


def test_after_an_act_the_way_leads_back_to_the_page_of_its_form(client: Client, owner: Person) -> None:
    sign_in(client, owner, factor=False)
    answer = client.post("/az/office/", headers={"referer": "http://testserver/az/office/new/"})
    assert answer["Location"] == STEP + "?next=%2Faz%2Foffice%2Fnew%2F"
    answer = client.post("/az/office/", headers={"referer": "https://evil.example/x"})
    assert answer["Location"] == STEP + "?next=%2Faz%2Foffice%2F"


def test_a_fragment_is_led_by_htmx(client: Client, owner: Person) -> None:
    sign_in(client, owner, factor=False)
    answer = client.get("/az/office/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, STEP + "?next=%2Faz%2Foffice%2F")


def test_an_operator_is_staff_too(client: Client) -> None:
    person = a_person()
    grant_operator(contact="050 123 45 67", now=NOW)
    sign_in(client, person, factor=False)
    assert client.get("/az/registry/")["Location"].startswith(STEP)


def test_who_works_nowhere_is_not_asked(client: Client) -> None:
    sign_in(client, a_person(), factor=False)
    assert client.get("/az/office/").status_code == 200
    assert client.get("/az/registry/").status_code == 404


def test_a_stranger_is_led_to_sign_in_first(client: Client) -> None:
    assert client.get("/az/office/")["Location"].startswith("/az/sign-in/")


def test_the_last_factor_of_staff_stays_with_its_reason(client: Client, owner: Person) -> None:
    set_up(owner)
    sign_in(client, owner)
    page = client.post("/az/me/security/app/removal/", follow=True)
    assert "bir ikinci addım qalmalıdır" in page.text


def test_a_stranger_on_a_public_page_costs_no_query(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/az/rules/").status_code == 200
