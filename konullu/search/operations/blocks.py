"""Keeping the blocks: which documents have which mark, some seconds behind the documents."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from konullu.platform.text import fold
from konullu.search.operations.documents import changed
from konullu.search.rules.bits import SIZE, place, written
from konullu.search.rules.documents import NEVER, counted_marks, spellings_of
from konullu.search.rules.marks import EVERY, mark_of

AT_ONCE = 1000
_LOCK = 7_210_316  # one settling at a time
_READ = """
SELECT document.id, slot, listed_until, first_day, last_day, age_from, age_to, hours, tags, marks
FROM search_placing AS placed JOIN search_document AS document ON document.id = document_id
"""
# By district and direction, so that a filter touches few blocks.
_DEAL = """
UPDATE search_placing AS placed SET slot = dealt.slot FROM (
  SELECT id, row_number() OVER (
    ORDER BY (SELECT tag FROM unnest(tags) AS tag WHERE tag = ANY(%s) LIMIT 1), tags[2], id
  ) - 1 AS slot FROM search_document
) AS dealt WHERE dealt.id = document_id AND placed.slot <> dealt.slot
"""
_SET = """
INSERT INTO search_block AS block (mark, number, bits) VALUES (%(mark)s, %(number)s, %(add)s::bit(32000))
ON CONFLICT (mark, number) DO UPDATE SET bits = (block.bits & ~ %(remove)s::bit(32000)) | %(add)s::bit(32000)
"""


@dataclass(frozen=True)
class Standing:
    """What a document says of itself, and which marks stand in the blocks for it."""

    id: UUID
    slot: int
    listed_until: datetime
    first_day: date
    last_day: date
    age_from: int
    age_to: int
    hours: int
    tags: list[int]
    marks: list[int]


@transaction.atomic
def settle(*, now: datetime) -> int:
    """Bring the blocks in step with up to AT_ONCE documents, and take away what is over; how many were looked at.

    Nothing when another one is at it. Call again while it returns AT_ONCE.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchall()[0][0]:
            return 0
        cursor.execute("UPDATE search_document SET soonest_at = %s WHERE soonest_at <= %s", [NEVER, now])
        # Two looks, each with an index of its own.
        cursor.execute(
            f"{_READ} WHERE document_id IN (SELECT document_id FROM search_placing WHERE NOT is_settled UNION ALL"
            " SELECT id FROM search_document WHERE listed_until <= %s) ORDER BY document_id LIMIT %s"
            " FOR UPDATE SKIP LOCKED",
            [now, AT_ONCE],
        )
        standings = [Standing(*row) for row in cursor.fetchall()]
    if standings:
        _settle(standings, now)
        changed()
    return len(standings)


def _settle(standings: Sequence[Standing], now: datetime) -> None:
    masks: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    alive, dead, fresh = [], [], []
    for one in standings:
        is_alive = one.listed_until > now
        wanted, standing = set(marks_of(one)) if is_alive else set(), set(one.marks)
        number, bit = place(one.slot)
        for mark in wanted - standing:
            masks[mark, number][0] |= bit
        for mark in standing - wanted:
            masks[mark, number][1] |= bit
        if not is_alive:
            dead.append(one.id)
            continue
        alive.append((sorted(wanted), one.id))
        if not standing:
            fresh.append(one.id)
    _apply(masks)
    _count_spellings(fresh)
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE search_placing SET marks = %s, is_settled = true WHERE document_id = %s", alive)
        cursor.execute("DELETE FROM search_placing WHERE document_id = ANY(%s)", [dead])
        cursor.execute("DELETE FROM search_card WHERE document_id = ANY(%s)", [dead])
        cursor.execute("DELETE FROM search_document WHERE id = ANY(%s)", [dead])


def marks_of(one: Standing) -> Iterator[int]:
    """Everything that is counted of a document."""
    yield EVERY
    yield from one.tags
    yield from (mark_of(*tag) for tag in counted_marks(one))


