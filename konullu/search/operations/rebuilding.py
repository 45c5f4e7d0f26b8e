"""Making everything of the search anew from what is public, and looking whether it needs to be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from konullu.opportunities.queries.offers import published_views
from konullu.opportunities.rules.offer import OfferView
from konullu.search.operations import blocks, documents
from konullu.search.queries.drift import blocks_off, differing, document_ids

AT_ONCE = 500


@dataclass
class Drift:
    """What the search says otherwise than the opportunities do. Opportunity ids; marks for blocks."""

    missing: list[UUID] = field(default_factory=list)
    different: list[UUID] = field(default_factory=list)
    superfluous: list[UUID] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        return not (self.missing or self.different or self.superfluous or self.blocks)


def rebuild(*, now: datetime) -> int:
    """Write every document again, take away what is not public, make blocks and spellings anew; how many there are.

    Readers go on meanwhile: each batch is a transaction. Scores stay.
    """
    kept: set[UUID] = set()
    for views in _batches(now):
        documents.write(views=views, now=now)
        kept |= {view.id for view in views}
    documents.withdraw(ids=[one for one in document_ids() if one not in kept])
    while blocks.settle(now=now) == blocks.AT_ONCE:
        pass
    blocks.rebuild_blocks()
    blocks.rebuild_spellings()
    _analyze()
    documents.changed()
    return len(kept)


def drift(*, now: datetime) -> Drift:
    """Compare everything. What changes while it runs may show up: look again before you worry."""
    found, seen = Drift(), set()
    for views in _batches(now):
        drafts = documents.drafts_of(views, now=now)
        missing, different = differing(drafts)
        found.missing += missing
        found.different += different
        seen |= {draft.id for draft in drafts}
    found.superfluous = [one for one in document_ids(at=now) if one not in seen]
    found.blocks = blocks_off()
    return found


def _batches(now: datetime) -> Iterator[list[OfferView]]:
    """All that is public and not over, in the order of ids."""
    after: UUID | None = None
    while views := published_views(after=after, limit=AT_ONCE):
        after = views[-1].id
        yield [view for view in views if not view.is_over(now)]


@transaction.atomic
def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("ANALYZE search_document")
