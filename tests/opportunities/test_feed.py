"""The order of the feed: nothing is skipped, also when transactions end in another order than they began."""

from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection, transaction

from konullu.opportunities.models import FeedLine, Opportunity
from konullu.opportunities.operations.feeding import put_in_feed
from konullu.opportunities.queries import feed
from konullu.opportunities.queries.feed import feed_page, microseconds, moment_of
from tests.opportunities.importing.table import content
from tests.opportunities.importing.test_import import brought

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[Opportunity]:
    brought(content(*({"opportunity_id": str(n)} for n in range(3))))
    return list(Opportunity.objects.order_by("source_id"))


def ids(after: tuple[datetime, UUID] | None = None, limit: int = 10) -> list[UUID]:
    return [item.opportunity_id for item in feed_page(after=after, limit=limit)]


def test_pages_give_each_line_once(three: list[Opportunity]) -> None:
    seen, mark = [], None
    while page := feed_page(after=mark, limit=2):
        seen += [item.opportunity_id for item in page]
        mark = (page[-1].modified_at, page[-1].opportunity_id)
    assert sorted(seen) == sorted(row.pk for row in three)


def test_a_change_moves_a_line_to_the_end(three: list[Opportunity]) -> None:
    first = ids()[0]
    put_in_feed(opportunity_ids=[first])
    assert ids()[-1] == first
    assert len(ids()) == 3


def test_what_is_closed_is_a_tombstone(three: list[Opportunity]) -> None:
    Opportunity.objects.filter(pk=three[0].pk).update(state="closed", closing="ended")
    put_in_feed(opportunity_ids=[three[0].pk])
    assert [item.view is None for item in feed_page(after=None, limit=10)] == [False, False, True]


def test_what_was_never_public_is_not_in_the_feed(three: list[Opportunity]) -> None:
    FeedLine.objects.all().delete()
    Opportunity.objects.filter(pk=three[0].pk).update(state="draft", published_at=None)
    put_in_feed(opportunity_ids=None)
    assert set(ids()) == {three[1].pk, three[2].pk}


def test_a_page_takes_as_many_statements_for_one_as_for_three(
    three: list[Opportunity], django_assert_num_queries: object
) -> None:
    for limit in (1, 3):
        with django_assert_num_queries(5):  # type: ignore[operator]
            feed_page(after=None, limit=limit)


def test_microseconds_are_exact_both_ways(three: list[Opportunity]) -> None:
    for item in feed_page(after=None, limit=10):
        assert moment_of(microseconds(item.modified_at)) == item.modified_at


@pytest.fixture
def slow_writer(transactional_db: None) -> list[UUID]:
    brought(content({"opportunity_id": "1"}, {"opportunity_id": "2"}))
    return list(Opportunity.objects.order_by("source_id").values_list("pk", flat=True))


def _race(early: UUID, late: UUID) -> tuple[list[UUID], list[UUID]]:
    """A transaction touches `early` and stays open; another touches `late` and ends; a reader reads; the first ends."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM opportunities_feedline")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("INSERT INTO opportunities_feedline VALUES (%s, clock_timestamp(), true)", [early])
            with transaction.atomic():
                put_in_feed(opportunity_ids=[late])
            first = feed_page(after=None, limit=10)
            cursor.execute("COMMIT")
    finally:
        other.close()
    mark = (first[-1].modified_at, first[-1].opportunity_id) if first else None
    return [item.opportunity_id for item in first], ids(after=mark)


def test_without_the_guard_a_slow_transaction_would_be_skipped(
    slow_writer: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_quiet_until", lambda: moment_of(2**52))
    early, late = slow_writer
    assert _race(early, late) == ([late], []), "the race is not there: the guard guards nothing"


def test_a_reader_waits_for_a_slow_transaction(slow_writer: list[UUID]) -> None:
    early, late = slow_writer
    assert _race(early, late) == ([], [early, late])
