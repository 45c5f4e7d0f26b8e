"""Where the documents and the blocks say otherwise than they should."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from konullu.search.rules.documents import Draft
from konullu.search.rules.marks import mark_of

_PLAIN = [
    "published_at", "soonest_at", "listed_until", "first_day", "last_day", "age_from", "age_to", "hours",
    "latitude", "longitude", "organisation",
]  # fmt: skip
_DIFFERENT = f"""
SELECT document.id FROM search_document AS document LEFT JOIN search_card AS card ON card.document_id = document.id
WHERE document.id = %s AND (
  ({", ".join(f"document.{name}" for name in _PLAIN)}) IS DISTINCT FROM ({", ".join(["%s"] * len(_PLAIN))})
  OR document.tags <> %s::int[] OR document.words <> %s::tsvector OR card.content IS DISTINCT FROM %s::jsonb)
"""
# What the documents say that stands in the blocks, beside what does stand there.
_BLOCKS = """
WITH said AS (
  SELECT mark, slot / 32000 AS number, count(*) AS n
  FROM search_placing, unnest(marks) AS mark GROUP BY mark, slot / 32000
), stands AS (SELECT mark, number, bit_count(bits) AS n FROM search_block)
SELECT DISTINCT mark FROM said FULL JOIN stands USING (mark, number)
WHERE coalesce(said.n, 0) <> coalesce(stands.n, 0) ORDER BY mark
"""


def document_ids(*, at: datetime | None = None) -> list[UUID]:
    """All documents, or only those that are listed at a moment."""
    clause, values = ("WHERE listed_until > %s", [at]) if at else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM search_document {clause} ORDER BY id", values)
        return [row[0] for row in cursor.fetchall()]


def differing(drafts: Sequence[Draft]) -> tuple[list[UUID], list[UUID]]:
    """(those without a document, those whose document is not what it would be if it were written now)."""
    there = set(_there([draft.id for draft in drafts]))
    different = []
    with connection.cursor() as cursor:
        for draft in drafts:
            cursor.execute(_DIFFERENT, _values(draft))
            different += [row[0] for row in cursor.fetchall()]
    return [draft.id for draft in drafts if draft.id not in there], different


def _there(ids: list[UUID]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_document WHERE id = ANY(%s)", [ids])
        return [row[0] for row in cursor.fetchall()]


def _values(draft: Draft) -> list[Any]:
    return [
        draft.id,
        *(getattr(draft, name) for name in _PLAIN),
        [mark_of(*tag) for tag in draft.tags],
        draft.words,
        json.dumps(draft.card, ensure_ascii=False),
    ]


def blocks_off() -> list[int]:
    """The marks of which the blocks count more or fewer documents than have them."""
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKS)
        return [row[0] for row in cursor.fetchall()]
