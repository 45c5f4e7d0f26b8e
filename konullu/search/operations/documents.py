"""Keeping the documents: each is written again when its opportunity has changed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.queries.offers import published_views
from konullu.opportunities.rules.offer import OfferView
from konullu.platform import clock, jobs
from konullu.search.rules.documents import Draft, document_of, north_of
from konullu.search.rules.marks import mark_of
from konullu.search.rules.scoring import Standing, score_of

AT_ONCE = 500
AT_ONCE_IN_TRANSACTION = 200  # more come with imports, whose transaction must not wait for them
SETTLE, REFRESH = "search.settle", "search.refresh"
GONE = datetime(1970, 1, 1, tzinfo=UTC)  # the end of what is no longer public; the next settling takes it away

_COLUMNS = [
    "id", "score", "published_at", "soonest_at", "listed_until", "first_day", "last_day", "age_from", "age_to",
    "hours", "latitude", "longitude", "north", "organisation", "tags", "words",
]  # fmt: skip
# The score is the ranking's from the second time on.
_WRITE = f"""
INSERT INTO search_document ({", ".join(_COLUMNS)}) VALUES ({", ".join(["%s"] * (len(_COLUMNS) - 1))}, %s::tsvector)
ON CONFLICT (id) DO UPDATE SET
  {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in ("id", "score"))}
"""
_PLACE = """
INSERT INTO search_placing (document_id, slot, marks, is_settled) VALUES (%s, nextval('search_slot'), '{}', false)
ON CONFLICT (document_id) DO UPDATE SET is_settled = false
"""
_WRITE_CARD = """
INSERT INTO search_card (document_id, content) VALUES (%s, %s)
ON CONFLICT (document_id) DO UPDATE SET content = excluded.content
"""


def on_opportunities_changed(fact: OpportunitiesChanged) -> None:
    """The reaction, in the transaction of the cause (konullu/reactions.py)."""
    take_in(opportunity_ids=fact.opportunity_ids, now=clock.now())


@transaction.atomic
def take_in(*, opportunity_ids: Sequence[UUID], now: datetime) -> None:
    """Refresh some at once; many are left to the worker, ordered in the same transaction."""
    if len(opportunity_ids) <= AT_ONCE_IN_TRANSACTION:
        refresh(opportunity_ids=opportunity_ids, now=now)
        return
    for ids in batched(opportunity_ids, AT_ONCE, strict=False):
        jobs.defer(REFRESH, opportunity_ids=[str(one) for one in ids])


@transaction.atomic
def refresh(*, opportunity_ids: Iterable[UUID], now: datetime) -> int:
    """Make the documents of these opportunities say what their readers may see now; how many there are of them.

    No journal line: nothing happened but what the cause has written down. Safe to repeat.
    """
    kept = 0
    for ids in batched(sorted(set(opportunity_ids)), AT_ONCE, strict=False):
        views = [view for view in published_views(ids) if not view.is_over(now)]
        public = {view.id for view in views}
        write(views=views, now=now)
        withdraw(ids=[one for one in ids if one not in public])
        kept += len(views)
    jobs.defer(SETTLE)
    changed()
    return kept


@transaction.atomic
def write(*, views: Sequence[OfferView], now: datetime) -> None:
    """Put these in, or in place of what stands there."""
    drafts = drafts_of(views, now=now)
    _register(drafts)
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, list(map(_values, drafts)))
        cursor.executemany(_PLACE, [(draft.id,) for draft in drafts])
        cursor.executemany(_WRITE_CARD, [(draft.id, json.dumps(draft.card, ensure_ascii=False)) for draft in drafts])


def drafts_of(views: Sequence[OfferView], *, now: datetime) -> list[Draft]:
    """What would be written of these."""
    return [document_of(view, now=now, score=_first_score(view, now)) for view in views]


@transaction.atomic
def withdraw(*, ids: Sequence[UUID]) -> None:
    """No list shows them any more."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_document SET listed_until = %s WHERE id = ANY(%s)", [GONE, list(ids)])
        cursor.execute("UPDATE search_placing SET is_settled = false WHERE document_id = ANY(%s)", [list(ids)])


def changed() -> None:
    """After the commit the version is another one: kept pages are made anew."""
    transaction.on_commit(_next_version, robust=True)


def _next_version() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('search_version')")


def _first_score(view: OfferView, now: datetime) -> float:
    published_at = view.published_at or view.changed_at
    until = view.apply_until or view.ends_at or view.starts_at
    standing = Standing(
        places=view.places, published_at=published_at, listed_until=until or datetime.max.replace(tzinfo=UTC)
    )
    return score_of(standing, now=now)


def _register(drafts: Sequence[Draft]) -> None:
    """The meanings of the marks that may be new."""
    tags = sorted({tag for draft in drafts for tag in draft.tags})
    fields, codes = [field for field, _ in tags], [code for _, code in tags]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_mark (id, field, code) SELECT * FROM unnest(%s::int[], %s::text[], %s::text[])"
            " ON CONFLICT (field, code) DO NOTHING",
            [[mark_of(*tag) for tag in tags], fields, codes],
        )


def _values(draft: Draft) -> list[Any]:
    return [*_plain(draft), [mark_of(*tag) for tag in draft.tags], draft.words]


def _plain(draft: Draft) -> Iterator[Any]:
    for name in _COLUMNS[:-2]:
        yield north_of(draft.latitude) if name == "north" and draft.latitude is not None else getattr(draft, name, None)
