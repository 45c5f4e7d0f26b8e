"""The Union's desk for opportunities: the queue, reading, yes, no with reasons, taking back, trust."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from konullu.opportunities.models import Move, Opportunity, Trust
from konullu.opportunities.operations import publishing, trust
from konullu.opportunities.operations.drafting import begin, save
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.rules.details import Words
from konullu.opportunities.words import Declaration
from tests.people import World

ALL = [word.value for word in Declaration]


def text_of(response: Any) -> str:
    return str(response.content.decode())


def sent(world: World, title: str = "Şəkidə ağacəkmə") -> Opportunity:
    """An opportunity that waits for the Union."""
    row = begin(
        organisation=world.organisation, kind="one_time", title=title, language="az", by=world.babek, now=world.now
    )
    starts = datetime.now(UTC) + timedelta(days=30)
    words = replace(details_of(row).main, summary="Palıd əkirik.", text="Çala qazır, ting əkirik.")
    details = replace(
        details_of(row),
        wordings={"az": words, "ru": Words(title="Посадка деревьев", text="Сажаем дубы.")},
        direction="3.0.9",
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        region_code="AZ-SAK",
        address="Kiş meşəliyi",
        places=40,
        contact_email="info@public.example",
    )
    save(opportunity=row, details=details, by=world.babek, now=world.now)
    publishing.submit(opportunity=row, declared=ALL, by=world.babek, now=world.now)
    row.refresh_from_db()
    return row


def test_the_union_reads_all_languages_and_publishes(client: Client, world: World) -> None:
    row = sent(world)
    client.force_login(world.elmira)
    assert "Şəkidə ağacəkmə" in text_of(client.get(world.url("registry:opportunities")))
    page = text_of(client.get(world.url("registry:opportunity", opportunity_id=row.pk)))
    assert "Сажаем дубы." in page
    client.post(world.url("registry:opportunity_acceptance", opportunity_id=row.pk), {"text": "Uğur olsun."})
    row.refresh_from_db()
    assert row.state == "published"
    assert "Şəkidə ağacəkmə" not in text_of(client.get(world.url("registry:opportunities")))
    assert "Şəkidə ağacəkmə" in text_of(client.get(world.url("registry:opportunity_decisions")))


def test_a_return_needs_a_reason_and_a_word_and_the_team_reads_both(client: Client, world: World) -> None:
    row = sent(world)
    client.force_login(world.elmira)
    here = world.url("registry:opportunity_return", opportunity_id=row.pk)
    page = text_of(client.post(here, {"text": "Vaxtı yazın."}))
    assert "Vaxtı yazın." in page
    assert row.moves.filter(move="return").count() == 0
    client.post(here, {"reasons": ["place_or_time_unclear"], "text": "Vaxtı yazın."})
    client.force_login(world.babek)
    team = text_of(client.get(world.url("office:opportunity", opportunity_id=row.pk)))
    assert "Vaxtı yazın." in team
    assert f"/opportunities/{row.pk}/form/basics/" in team


def test_what_is_public_can_be_taken_back(client: Client, world: World) -> None:
    row = sent(world)
    client.force_login(world.elmira)
    client.post(world.url("registry:opportunity_acceptance", opportunity_id=row.pk), {})
    here = world.url("registry:opportunity_removal", opportunity_id=row.pk)
    client.post(here, {"reasons": ["political"], "text": "Partiyanın adı var."})
    row.refresh_from_db()
    assert row.state == "returned"
    assert Move.objects.filter(opportunity=row, move="take_down", reasons=["political"]).exists()


def test_a_change_in_public_waits_to_be_read_again(client: Client, world: World) -> None:
    row = sent(world)
    client.force_login(world.elmira)
    client.post(world.url("registry:opportunity_acceptance", opportunity_id=row.pk), {})
    row.refresh_from_db()
    details = details_of(row)
    words = replace(details.main, text="Başqa iş görürük.")
    save(
        opportunity=row,
        details=replace(details, wordings={**details.wordings, "az": words}),
        by=world.babek,
        now=world.now + timedelta(hours=1),
    )
    assert "Başqa iş görürük." in text_of(client.get(world.url("registry:opportunity", opportunity_id=row.pk)))
    client.post(world.url("registry:opportunity_recheck", opportunity_id=row.pk))
    row.refresh_from_db()
    assert row.recheck_since is None
    assert row.state == "published"


def test_a_trusted_organisation_publishes_alone_until_the_trust_ends(client: Client, world: World) -> None:
    client.force_login(world.elmira)
    client.post(world.url("registry:trust_giving", organisation_id=world.organisation.pk))
    assert "Elmira Vəliyeva" in text_of(client.get(world.url("registry:trust")))
    assert sent(world).state == "published"
    client.post(world.url("registry:trust_end", organisation_id=world.organisation.pk))
    assert not Trust.objects.filter(ended_at=None).exists()
    assert sent(world, "Göygöldə ağacəkmə").state == "submitted"


def test_trust_that_was_given_twice_says_so(client: Client, world: World) -> None:
    trust.give(organisation=world.organisation, by=world.elmira, now=world.now)
    client.force_login(world.elmira)
    page = client.post(world.url("registry:trust_giving", organisation_id=world.organisation.pk))
    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.mark.parametrize("more", [1, 3])
def test_the_queue_asks_the_same_number_of_questions(
    client: Client, world: World, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        sent(world, f"Ağacəkmə {number}")
    client.force_login(world.elmira)
    client.get(world.url("registry:opportunities"))
    with django_assert_num_queries(QUEUE_QUERIES):
        client.get(world.url("registry:opportunities"))


QUEUE_QUERIES = 11


@pytest.mark.parametrize("more", [1, 3])
def test_the_decisions_ask_the_same_number_of_questions(
    client: Client, world: World, more: int, django_assert_num_queries: Any
) -> None:
    client.force_login(world.elmira)
    for number in range(more):
        row = sent(world, f"Ağacəkmə {number}")
        client.post(world.url("registry:opportunity_acceptance", opportunity_id=row.pk), {})
    client.get(world.url("registry:opportunity_decisions"))
    with django_assert_num_queries(DECISIONS_QUERIES):
        client.get(world.url("registry:opportunity_decisions"))


DECISIONS_QUERIES = 9
