"""Opportunities like one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from konullu.search.queries.finding import cards_of
from konullu.search.queries.listing import Row
from konullu.search.rules.found import Card

ALONG = 3000  # documents by score that are looked at first
AMONG = 200
_FIELDS = ("cause", "direction", "kind", "region", "goal", "remote")  # alike in these
_LIKE = ("cause", "direction")  # at least one of these in common
_RANKED = """
SELECT id, published_at, latitude, longitude, NULL, content::text
FROM ({candidates}) candidate JOIN search_card ON document_id = id
ORDER BY (SELECT count(*) FROM unnest(tags) AS tag WHERE tag = ANY(%s)) DESC, score DESC, id LIMIT %s
"""
_COLUMNS = "SELECT id, published_at, latitude, longitude, tags, score"
_WALK = f"""
{_COLUMNS} FROM (SELECT * FROM search_document WHERE listed_until > %s ORDER BY score DESC, id LIMIT {ALONG}) walked
WHERE tags && %s::int[] AND id <> %s LIMIT {AMONG}
"""
_INDEX = f"{_COLUMNS} FROM search_document WHERE listed_until > %s AND tags && %s::int[] AND id <> %s LIMIT {AMONG}"


def similar(opportunity_id: UUID, *, language: str, now: datetime, limit: int = 3) -> list[Card]:
    """Those that share most of cause, direction, kind, district and goal with it; none when it is not public."""
    alike, like = _tags_of(opportunity_id)
    if not like:
        return []
    rows = _rows(_WALK, alike, like, opportunity_id, now, limit)
    if len(rows) < limit:
        rows = _rows(_INDEX, alike, like, opportunity_id, now, limit)
    return cards_of(rows, language=language)


def _rows(candidates: str, alike: list[int], like: list[int], own: UUID, now: datetime, limit: int) -> list[Row]:
    values: list[Any] = [now, like, own, alike, limit]
    with connection.cursor() as cursor:
        cursor.execute(_RANKED.format(candidates=candidates), values)
        return [Row(*row) for row in cursor.fetchall()]


def _tags_of(opportunity_id: UUID) -> tuple[list[int], list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_mark.id, field FROM search_document, unnest(tags) AS tag"
            " JOIN search_mark ON search_mark.id = tag WHERE search_document.id = %s AND field = ANY(%s)",
            [opportunity_id, list(_FIELDS)],
        )
        rows = cursor.fetchall()
    return [mark for mark, _ in rows], [mark for mark, field in rows if field in _LIKE]
