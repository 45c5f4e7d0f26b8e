"""The search over a million opportunities: p95 of what it asks the database, beside hand-written SQL for the same.

Eight clients, each a process with one connection, ask without a pause; product and hand-written SQL take turns within
the same client. The product's time is that of its Python functions (queries.listing, counting, helping), statements
and all; hand-written is the bare statement for the same twenty lines.

    uv run python -m benchmarks.bench_search [--count 1000000] [--seconds 8] [--clients 8] [--url postgresql://...]

--url: a database that `benchmarks.opportunity_generator` has filled; without it a server is started and filled.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from benchmarks.opportunity_generator import NOW, fill
from konullu.launcher.embedded import Server
from konullu.platform import catalogs

GIB = {"shared_buffers": "512MB", "max_wal_size": "8GB"}
TARGETS = {"default list": 10, "district, cause, date": 10, "nearest 20": 10, "two words, filter": 40,
           "broad word": 60, "facets": 60, "did you mean": 150}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One kind of question: how the product answers it, and the statement that somebody would write by hand."""

    name: str
    askings: list[Any]
    product: Callable[[Any], object]
    by_hand: Callable[[Any], tuple[str, list[Any]]] | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--url", default="")
    arguments = parser.parse_args()
    if arguments.url:
        prepare(arguments.url)
        report(arguments)
        return
    folder = Path(tempfile.mkdtemp(prefix="konullu-bench-"))
    server = Server(folder / "server", settings=GIB)
    try:
        url = server.start()
        prepare(url)
        call_command("migrate", verbosity=0)
        took = fill(url, arguments.count)
        seconds = ", ".join(f"{name} {value:.0f} s" for name, value in took.items())
        print(f"made {arguments.count:,} in {sum(took.values()):.0f} s ({seconds}); target 300 s")
        report(arguments)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(url: str) -> None:
    os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="konullu.settings", KONULLU_POOL="1")
    os.environ.setdefault("KONULLU_DATA", tempfile.mkdtemp(prefix="konullu-bench-data-"))
    catalogs.compile_all()
    django.setup()


def report(arguments: argparse.Namespace) -> None:
    from django.db import connection

    cases = make_cases()
    connection.close()
    connection.close_pool()
    print(f"load {os.getloadavg()[0]:.1f}; {arguments.clients} clients, milliseconds")
    print(f"{'':24}{'p50':>8}{'p95':>8}{'target':>8}{'by hand p50':>13}{'p95':>8}{'ratio':>7}")
    for number in range(len(cases)):
        ours, hands = measured(number, arguments)
        ratio = statistics.median(ours) / statistics.median(hands) if hands else None
        name = cases[number].name
        hand = f"{at(hands, 50):13.1f}{at(hands, 95):8.1f}{ratio:7.2f}" if hands else ""
        print(f"{name:24}{at(ours, 50):8.1f}{at(ours, 95):8.1f}{TARGETS[name.partition(':')[0]]:8d}{hand}", flush=True)


