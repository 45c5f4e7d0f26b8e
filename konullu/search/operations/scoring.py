"""Keeps the scores of documents in step with what has been shown and chosen."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from konullu.engines.ranking.chance import PATIENCE
from konullu.search.models import Counted
from konullu.search.rules.scoring import FADES_FOR, Standing, score_of, week_of

AT_ONCE = 2000  # documents in one statement
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

_LOOKS = """
WITH looks AS (
  SELECT opportunity_id, sum(power(%(patience)s, first_position + place - 1)) AS looks
  FROM search_showing, unnest(opportunity_ids) WITH ORDINALITY AS shown (opportunity_id, place)
  WHERE created_at >= %(since)s AND created_at < %(until)s AND ranker > 0
  GROUP BY opportunity_id
)
INSERT INTO search_tally AS tally (opportunity_id, choices, choices_everywhere, looks, week, choices_this_week)
SELECT opportunity_id, 0, 0, looks, %(week)s, 0 FROM looks
ON CONFLICT (opportunity_id) DO UPDATE SET looks = tally.looks + excluded.looks
RETURNING opportunity_id
"""

_STANDINGS = """
SELECT document.id, document.score, coalesce(tally.choices, 0), coalesce(tally.looks, 0), coalesce(tally.week, 0),
  coalesce(tally.choices_this_week, 0), (card.content ->> 'places')::int, document.published_at,
  document.listed_until
FROM search_document AS document
JOIN search_card AS card ON card.document_id = document.id
LEFT JOIN search_tally AS tally ON tally.opportunity_id = document.id
WHERE document.id = ANY(%s)
ORDER BY document.id
"""

_FADING = """
(SELECT id FROM search_document WHERE published_at > %(young)s AND id > %(after)s ORDER BY id LIMIT %(most)s)
UNION
(SELECT opportunity_id FROM search_tally WHERE week < %(week)s AND choices_this_week > 0 AND opportunity_id > %(after)s
 ORDER BY 1 LIMIT %(most)s)
ORDER BY 1 LIMIT %(most)s
"""

_SET = """
UPDATE search_document AS document SET score = new.score
FROM unnest(%s::uuid[], %s::float8[]) AS new (id, score) WHERE document.id = new.id
"""


@transaction.atomic
def score_again(*, opportunity_ids: Sequence[UUID], now: datetime) -> int:
    """Score these documents anew; how many changed. Changes of less than half a per cent are left alone."""
    changed = 0
    with connection.cursor() as cursor:
        for start in range(0, len(opportunity_ids), AT_ONCE):
            cursor.execute(_STANDINGS, [list(opportunity_ids[start : start + AT_ONCE])])
            ids, scores = [], []
            for row in cursor.fetchall():
                score = score_of(_standing(row), now=now)
                if abs(score - row[1]) > 0.005 * row[1]:
                    ids.append(row[0])
                    scores.append(score)
            if ids:
                cursor.execute(_SET, [ids, scores])
            changed += len(ids)
    return changed


def _standing(row: tuple) -> Standing:  # type: ignore[type-arg]
    _, _, choices, looks, week, this_week, places, published_at, listed_until = row
    return Standing(
        choices=choices,
        looks=looks,
        week=week,
        choices_this_week=this_week,
        places=places,
        published_at=published_at,
        listed_until=listed_until,
    )


@transaction.atomic
def count_looks(*, now: datetime) -> int:
    """Add the lists that were written since the last count to the tallies, each once; how many opportunities they show.

    The latest minute is left for the next time: its transactions may still be open.
    """
    until = now - timedelta(minutes=1)
    counted, is_new = Counted.objects.select_for_update().get_or_create(id=1, defaults={"until": until})
    since = _BEGINNING if is_new else counted.until
    if not is_new:
        Counted.objects.filter(id=1).update(until=max(until, since))
    numbers: dict[str, Any] = {"patience": PATIENCE, "since": since, "until": until, "week": week_of(now)}
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS, numbers)
        seen = [row[0] for row in cursor.fetchall()]
    score_again(opportunity_ids=seen, now=now)
    return len(seen)


@transaction.atomic
def fade(*, after: UUID, now: datetime) -> UUID | None:
    """Score some of what is young or was chosen in an earlier week; the last one of them, None when all are done.

    In steps, each a transaction: a night's work must not hold rows for minutes. Begin after UUID(int=0).
    """
    with connection.cursor() as cursor:
        cursor.execute(_FADING, {"young": now - FADES_FOR, "week": week_of(now), "after": after, "most": AT_ONCE})
        ids = [row[0] for row in cursor.fetchall()]
        score_again(opportunity_ids=ids, now=now)
        cursor.execute(
            "UPDATE search_tally SET week = %(week)s, choices_this_week = 0"
            " WHERE week < %(week)s AND choices_this_week > 0 AND opportunity_id = ANY(%(ids)s)",
            {"week": week_of(now), "ids": ids},
        )
    return ids[-1] if ids else None
