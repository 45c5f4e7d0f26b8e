"""About how many documents fit, by the planner's statistics: it decides how a list is found, never what it says."""

import threading
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from konullu.search.rules.asking import Asking
from konullu.search.rules.marks import Choice, choices, today_of, window
from konullu.search.rules.stems import query_words, terms

KEPT_FOR = 300.0  # seconds
RARE = 0.0002  # what the statistics do not know


@dataclass(frozen=True)
class Shares:
    """Documents in all, and in which share of them a tag or a word stands."""

    documents: float = 0.0
    tags: dict[int, float] = field(default_factory=dict)
    words: list[tuple[str, float]] = field(default_factory=list)  # sorted

    def of_tags(self, marks: tuple[int, ...]) -> float:
        return min(1.0, sum(self.tags.get(mark, RARE) for mark in marks))

    def of_word(self, word: str, *, is_last: bool) -> float:
        found = terms(word)
        total = sum(self._starting(found[0]) if is_last and i == 0 else self._exact(t) for i, t in enumerate(found))
        return min(1.0, max(total, RARE))

    def of_whole_word(self, word: str) -> float:
        """Of a finished word; 0 for one that the statistics do not know."""
        return min(1.0, sum(map(self._exact, terms(word))))

    def _exact(self, term: str) -> float:
        at = bisect_left(self.words, (term, 0.0))
        return self.words[at][1] if at < len(self.words) and self.words[at][0] == term else 0.0

    def _starting(self, term: str) -> float:
        at, total = bisect_left(self.words, (term, 0.0)), 0.0
        while at < len(self.words) and self.words[at][0].startswith(term):
            total += self.words[at][1]
            at += 1
        return total


@dataclass
class _Kept:
    shares: Shares | None = None
    at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_kept = _Kept()


def shares() -> Shares:
    """As of the last ANALYZE, looked at every five minutes by each process."""
    with _kept.lock:
        if _kept.shares is None or time.monotonic() - _kept.at > KEPT_FOR:
            _kept.shares, _kept.at = _read(), time.monotonic()
        return _kept.shares


def forget() -> None:
    """Look again at the next question."""
    with _kept.lock:
        _kept.shares = None


def _read() -> Shares:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'search_document'::regclass")
        row = cursor.fetchone()
        cursor.execute(
            "SELECT attname, most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = 'search_document'"
            " AND attname IN ('tags', 'words') AND most_common_elems IS NOT NULL"
        )
        known = {name: list(zip(elements, shares, strict=False)) for name, elements, shares in cursor.fetchall()}
    return Shares(
        documents=max(row[0] if row else 0.0, 0.0),
        tags={int(mark): share for mark, share in known.get("tags", ())},
        words=sorted(known.get("words", ())),
    )


def of_choice(choice: Choice) -> float:
    """In which share of the documents one of the marks stands."""
    return shares().of_tags(choice.marks)


def of_words(words: Sequence[str]) -> float:
    """In which share all of the words stand."""
    known, share = shares(), 1.0
    for number, word in enumerate(words):
        share *= known.of_word(word, is_last=number == len(words) - 1)
    return share


def share_of(asking: Asking, now: datetime) -> float:
    """The share of documents that fit, as if filters had nothing to do with each other; place does not count."""
    share = 1.0
    for choice in choices(asking):
        share *= of_choice(choice)
    share *= of_words(query_words(asking.text))
    if window(asking, today_of(now)):
        share *= 0.3
    if asking.age is not None or asking.hours_max is not None:
        share *= 0.5
    return share
