"""Keeping the feed for other portals in step: one line for each opportunity that was ever public."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from konullu.opportunities.facts import OpportunitiesChanged


def on_opportunities_changed(fact: OpportunitiesChanged) -> None:
    """The reaction, in the transaction of the change (konullu/reactions.py)."""
    put_in_feed(opportunity_ids=fact.opportunity_ids)


@transaction.atomic
def put_in_feed(*, opportunity_ids: Collection[UUID] | None) -> None:
    """Move these to the end of the feed, live or as tombstones; None means all that were ever public.

    The moment is the database's clock at the write: it can't be passed in, see queries.feed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO opportunities_feedline (opportunity_id, modified_at, is_live)
            SELECT id, clock_timestamp(), state = 'published'
            FROM opportunities_opportunity
            WHERE published_at IS NOT NULL AND (%(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s::uuid[]))
            ORDER BY id
            ON CONFLICT (opportunity_id) DO UPDATE SET
                modified_at = excluded.modified_at, is_live = excluded.is_live
            """,
            {"ids": None if opportunity_ids is None else list(opportunity_ids)},
        )
