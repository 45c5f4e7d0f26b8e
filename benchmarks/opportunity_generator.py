"""Makes as many opportunities as wished, straight into the search's tables by COPY.

Words: the taxonomies' labels, our own translated sentences and place names, in a Zipf order of their own for each
language, with Azerbaijani and Russian endings for the long tail; places: towns by population, scattered around them,
most in and around Baku; three in ten have days. Every document goes through `search.rules.documents.document_of`, as a
published one would. Deterministic: the same count and seed give the same rows.

    uv run python -m benchmarks.opportunity_generator --count 100000      (DATABASE_URL says where)
"""

import argparse
import gc
import itertools
import json
import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

import django
import psycopg

from benchmarks.vocabulary import LANGUAGES, Vocabulary, place_data, vocabularies

CHUNK = 5000
NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SHARES = (0.66, 0.17, 0.09, 0.05, 0.03)


@dataclass(frozen=True)
class World:
    """Everything that a document is drawn from."""

    words: dict[str, Vocabulary]
    towns: list[dict[str, Any]]
    town_weights: list[float]
    regions: dict[str, Any]
    causes: list[str]
    skills: list[str]
    access: list[str]
    directions: list[str]
    organisations: list[Any]


def make_world(organisations: int = 20_000) -> World:
    from konullu.opportunities.rules import taxonomy
    from konullu.opportunities.rules.offer import Offerer, Place
    from konullu.organisations.directions import DIRECTIONS

    rng = random.Random(7)
    regions = {
        row["code"]: Place(
            code=row["code"], country=row["country"], names=row["names"], latitude=row["latitude"],
            longitude=row["longitude"],
        )
        for row in place_data("regions.json")
    }  # fmt: skip
    towns = [
        town
        for town in place_data("cities.json")
        if town["country"] in ("AZ", "KZ", "UZ", "RU", "KG") and town["region"]
    ]
    weights = [(town["population"] + 500) * (8 if town["country"] == "AZ" else 0.05) for town in towns]
    offerers = [
        Offerer(
            id=UUID(int=rng.getrandbits(128)), slug=f"org-{number}", name_az=f"Birlik {number}", other_names={},
            legal_form="ngo", state="accredited", website="",
        )
        for number in range(organisations)
    ]  # fmt: skip
    return World(
        words=vocabularies(rng),
        towns=towns,
        town_weights=list(accumulate(weights)),
        regions=regions,
        causes=list(taxonomy.concepts("cause")),
        skills=list(taxonomy.concepts("skill")),
        access=list(taxonomy.concepts("accessibility")),
        directions=[direction.code for direction in DIRECTIONS],
        organisations=offerers,
    )


@dataclass(frozen=True)
class Lot:
    """What a chunk has drawn, to be dealt one by one."""

    kinds: Iterator[Any]
    towns: Iterator[dict[str, Any]]
    languages: Iterator[str]
    causes: Iterator[str]
    directions: Iterator[str]
    gives: Iterator[str]
    words: dict[str, Iterator[str]]


def draw(world: World, rng: random.Random) -> Lot:
    """Drawing many at once is ten times as fast as drawing each."""
    from konullu.opportunities.words import Kind, Provided

    provided = [str(one) for one in Provided]
    return Lot(
        kinds=iter(rng.choices(list(Kind), weights=[30, 25, 6, 9, 8, 5, 3, 3, 3, 3, 5], k=CHUNK)),
        towns=iter(rng.choices(world.towns, cum_weights=world.town_weights, k=CHUNK)),
        languages=iter(rng.choices(LANGUAGES, weights=SHARES, k=CHUNK)),
        causes=iter(rng.choices(world.causes, weights=_zipf(len(world.causes)), k=CHUNK * 3)),
        directions=iter(rng.choices(world.directions, weights=_zipf(len(world.directions)), k=CHUNK)),
        gives=iter(rng.choices(provided, weights=_zipf(len(provided)), k=CHUNK * 3)),
        words={
            language: itertools.cycle(rng.choices(known.words, cum_weights=known.weights, k=CHUNK * 10))
            for language, known in world.words.items()
        },
    )


def offers(world: World, chunk: int, seed: int) -> Iterator[Any]:
    """One chunk of opportunities as their readers see them."""
    from konullu.opportunities.rules.offer import OfferView

    rng = random.Random(f"{seed}:{chunk}")
    lot = draw(world, rng)
    for number in range(CHUNK):
        language = next(lot.languages)
        yield OfferView(
            **_BLANK,
            **_kind(world, lot, rng),
            **_place(world, lot, rng),
            **_times(rng),
            id=UUID(int=rng.getrandbits(128)),
            slug=f"o-{chunk}-{number}",
            main_language=language,
            wordings=_wordings(language, lot, rng),
            languages=(language,) if rng.random() < 0.3 else (),
        )


