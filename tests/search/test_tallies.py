"""What is shown and chosen moves the scores; nothing about people is kept."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection

from konullu.engines.ranking.chance import PATIENCE, VERSION
from konullu.platform.ids import new_id
from konullu.search.models import Card, Connection, Counted, Document, Showing, Tally
from konullu.search.operations import scoring, tallies
from konullu.search.rules.scoring import Standing, score_of, week_of

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
FAR = datetime(9999, 1, 1, tzinfo=UTC)


def document(*, slot: int, places: int | None = 10, published_at: datetime = NOW - timedelta(days=60)) -> UUID:
    row = Document.objects.create(
        id=new_id(), published_at=published_at, soonest_at=FAR, listed_until=FAR,
        first_day=NOW.date(), last_day=NOW.date(), age_from=0, age_to=200, hours=0, organisation="org", tags=[],
        words="",
    )  # fmt: skip
    Card.objects.create(document_id=row.pk, content={"places": places})
    return row.pk


def score(pk: UUID) -> float:
    return float(Document.objects.values_list("score", flat=True).get(pk=pk))


@pytest.fixture(autouse=True)
def nothing_waits() -> None:
    tallies._waiting.clear()


@pytest.mark.django_db
def test_a_connection_is_counted_with_its_source_and_lowers_the_score_at_once() -> None:
    pk = document(slot=1)
    scoring.score_again(opportunity_ids=[pk], now=NOW)
    before = score(pk)
    tallies.connect(opportunity_id=pk, source="list", now=NOW)
    tallies.connect(opportunity_id=pk, source="share", now=NOW)
    tally = Tally.objects.get(pk=pk)
    assert (tally.choices, tally.choices_everywhere, tally.choices_this_week) == (1, 2, 2)
    assert sorted(Connection.objects.values_list("source", flat=True)) == ["list", "share"]
    assert score(pk) < before


@pytest.mark.django_db
def test_an_unknown_source_is_an_error_and_counts_nothing() -> None:
    pk = document(slot=1)
    with pytest.raises(ValueError, match="gossip"):
        tallies.connect(opportunity_id=pk, source="gossip", now=NOW)
    assert not Tally.objects.exists()


@pytest.mark.django_db
def test_a_new_week_gives_the_chance_anew() -> None:
    pk = document(slot=1)
    tallies.connect(opportunity_id=pk, source="external", now=NOW)
    tired = score(pk)
    monday = NOW + timedelta(days=5)
    assert week_of(monday) == week_of(NOW) + 1
    assert scoring.fade(after=UUID(int=0), now=monday) == pk
    assert scoring.fade(after=pk, now=monday) is None
    assert score(pk) > tired
    tallies.connect(opportunity_id=pk, source="external", now=monday)
    assert Tally.objects.get(pk=pk).choices_this_week == 1


@pytest.mark.django_db
def test_lists_are_written_together_and_weighed_by_position() -> None:
    first, second = document(slot=1), document(slot=2)
    for _ in range(3):
        tallies.show(opportunity_ids=[first, second], page=1, per_page=20, sort="", now=NOW)
    assert not Showing.objects.exists()
    tallies.show(opportunity_ids=[second], page=2, per_page=20, sort="fit", now=NOW + timedelta(seconds=11))
    assert Showing.objects.count() == 4
    scoring.count_looks(now=NOW + timedelta(minutes=5))
    looks = dict(Tally.objects.values_list("opportunity_id", "looks"))
    assert looks == {first: pytest.approx(3.0), second: pytest.approx(3 * PATIENCE + PATIENCE**20)}
    assert set(Showing.objects.values_list("ranker", flat=True)) == {VERSION}


@pytest.mark.django_db
def test_lists_in_another_order_say_nothing_about_ours() -> None:
    pk = document(slot=1)
    tallies.show(opportunity_ids=[pk], page=1, per_page=20, sort="newest", now=NOW)
    tallies.write_waiting(now=NOW)
    assert scoring.count_looks(now=NOW + timedelta(minutes=5)) == 0
    assert Showing.objects.get().ranker == 0


@pytest.mark.django_db
def test_each_list_is_counted_once() -> None:
    pk = document(slot=1)
    tallies.show(opportunity_ids=[pk], page=1, per_page=20, sort="", now=NOW)
    tallies.write_waiting(now=NOW)
    for minutes in (5, 10, 15):
        scoring.count_looks(now=NOW + timedelta(minutes=minutes))
    assert Tally.objects.get(pk=pk).looks == pytest.approx(1.0)
    assert Counted.objects.get().until == NOW + timedelta(minutes=14)


@pytest.mark.django_db
def test_what_was_written_in_the_latest_minute_is_left_for_the_next_count() -> None:
    pk = document(slot=1)
    tallies.show(opportunity_ids=[pk], page=1, per_page=20, sort="", now=NOW)
    tallies.write_waiting(now=NOW)
    assert scoring.count_looks(now=NOW + timedelta(seconds=30)) == 0
    assert scoring.count_looks(now=NOW + timedelta(seconds=90)) == 1


@pytest.mark.django_db
def test_old_lists_are_forgotten_and_connections_stay() -> None:
    pk = document(slot=1)
    tallies.show(opportunity_ids=[pk], page=1, per_page=20, sort="", now=NOW)
    tallies.write_waiting(now=NOW)
    tallies.connect(opportunity_id=pk, source="feed", now=NOW)
    later = NOW + tallies.KEPT_FOR + timedelta(days=1)
    assert (tallies.forget_old(now=later), Showing.objects.count(), Connection.objects.count()) == (1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_ten_connections_at_once_are_ten() -> None:
    pk, together = document(slot=1), Barrier(10)

    def one() -> None:
        together.wait()
        try:
            tallies.connect(opportunity_id=pk, source="list", now=NOW)
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Tally.objects.get(pk=pk).choices == 10


def test_an_unknown_opportunity_scores_one_and_a_new_one_more() -> None:
    old = Standing(places=None, published_at=NOW - timedelta(days=900), listed_until=FAR)
    new = Standing(places=None, published_at=NOW, listed_until=FAR)
    assert (score_of(old, now=NOW), score_of(new, now=NOW)) == (pytest.approx(1.0), pytest.approx(1.15))


@pytest.mark.parametrize("places", [None, 1, 500])
def test_scores_stay_positive_whatever_happens(places: int | None) -> None:
    worn = Standing(
        choices=1000, looks=10, week=week_of(NOW), choices_this_week=1000, places=places,
        published_at=NOW, listed_until=NOW - timedelta(days=1),
    )  # fmt: skip
    assert score_of(worn, now=NOW) >= 0.0
