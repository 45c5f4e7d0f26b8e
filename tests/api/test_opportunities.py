"""Published opportunities as open data."""

from datetime import timedelta

import pytest

from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import publishing
from tests.people import published_opportunity

API = "/api/v1/opportunities"
pytestmark = pytest.mark.django_db


def ids(client, query=""):
    return [row["id"] for row in client.get(f"{API}{query}").json()["items"]]


def test_only_what_is_published_is_listed(client, world):
    row = world.made["opportunity"]
    assert ids(client) == [str(row.pk)]
    for state in ("draft", "submitted", "returned", "archived"):
        Opportunity.objects.filter(pk=row.pk).update(state=state)
        assert ids(client) == []
        assert client.get(f"{API}/{row.pk}").status_code == 404


def test_a_closed_one_is_told_with_its_state_but_not_listed(client, world):
    row = world.made["opportunity"]
    publishing.close(opportunity=row, closing="filled", by=world.babek, now=world.now)
    assert ids(client) == []
    assert client.get(f"{API}/{row.pk}").json()["state"] == "closed"


def test_what_is_told(client, world):
    row = world.made["opportunity"]
    body = client.get(f"{API}/{row.pk}").json()
    assert body["wordings"]["az"]["title"] == "Sahil təmizliyi"
    assert (body["kind"], body["direction"], body["region"], body["places"], body["age_min"]) == (
        "one_time", "3.0.9", "AZ-BA", 40, 16,
    )  # fmt: skip
    assert body["organisation"]["slug"] == world.organisation.slug
    assert body["url"].endswith(f"/az/opportunities/{row.pk}/{row.slug}/")
    assert body["starts_at"].endswith("Z")
    assert body["point"] is None


def test_contact_persons_are_not_given_away(client, world):
    told = client.get(f"{API}/{world.made['opportunity'].pk}").content.decode()
    assert "elaqe@public.example" not in told
    assert not any(name.startswith("contact") for name in client.get(API).json()["items"][0])


def test_pages_lead_on_and_keep_the_filters(client, world):
    rows = [world.made["opportunity"], *(published_opportunity(world, f"Sahil {n}") for n in range(2))]
    seen, address = [], f"{API}?limit=1&direction=3.0.9"
    while address:
        assert "direction=3.0.9" in address
        body = client.get(address).json()
        seen += [row["id"] for row in body["items"]]
        address = body["next"]
    assert seen == sorted(str(row.pk) for row in rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=one_time", 1),
        ("?kind=ongoing", 0),
        ("?direction=3.0.9", 1),
        ("?direction=3.0.1", 0),
        ("?region=AZ-BA", 1),
        ("?region=AZ-GA", 0),
        ("?remote=true", 0),
        ("?remote=false", 1),
        ("?organisation=nobody", 0),
    ],
)
def test_filters(client, world, query, found):
    assert len(ids(client, query)) == found


@pytest.mark.parametrize("query", ["?kind=party", "?limit=0", "?limit=1000", "?after=1", "?region=../..", "?remote=2"])
def test_nonsense_is_a_problem(client, world, query):
    answer = client.get(f"{API}{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_a_copy_that_is_fresh_is_not_sent_again(client, world):
    first = client.get(API)
    assert first["Cache-Control"] == "public, max-age=60"
    assert client.get(API, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Opportunity.objects.update(changed_at=world.now + timedelta(minutes=1))
    assert client.get(API, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_one_and_three_take_as_many_statements(client, world, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(ids(client)) == 1
    for n in range(2):
        published_opportunity(world, f"Sahil {n}")
    with django_assert_num_queries(3):
        assert len(ids(client)) == 3