def at(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def measured(number: int, arguments: argparse.Namespace) -> tuple[list[float], list[float]]:
    """All clients at one case."""
    with multiprocessing.get_context("fork").Pool(arguments.clients) as pool:
        parts = [(number, client, arguments.seconds) for client in range(arguments.clients)]
        results = pool.starmap(ask_for, parts)
    return [one for ours, _ in results for one in ours], [one for _, hands in results for one in hands]


def ask_for(number: int, client: int, seconds: float) -> tuple[list[float], list[float]]:
    """One client: product and hand in turns, in an order of its own."""
    from django.db import connection

    case = make_cases()[number]
    rng = random.Random(client)
    ours: list[float] = []
    hands: list[float] = []
    for asking in case.askings[:2]:  # connection, statistics, first plans
        case.product(asking)
    end = time.perf_counter() + seconds
    with connection.cursor() as cursor:
        while time.perf_counter() < end:
            asking = rng.choice(case.askings)
            start = time.perf_counter()
            case.product(asking)
            ours.append((time.perf_counter() - start) * 1000)
            if case.by_hand is None:
                continue
            sql, values = case.by_hand(asking)
            start = time.perf_counter()
            cursor.execute(sql, values)
            cursor.fetchall()
            hands.append((time.perf_counter() - start) * 1000)
    return ours, hands


def make_cases() -> list[Case]:
    """Drawn from what is in the tables, the same for every client."""
    from konullu.search.queries import counting, helping
    from konullu.search.queries.listing import listed
    from konullu.search.rules.asking import Asking

    known = Known()
    rng = random.Random(5)

    def listing(asking: Any) -> object:
        return listed(asking, now=NOW, limit=20)

    def facets(asking: Any) -> object:
        return counting.counts(asking, now=NOW)

    def spelling(asking: Any) -> object:
        return helping.did_you_mean(asking, now=NOW)

    narrow = [
        Asking(regions=(known.region(rng),), causes=(rng.choice(known.causes),), when=rng.choice(("week", "month")))
        for _ in range(80)
    ]
    two = [replace(asking, kinds=("one_time", "ongoing")) for asking in known.pairs(rng, 80)]
    return [
        Case("default list", [Asking()], listing, by_score),
        Case("district, cause, date", narrow, listing, by_score),
        Case("nearest 20", list(known.points(rng, 80)), listing, by_distance),
        Case("two words, filter", two, listing, by_words),
        Case("broad word", [Asking(text=word) for word in known.broad], listing, by_words),
        Case("facets: default", [Asking()], facets),
        Case("facets: one filter", [*map(_region, known.regions[:6]), Asking(kinds=("ongoing",))], facets),
        Case("facets: three filters", narrow, facets),
        Case("facets: age, days", [Asking(age=age, when="month", kinds=("event",)) for age in (12, 16, 30)], facets),
        Case("facets: two words", two, facets),
        Case("facets: broad word", [Asking(text=word) for word in known.broad], facets),
        Case("did you mean", list(known.misspelt(rng, 40)), spelling, alike),
    ]


def _region(code: str) -> Any:
    from konullu.search.rules.asking import Asking

    return Asking(regions=(code,))


class Known:
    """What is in the tables."""

    def __init__(self) -> None:
        self.regions = self._codes("region")
        self.weights = [1 / (rank + 1) for rank in range(len(self.regions))]
        self.causes = self._codes("cause")[:25]
        found = self._rows(
            "SELECT word FROM (SELECT unnest(most_common_elems::text::text[]) AS word,"
            " unnest(most_common_elem_freqs) AS f"
            " FROM pg_stats WHERE tablename = 'search_document' AND attname = 'words') known"
            " WHERE length(word) > 4 AND f < 1 ORDER BY f DESC LIMIT 60"
        )
        self.broad = [row[0] for row in found][::3]

    def _rows(self, sql: str, values: list[Any] | None = None) -> list[Any]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def _codes(self, field: str) -> list[str]:
        sql = (
            "SELECT code FROM search_mark JOIN search_block ON mark = search_mark.id WHERE field = %s"
            " GROUP BY code ORDER BY sum(bit_count(bits)) DESC"
        )
        return [row[0] for row in self._rows(sql, [field])]

    def region(self, rng: random.Random) -> str:
        return rng.choices(self.regions, weights=self.weights)[0]

    def points(self, rng: random.Random, count: int) -> Iterator[Any]:
        from konullu.search.rules.asking import Asking, Near

        rows = self._rows(
            "SELECT latitude, longitude FROM search_document WHERE latitude IS NOT NULL ORDER BY id LIMIT 2000"
        )
        for latitude, longitude in rng.sample(rows, count):
            near = Near(latitude=latitude + rng.gauss(0, 0.02), longitude=longitude + rng.gauss(0, 0.02), km=25)
            yield Asking(near=near, sort="nearest")

    def pairs(self, rng: random.Random, count: int) -> Iterator[Any]:
        """Two words that stand together in a title."""
        from konullu.search.rules.asking import Asking

        sql = "SELECT content FROM search_card ORDER BY document_id LIMIT 3000"
        titles = [next(iter(_content(row[0])["words"].values()))[0].split() for row in self._rows(sql)]
        for words in rng.sample([words for words in titles if len(words) > 2], count):
            yield Asking(text=" ".join(rng.sample(words[:-1], 2)))

    def misspelt(self, rng: random.Random, count: int) -> Iterator[Any]:
        from konullu.search.rules.asking import Asking

        sql = "SELECT shown FROM search_spelling WHERE documents > 50 AND length(word) BETWEEN 6 AND 14 ORDER BY word"
        for (word,) in rng.sample(self._rows(sql), count):
            at = rng.randint(1, len(word) - 2)
            yield Asking(text=word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def _content(value: Any) -> Any:
    import json

    return json.loads(value) if isinstance(value, str) else value


CARD = "SELECT id, content FROM ({}) AS found JOIN search_card ON document_id = id"


def _where(asking: Any) -> tuple[str, list[Any]]:
    from konullu.search.queries.conditions import where

    return where(asking, NOW)


def by_score(asking: Any) -> tuple[str, list[Any]]:
    clause, values = _where(asking)
    return CARD.format(f"SELECT id FROM search_document WHERE {clause} ORDER BY score DESC LIMIT 20"), values


def by_distance(asking: Any) -> tuple[str, list[Any]]:
    from konullu.search.rules.documents import north_of

    near = asking.near
    by = "point(longitude, north) <-> point(%s, %s)"
    sql = f"SELECT id FROM search_document WHERE listed_until > %s ORDER BY {by} LIMIT 20"
    return CARD.format(sql), [NOW, near.longitude, north_of(near.latitude)]


def by_words(asking: Any) -> tuple[str, list[Any]]:
    """Ranks everything that fits, as one writes it first."""
    from konullu.search.rules.stems import query_words, tsquery

    clause, values = _where(asking)
    sql = f"SELECT id FROM search_document WHERE {clause} ORDER BY score * ts_rank(words, %s::tsquery) DESC LIMIT 20"
    return CARD.format(sql), [*values, tsquery(query_words(asking.text))]


def alike(asking: Any) -> tuple[str, list[Any]]:
    from konullu.platform.text import fold

    word = fold(asking.text)
    sql = "SELECT shown FROM search_spelling WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT 1"
    return sql, [word, word]


if __name__ == "__main__":
    main()
