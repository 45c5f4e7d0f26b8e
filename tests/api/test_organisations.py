import json

import pytest

from konullu.organisations.models import District, Organisation
from konullu.organisations.words import State
from konullu.platform.ids import new_id

API = "/api/v1/organisations"
pytestmark = pytest.mark.django_db


def slugs(client, query=""):
    return [row["slug"] for row in client.get(f"{API}{query}").json()["items"]]


def test_accredited_organisations_are_open_data_and_the_others_are_not(client, world):
    accredited = set(Organisation.objects.filter(state=State.ACCREDITED).values_list("slug", flat=True))
    others = set(Organisation.objects.exclude(state=State.ACCREDITED).values_list("slug", flat=True))
    assert world.organisation.slug in accredited
    assert others
    assert set(slugs(client)) == accredited
    for slug in others:
        assert client.get(f"{API}/{slug}").status_code == 404
    assert client.get(f"{API}/{world.organisation.slug}").json()["names"]["az"] == world.organisation.name


def test_a_suspended_one_is_gone_at_once(client, world):
    Organisation.objects.filter(pk=world.organisation.pk).update(state=State.SUSPENDED)
    assert world.organisation.slug not in slugs(client)
    assert client.get(f"{API}/{world.organisation.slug}").status_code == 404


def test_nothing_but_the_public_page_is_told(client, world):
    body = client.get(f"{API}/{world.organisation.slug}").json()
    assert body.keys() == {
        "slug", "names", "legal_form", "registration_number", "description", "directions", "districts", "email",
        "phone", "website", "accredited_at",
    }  # fmt: skip
    Organisation.objects.filter(pk=world.organisation.pk).update(tax_number="1234567891")
    assert "1234567891" not in json.dumps(client.get(f"{API}/{world.organisation.slug}").json())


def test_directions_and_districts_filter(client, world):
    Organisation.objects.filter(pk=world.organisation.pk).update(directions=["3.0.9"])
    District.objects.filter(organisation=world.organisation).delete()
    District.objects.create(organisation=world.organisation, region_id="AZ-QAX")
    assert slugs(client, "?district=AZ-QAX") == [world.organisation.slug]
    assert world.organisation.slug in slugs(client, "?direction=3.0.9")
    assert world.organisation.slug not in slugs(client, "?direction=3.0.1")


@pytest.mark.parametrize(
    "query",
    ["?direction=x", "?district=qax", "?after=%00", "?limit=1000", "?direction=3.0.9%00", "?after=" + "a" * 100],
)
def test_what_makes_no_sense_is_a_problem(client, query):
    answer = client.get(API + query)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_pages_follow_each_other_in_two_queries_each(client, world, django_assert_num_queries):
    own = Organisation.objects.filter(pk=world.organisation.pk).values().get()
    for number in range(4):
        changed = {"id": new_id(), "slug": f"copy-{number}", "tax_number": "", "is_union": False}
        Organisation.objects.create(**own | changed)
    seen, address = [], f"{API}?limit=2"
    while address:
        with django_assert_num_queries(2):
            body = client.get(address).json()
        seen += [row["slug"] for row in body["items"]]
        address = body["next"]
    assert seen == sorted(Organisation.objects.filter(state=State.ACCREDITED).values_list("slug", flat=True))
    with django_assert_num_queries(2):
        client.get(f"{API}?limit=1")