def _apply(masks: Mapping[tuple[int, int], Sequence[int]]) -> None:
    values: list[dict[str, Any]] = [
        {"mark": mark, "number": number, "add": written(add), "remove": written(remove)}
        for (mark, number), (add, remove) in sorted(masks.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_SET, values)


@transaction.atomic
def rebuild_blocks() -> int:
    """Deal all places anew and make all blocks from them, in one go; how many documents they hold.

    Readers see the old ones meanwhile.
    """
    seen = 0
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a million take minutes
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            "DELETE FROM search_placing WHERE NOT EXISTS (SELECT 1 FROM search_document WHERE id = document_id)"
        )
        cursor.execute("SELECT id FROM search_mark WHERE field = 'region'")
        cursor.execute(_DEAL, [[row[0] for row in cursor.fetchall()]])
        cursor.execute("DELETE FROM search_block")
        cursor.execute("SELECT coalesce(max(slot), -1) FROM search_placing")
        last = cursor.fetchall()[0][0]
        cursor.execute("SELECT setval('search_slot', %s)", [last + 1])
        for number in range(last // SIZE + 1):
            values = [number * SIZE, (number + 1) * SIZE]
            cursor.execute("SELECT slot, marks FROM search_placing WHERE slot >= %s AND slot < %s", values)
            seen += _rebuild(number, cursor.fetchall())
    changed()
    return seen


def _rebuild(number: int, placings: Iterable[tuple[int, list[int]]]) -> int:
    """One block: what the marks of each slot say."""
    found: dict[int, bytearray] = defaultdict(lambda: bytearray(SIZE // 8))
    seen = 0
    for slot, marks in placings:
        byte, bit = divmod(slot % SIZE, 8)
        for mark in marks:
            found[mark][byte] |= 128 >> bit
        seen += 1
    with connection.cursor() as cursor, cursor.copy("COPY search_block (mark, number, bits) FROM STDIN") as copy:
        for mark, bits in sorted(found.items()):
            copy.write_row((mark, number, f"x{bits.hex()}"))
    return seen


def _count_spellings(ids: Sequence[UUID]) -> None:
    """The words of new documents are known from now on."""
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM search_card WHERE document_id = ANY(%s)", [list(ids)])
        counted = Counter(word for (content,) in cursor.fetchall() for word in spellings_of(json.loads(content)))
        add_spellings(counted=counted)


@transaction.atomic
def add_spellings(*, counted: Mapping[str, int]) -> None:
    """So many more documents have each of these words; of several spellings the first one seen is shown."""
    words: dict[str, tuple[str, int]] = {}
    for shown, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        folded = fold(shown)[:40]
        known, total = words.get(folded, (shown, 0))
        words[folded] = (known, total + count)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_spelling AS spelling (word, shown, documents)"
            " SELECT * FROM unnest(%s::text[], %s::text[], %s::int[]) AS new (word, shown, n) ORDER BY word"
            " ON CONFLICT (word) DO UPDATE SET documents = spelling.documents + excluded.documents",
            [list(words), [shown for shown, _ in words.values()], [n for _, n in words.values()]],
        )


@transaction.atomic
def rebuild_spellings() -> int:
    """All spellings anew from the cards, so that what nobody writes any more is forgotten; how many there are."""
    counted: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("DECLARE cards NO SCROLL CURSOR FOR SELECT content FROM search_card")
        while rows := _fetched(cursor):
            for (content,) in rows:
                counted.update(spellings_of(json.loads(content)))
        cursor.execute("CLOSE cards")
        cursor.execute("DELETE FROM search_spelling")
    add_spellings(counted=counted)
    return len(counted)


def _fetched(cursor: CursorWrapper) -> list[tuple[str]]:
    cursor.execute("FETCH 5000 FROM cards")
    return list(cursor.fetchall())