_BLANK: dict[str, Any] = {
    "state": "published", "roles": (), "requirements": (), "rewards": (), "primary_goal": None, "targets": (),
    "address": "", "all_day": False, "time_zone": "Asia/Baku", "answer_days": 5, "weekly_hours_max": None,
    "papers": (), "hazards": (), "contact_name": "", "contact_email": "", "contact_phone": "", "external_url": "",
    "picture": "", "closed_at": None, "closing": "", "series": None, "source": "", "source_id": "",
}  # fmt: skip


def _kind(world: World, lot: Lot, rng: random.Random) -> dict[str, Any]:
    causes, gives = list(itertools.islice(lot.causes, 3)), list(itertools.islice(lot.gives, 3))
    goals = rng.choices(range(1, 18), weights=_zipf(17), k=rng.randint(1, 3))
    return {
        "kind": next(lot.kinds),
        "organisation": rng.choice(world.organisations),
        "direction": next(lot.directions),
        "causes": tuple(dict.fromkeys(causes[: rng.randint(1, 3)])),
        "skills": (rng.choice(world.skills),),
        "accessibility": tuple(rng.sample(world.access, rng.choice((0, 0, 1, 2)))),
        "goals": tuple(dict.fromkeys(goals)),
        "provided": tuple(dict.fromkeys(gives[: rng.randint(0, 3)])),
        "weekly_hours_min": rng.choice((None, None, 2, 4, 8)),
        "places": rng.choice((None, 5, 10, 20, 50)),
        "age_min": rng.choice((None, None, 14, 16, 16, 18, 18)),
        "age_max": rng.choice((None, None, None, 29, 35)),
    }


def _place(world: World, lot: Lot, rng: random.Random) -> dict[str, Any]:
    from konullu.opportunities.words import Where

    town = next(lot.towns)
    where = rng.choices((Where.ON_SITE, Where.REMOTE, Where.BOTH), weights=(85, 10, 5))[0]
    if where == Where.REMOTE:
        return {"where": where, "place": None, "latitude": None, "longitude": None}
    return {
        "where": where,
        "place": world.regions[town["region"]],
        "latitude": town["latitude"] + rng.gauss(0, 0.04),
        "longitude": town["longitude"] + rng.gauss(0, 0.05),
    }


def _times(rng: random.Random) -> dict[str, Any]:
    published_at = NOW - timedelta(minutes=rng.randint(10, 60 * 24 * 200))
    published = dict.fromkeys(("created_at", "changed_at", "published_at"), published_at)
    if rng.random() < 0.3:
        starts_at = NOW + timedelta(hours=rng.randint(-24 * 5, 24 * 90))
        ends_at = starts_at + timedelta(hours=rng.choice((3, 5, 24, 72)))
        return {**published, "starts_at": starts_at, "ends_at": ends_at, "apply_until": None}
    deadline = NOW + timedelta(days=rng.randint(1, 120)) if rng.random() < 0.4 else None
    return {**published, "starts_at": None, "ends_at": None, "apply_until": deadline}


def _wordings(language: str, lot: Lot, rng: random.Random) -> dict[str, Any]:
    from konullu.opportunities.rules.offer import Wording

    written = [language] if rng.random() < 0.8 else list(dict.fromkeys([language, rng.choice(("ru", "en"))]))
    found = {}
    for one in written:
        words, length = list(itertools.islice(lot.words[one], rng.randint(25, 45))), rng.randint(3, 7)
        found[one] = Wording(
            language=one,
            title=" ".join(words[:length])[:120].capitalize(),
            summary=" ".join(words[length:16])[:300],
            text=" ".join(words[16:]),
        )
    return found


def _zipf(count: int) -> list[float]:
    return [1 / (rank + 1.7) for rank in range(count)]


DOCUMENT = [
    "id", "score", "published_at", "soonest_at", "listed_until", "first_day", "last_day", "age_from", "age_to",
    "hours", "latitude", "longitude", "north", "organisation", "tags", "words",
]  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """What one opportunity becomes: a row of each table."""

    document: list[Any]
    card: list[Any]
    placing: list[Any]
    draft: Any


