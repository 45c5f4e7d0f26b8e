"""The page of letters that did not arrive: reasons in words, masked addresses, and every look written down."""

import pytest
from django.test import Client

from konullu.accounts.models import AccessRecord
from konullu.journal.models import Entry
from konullu.messaging.models import Delivery
from tests.messaging.letterbox import NOON, outside, somebody, write
from tests.people import World

pytestmark = pytest.mark.django_db


def dead(address: str = "cavid@mail.az") -> Delivery:
    delivery = outside(write(somebody(email=address)))
    Delivery.objects.filter(pk=delivery.pk).update(
        state="failed",
        last_error="refused",
        last_error_detail="no such mailbox (550)",
        next_attempt_at=None,
        ended_at=NOON,
        attempts=1,
    )
    return delivery


def body(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_dead_says_so(client: Client, world: World) -> None:
    client.force_login(world.elmira)
    assert "Bütün məktublar çatıb və ya yoldadır" in body(client.get("/az/registry/letters/"))


def test_staff_see_reason_and_masked_address_and_never_the_words(client: Client, world: World) -> None:
    delivery = dead()
    client.force_login(world.elmira)
    page = body(client.get("/az/registry/letters/"))
    assert "1 məktub çatmayıb" in page
    assert "Qarşı tərəf bu ünvanı qəbul etmir." in page
    assert "c•••@mail.az" in page
    assert "cavid@mail.az" not in page
    assert delivery.message.subject not in page


def test_every_look_is_written_down_for_the_person(client: Client, world: World) -> None:
    delivery = dead()
    client.force_login(world.elmira)
    client.get("/az/registry/letters/")
    record = AccessRecord.objects.get(person=delivery.message.person)
    assert (record.reader_id, record.purpose, record.fields) == (world.elmira.pk, "letters", ["letters"])
    assert record.organisation_name == world.union.name


def test_an_operator_looks_under_the_own_name(client: Client, world: World) -> None:
    delivery = dead()
    client.force_login(world.orxan)
    client.get("/az/registry/letters/")
    record = AccessRecord.objects.get(person=delivery.message.person)
    assert (record.reader_id, record.reader_label, record.organisation_id) == (world.orxan.pk, "operator", None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_letter_and_for_three(
    client: Client, world: World, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        dead(f"person{number}@mail.az")
    client.force_login(world.elmira)
    client.get("/az/registry/letters/")
    with django_assert_num_queries(14):
        client.get("/az/registry/letters/")


def test_trying_again_and_laying_aside(client: Client, world: World) -> None:
    first, second = dead("a@mail.az"), dead("b@mail.az")
    client.force_login(world.elmira)
    assert client.post(f"/az/registry/letters/{first.pk}/retry/").url == "/az/registry/letters/"
    assert client.post(f"/az/registry/letters/{second.pk}/giving-up/").url == "/az/registry/letters/"
    assert [Delivery.objects.get(pk=each.pk).state for each in (first, second)] == ["queued", "dropped"]
    verbs = Entry.objects.filter(subject_kind="messaging.delivery").values_list("verb", "actor_id")
    assert set(verbs) == {
        ("messaging.letter_retried", world.elmira.pk),
        ("messaging.letter_given_up", world.elmira.pk),
    }


def test_what_somebody_has_dealt_with_is_gone(client: Client, world: World) -> None:
    delivery = dead()
    client.force_login(world.elmira)
    client.post(f"/az/registry/letters/{delivery.pk}/giving-up/")
    assert client.post(f"/az/registry/letters/{delivery.pk}/retry/").status_code == 404


def test_for_everybody_else_the_page_does_not_exist(client: Client, world: World) -> None:
    delivery = dead()
    for person in (world.aygun, world.nigar, world.rasim):
        client.force_login(person)
        assert client.get("/az/registry/letters/").status_code == 404
        assert client.post(f"/az/registry/letters/{delivery.pk}/retry/").status_code == 404
    assert Delivery.objects.get(pk=delivery.pk).state == "failed"
