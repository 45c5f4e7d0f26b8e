"""What helps when little or nothing is found: another spelling, and wishes that could be given up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from django.db import connection

from konullu.platform.text import fold
from konullu.search.queries.counting import total_of
from konullu.search.queries.shares import shares
from konullu.search.rules.asking import Asking
from konullu.search.rules.found import Relaxation
from konullu.search.rules.relaxing import ways_out
from konullu.search.rules.stems import any_form, query_words

CORRECTED = 4  # words of one query
ALIKE = 0.4  # of the trigrams of both words
TRIED, SHOWN, PAIRS = 10, 4, 8


def did_you_mean(asking: Asking, *, now: datetime) -> str:
    """The query with words that are in the index in place of those that are not; empty when that finds nothing."""
    words = query_words(asking.text)
    unknown = [word for word in words if not _is_known(word)][:CORRECTED]
    better = {word: shown for word in unknown if (shown := _alike(word))}
    if not better:
        return ""
    text = " ".join(better.get(word, word) for word in words)
    return text if total_of(replace(asking, text=text, page=1), now=now)[0] else ""


def _is_known(word: str) -> bool:
    """Whether a document has the word in any of its forms. Materialised: a rare word is asked of the index."""
    if shares().of_whole_word(word):
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH fit AS MATERIALIZED (SELECT 1 FROM search_document WHERE words @@ %s::tsquery)"
            " SELECT EXISTS (SELECT 1 FROM fit)",
            [any_form(word)],
        )
        return bool(cursor.fetchall()[0][0])


def _alike(word: str) -> str:
    """The word most like it, the more common one among equals."""
    folded = fold(word)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shown FROM search_spelling WHERE word %% %s AND word <> %s AND similarity(word, %s) >= %s"
            " ORDER BY similarity(word, %s) * (1 + 0.05 * ln(greatest(documents, 1))) DESC, word LIMIT 1",
            [folded, folded, folded, ALIKE, folded],
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def relaxations(asking: Asking, *, now: datetime) -> list[Relaxation]:
    """For a search that finds nothing: the same without one wish, else without two, each with its number."""
    ways = list(ways_out(asking))[:TRIED]
    found = list(_tried(((what, way(asking)) for what, way in ways), now))
    if not found:
        pairs = list(combinations(ways, 2))[:PAIRS]
        found = list(_tried(((one[0], two[1](one[1](asking))) for one, two in pairs), now))
    return found[:SHOWN]


def _tried(ways: Iterator[tuple[str, Asking]], now: datetime) -> Iterator[Relaxation]:
    for what, wider in ways:
        count, is_exact = total_of(wider, now=now)
        if count:
            yield Relaxation(asking=wider, count=count, what=what, is_exact=is_exact)
