"""Counting: who was shown is counted in batches, who was chosen at once. Only numbers of opportunities are kept."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from konullu.engines.ranking.chance import VERSION
from konullu.platform.ids import new_id
from konullu.search.models import Connection, Showing
from konullu.search.operations.scoring import score_again
from konullu.search.rules.scoring import week_of
from konullu.search.words import Sort, Source

TOGETHER = 100  # lists in one INSERT
WAIT = timedelta(seconds=10)  # a list that was shown is in the table after so long, when another one is shown
KEPT_FOR = timedelta(days=90)

_CHOSEN = """
INSERT INTO search_tally AS tally (opportunity_id, choices, choices_everywhere, looks, week, choices_this_week)
VALUES (%(id)s, %(own)s, 1, 0, %(week)s, 1)
ON CONFLICT (opportunity_id) DO UPDATE SET
  choices = tally.choices + excluded.choices,
  choices_everywhere = tally.choices_everywhere + 1,
  choices_this_week = CASE WHEN tally.week = excluded.week THEN tally.choices_this_week + 1 ELSE 1 END,
  week = excluded.week
"""


@transaction.atomic
def connect(*, opportunity_id: UUID, source: str, now: datetime) -> None:
    """Somebody goes on to join it, having seen it in `source` (words.Source). The next list knows.

    Only what came from our own lists speaks of our order; what came by links counts as chosen all the same (Manshadi,
    Rodilitz: "Adaptive capacity", arXiv 2203.15037).
    """
    Connection.objects.create(created_at=now, opportunity_id=opportunity_id, source=Source(source))
    own = 1 if source == Source.LIST else 0
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, {"id": opportunity_id, "own": own, "week": week_of(now)})
    score_again(opportunity_ids=[opportunity_id], now=now)


@dataclass(frozen=True)
class _Shown:
    at: datetime  # decides only when it is written
    first_position: int
    ranker: int
    opportunity_ids: tuple[UUID, ...]


_waiting: list[_Shown] = []
_lock = threading.Lock()


def show(*, opportunity_ids: Sequence[UUID], page: int, per_page: int, sort: str, now: datetime) -> None:
    """A page of a list was shown. Kept in the process and written with others: at most WAIT of them die with it."""
    if not opportunity_ids:
        return
    ranker = VERSION if sort in ("", Sort.FIT) else 0
    shown = _Shown(now, (page - 1) * per_page, ranker, tuple(opportunity_ids))
    with _lock:
        _waiting.append(shown)
        if len(_waiting) < TOGETHER and now - _waiting[0].at < WAIT:
            return
        together = _waiting[:]
        _waiting.clear()
    _write(together, now)


def write_waiting(*, now: datetime) -> None:
    """Write what this process still keeps."""
    with _lock:
        together = _waiting[:]
        _waiting.clear()
    _write(together, now)


def _write(together: list[_Shown], now: datetime) -> None:
    Showing.objects.bulk_create(
        Showing(
            id=new_id(),
            created_at=now,
            first_position=shown.first_position,
            ranker=shown.ranker,
            opportunity_ids=list(shown.opportunity_ids),
        )
        for shown in together
    )


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Lists that were shown long ago are of no use: their looks are counted. Connections stay: they are few."""
    return Showing.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]