def document_rows(world: World, chunk: int, seed: int) -> Iterator[Rows]:
    """Of each that is not over."""
    from konullu.search.operations.blocks import marks_of
    from konullu.search.rules.documents import document_of, north_of
    from konullu.search.rules.marks import mark_of

    rng = random.Random(f"score:{seed}:{chunk}")
    for number, view in enumerate(offers(world, chunk, seed)):
        if view.is_over(NOW):
            continue
        draft = document_of(view, now=NOW, score=rng.lognormvariate(0, 0.4))
        tags = [mark_of(*tag) for tag in draft.tags]
        standing = _Marked(draft, tags)
        row = [
            draft.id, draft.score, draft.published_at, draft.soonest_at, draft.listed_until,
            draft.first_day, draft.last_day, draft.age_from, draft.age_to, draft.hours, draft.latitude,
            draft.longitude, None if draft.latitude is None else north_of(draft.latitude), draft.organisation, tags,
            draft.words,
        ]  # fmt: skip
        placing = [draft.id, chunk * CHUNK + number, sorted(set(marks_of(standing))), True]
        yield Rows(row, [draft.id, json.dumps(draft.card, ensure_ascii=False)], placing, draft)


class _Marked:
    """A draft with its tags as numbers, as marks_of reads a document."""

    def __init__(self, draft: Any, tags: Sequence[int]) -> None:
        self.tags = tags
        self.first_day: date = draft.first_day
        self.last_day: date = draft.last_day
        self.age_from, self.age_to, self.hours = draft.age_from, draft.age_to, draft.hours


def copy_chunks(url: str, chunks: Sequence[int], seed: int) -> tuple[set[tuple[str, str]], Counter[str]]:
    """In a process of its own; the tags and the spellings that it has written."""
    from konullu.search.rules.documents import spellings_of

    gc.disable()  # nothing here is in circles, and a chunk holds a million objects
    world = make_world()
    tags: set[tuple[str, str]] = set()
    spellings: Counter[str] = Counter()
    with psycopg.connect(url, autocommit=True) as connection:
        for chunk in chunks:
            rows = list(document_rows(world, chunk, seed))
            for row in rows:
                tags.update(row.draft.tags)
                spellings.update(spellings_of(row.draft.card))
            with connection.cursor() as cursor:
                for table, columns, name in TABLES:
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        for row in rows:
                            copy.write_row(getattr(row, name))
    return tags, spellings


TABLES = (
    ("search_document", ", ".join(DOCUMENT), "document"),
    ("search_card", "document_id, content", "card"),
    ("search_placing", "document_id, slot, marks, is_settled", "placing"),
)


def fill(url: str, count: int, *, seed: int = 1, processes: int = 2) -> dict[str, float]:
    """Fill empty tables; the seconds of each part."""
    took: dict[str, float] = {}
    start = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal start
        took[name] = time.perf_counter() - start
        start = time.perf_counter()

    with psycopg.connect(url, autocommit=True) as connection:
        indexes = _drop_indexes(connection)
    chunks = range(-(-count // CHUNK))
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        parts = [(url, list(chunks)[number::processes], seed) for number in range(processes)]
        written = pool.starmap(copy_chunks, parts)
    tags = set().union(*(part[0] for part in written))
    spellings = sum((part[1] for part in written), Counter())
    lap("rows")
    with psycopg.connect(url, autocommit=True) as connection:
        _register(connection, tags)
        connection.execute("SET maintenance_work_mem = '1GB'")
        for sql in indexes:
            connection.execute(sql)
        lap("indexes")
    _derive(spellings)
    lap("blocks and spellings")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "VACUUM ANALYZE search_document, search_card, search_placing, search_block, search_spelling, search_mark"
        )
    lap("vacuum and analyze")
    return took


def _register(connection: Any, tags: set[tuple[str, str]]) -> None:
    from konullu.search.rules.marks import mark_of

    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_mark (id, field, code) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [(mark_of(*tag), *tag) for tag in sorted(tags)],
        )


def _drop_indexes(connection: Any) -> list[str]:
    """All but the primary keys and constraints; how to make them again."""
    rows = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE tablename IN ('search_document', 'search_card', 'search_placing')"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
    ).fetchall()
    for name, _sql in rows:
        connection.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in rows]


def _derive(spellings: Counter[str]) -> None:
    from django.db import connection

    from konullu.search.operations import blocks

    connection.ensure_connection()
    blocks.rebuild_blocks()
    blocks.add_spellings(counted=spellings)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konullu.settings")
    django.setup()
    took = fill(os.environ["DATABASE_URL"], arguments.count, seed=arguments.seed)
    print(
        ", ".join(f"{name} {seconds:.0f} s" for name, seconds in took.items()), f"together {sum(took.values()):.0f} s"
    )


if __name__ == "__main__":
    main()
