"""Organisations for everybody: the list, its filters, the page of each."""

import pytest
from django.test import Client

from konullu.organisations.models import District, Organisation
from konullu.organisations.operations import registration
from konullu.organisations.queries import public_numbers, public_organisations
from tests.people import World


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def accredited(world: World, name: str, direction: str = "3.0.6", state: str = "accredited") -> Organisation:
    row = registration.begin_registration(person=world.rasim, name=name, legal_form="ngo", now=world.now)
    Organisation.objects.filter(pk=row.pk).update(state=state, accredited_at=world.now, directions=[direction])
    row.refresh_from_db()
    return row


def names(client: Client, world: World, **query: str) -> list[str]:
    answer = client.get(world.url("portal:organisations"), query)
    assert answer.status_code == 200
    return [each.name for each in answer.context["organisations"]]


def test_the_list_shows_accredited_ones_only_in_the_order_of_the_alphabet(client: Client, world: World) -> None:
    accredited(world, "Çinar")
    accredited(world, "Əl-ələ")
    accredited(world, "Dayandırılmış", state="suspended")
    registration.begin_registration(person=world.cavid, name="Qaralama", legal_form="ngo", now=world.now)
    assert names(client, world) == ["Çinar", "Əl-ələ", "Könüllülər İttifaqı", "Yaşıl Xəzər"]


def test_the_list_is_filtered_by_direction_and_district(client: Client, world: World) -> None:
    sport = accredited(world, "Çinar")
    assert names(client, world, direction="3.0.9") == ["Yaşıl Xəzər"]
    assert names(client, world, direction="3.0.6") == ["Çinar"]
    assert names(client, world, district="AZ-BA") == ["Yaşıl Xəzər"]
    District.objects.create(organisation=sport, region_id="AZ-BA")
    assert names(client, world, district="AZ-BA", direction="3.0.6") == ["Çinar"]
    assert names(client, world, direction="3.0.2") == []


@pytest.mark.parametrize(
    "query",
    [
        {"direction": "9.9"},
        {"district": "<script>"},
        {"page": "salam"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"direction": "x" * 10_000},
        {"direction": "\x00"},
    ],
)
def test_nonsense_in_the_address_shows_the_whole_list(client: Client, world: World, query: dict[str, str]) -> None:
    assert names(client, world, **query) == ["Könüllülər İttifaqı", "Yaşıl Xəzər"]


def test_the_list_has_pages_and_keeps_the_filter(client: Client, world: World) -> None:
    for number in range(13):
        accredited(world, f"Təşkilat {number:02}")
    answer = client.get(world.url("portal:organisations"), {"direction": "3.0.6"})
    assert len(answer.context["organisations"]) == 12
    assert "direction=3.0.6&amp;district=&amp;page=2" in text_of(answer)
    assert names(client, world, direction="3.0.6", page="2") == ["Təşkilat 12"]


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client: Client, world: World, more: int, django_assert_num_queries: object
) -> None:
    for number in range(more):
        row = accredited(world, f"Ü{number}")
        District.objects.create(organisation=row, region_id="AZ-BA")
    with django_assert_num_queries(LIST_QUERIES):  # type: ignore[operator]
        client.get(world.url("portal:organisations"))


LIST_QUERIES = 6


def test_the_page_tells_about_the_organisation_and_nothing_about_its_people(client: Client, world: World) -> None:
    page = text_of(client.get(world.url("portal:organisation", slug=world.organisation.slug)))
    for shown in ("Yaşıl Xəzər", "Sahili təmizləyirik.", "info@public.example", "Ətraf mühit", "0601/2019"):
        assert shown in page
    for hidden in ("Nigar", "Babək", "Vüsal", "Səbinə", "1400000011", "nizamname"):
        assert hidden not in page


def test_the_page_speaks_the_reader_s_language(client: Client, world: World) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(other_names={"en": "Green Caspian"})
    here = {"slug": world.organisation.slug}
    assert "Green Caspian" in text_of(client.get(world.url("portal:organisation", "en", **here)))
    assert "Green Caspian" not in text_of(client.get(world.url("portal:organisation", "ru", **here)))


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_not_accredited_has_no_page(client: Client, world: World, state: str) -> None:
    Organisation.objects.filter(pk=world.other.pk).update(state=state)
    assert client.get(world.url("portal:organisation", slug=world.other.slug)).status_code == 404


def test_a_partner_has_no_page(client: Client, world: World) -> None:
    partner = registration.register_partner(person=world.cavid, name="MMC", now=world.now)
    assert client.get(world.url("portal:organisation", slug=partner.slug)).status_code == 404


def test_what_people_typed_is_shown_as_text(client: Client, world: World) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(description="<script>alert(1)</script>")
    assert "<script>alert(1)" not in text_of(client.get(world.url("portal:organisation", slug=world.organisation.slug)))


def test_the_numbers_of_the_home_page_are_those_of_the_present(world: World) -> None:
    numbers = public_numbers()
    assert (numbers.organisations, numbers.districts, numbers.directions) == (2, 1, 1)
    accredited(world, "Çinar")
    accredited(world, "Dayandırılmış", "3.0.2", "suspended")
    numbers = public_numbers()
    assert (numbers.organisations, numbers.districts, numbers.directions) == (3, 1, 2)


def test_the_home_page_gets_the_latest_accredited_with_names_in_its_language(world: World) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(other_names={"en": "Green Caspian"})
    cards = public_organisations(limit=1, language="en")
    assert len(cards) == 1
    assert {card.name for card in public_organisations(limit=9, language="en")} == {
        "Green Caspian",
        "Könüllülər İttifaqı",
    }
