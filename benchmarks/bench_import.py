"""Importing opportunities: 665 and 100,000 rows, beside a plain COPY of the same file in the same run; peak memory.

The rows are invented, in the columns of the historical file, with its quirks: padding, Python dicts as text, missing
categories. All are published, so the search documents and the feed are written too. Each import runs in a process of
its own, whose peak memory is told: a long file must need no more than a short one.

    uv run python -m benchmarks.bench_import [--rows 100000]
"""

import argparse
import csv
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from konullu.launcher.embedded import Server
from konullu.platform import catalogs

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
COLUMNS = [
    "opportunity_id",
    "vol_requests",
    "title",
    "summary",
    "category_desc",
    "org_title",
    "org_content_id",
    "locality",
    "region",
    "Postcode",
    "Borough",
    "Latitude",
    "Longitude",
    "recurrence_type",
    "created_date",
    "start_date_date",
    "end_date_date",
]
WORDS = [
    "help",
    "young",
    "readers",
    "paint",
    "garden",
    "park",
    "teach",
    "older",
    "neighbours",
    "cook",
    "river",
    "clean",
    "music",
    "library",
    "sport",
    "team",
]
CATEGORIES = ["Education", "Environment", "Health", "Helping Neighbors in Need", "Strengthening Communities", ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one)
        return
    folder = Path(tempfile.mkdtemp(prefix="konullu-bench-"))
    server = Server(folder / "server", settings={})
    try:
        prepare(server.start(), folder)
        report(folder, arguments.rows)
    finally:
        connection.close()
        connection.close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(url: str, folder: Path) -> None:
    os.environ.update(DATABASE_URL=url, KONULLU_DATA=str(folder / "data"), DJANGO_SETTINGS_MODULE="konullu.settings")
    catalogs.compile_all()
    django.setup()
    call_command("migrate", verbosity=0)


def report(folder: Path, rows: int) -> None:
    failed = False
    peaks = {}
    for count, target in ((665, 5.0), (10_000, None), (rows, 60.0 * rows / 100_000)):
        table = folder / f"{count}.csv"
        write(table, count, seed=count)
        done = json.loads(subprocess.check_output([sys.executable, "-m", __spec__.name, "--one", str(table)]))
        peaks[count] = done["peak_mb"]
        plain = copy(table)
        missed = target is not None and done["seconds"] > target
        failed = failed or missed
        print(
            f"{count:7,d} rows  {done['seconds']:6.2f} s  {count / done['seconds']:6.0f} rows/s"
            f"  own CPU {done['cpu']:5.1f} s  peak {done['peak_mb']:4.0f} MB"
            f"  {done['seconds'] / plain:5.0f} x plain COPY"
            f"  again {done['again']:6.2f} s  {'MISSED ' + str(target) + ' s' if missed else ''}"
        )
    growth = peaks[rows] - peaks[10_000]
    print(f"memory from 10,000 to {rows:,d} rows: {growth:+.0f} MB")
    if failed or growth > 60:
        raise SystemExit(1)


def one(table: Path) -> None:
    """Import the file, then import it again, in this process."""
    django.setup()
    from konullu.opportunities.importing.files import opened
    from konullu.opportunities.importing.mapping import mapping_named
    from konullu.opportunities.operations.importing import import_rows

    def brought() -> float:
        start = time.perf_counter()
        with table.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with table.open("rb") as stream, opened(stream) as found:
            import_rows(
                rows=found.rows(),
                mapping=mapping_named("nyc-service"),
                organisation=None,
                by=None,
                file_name=table.name,
                digest=digest,
                now=NOW,
            )
        return time.perf_counter() - start

    seconds, cpu = brought(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak, "again": brought()}))


def copy(table: Path) -> float:
    """The file as it is into a table of texts, committed."""
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain")
        cursor.execute(f"CREATE TABLE plain ({', '.join(f'"{name}" text' for name in COLUMNS)})")
        with cursor.copy("COPY plain FROM STDIN (FORMAT csv, HEADER)") as stream:
            stream.write(table.read_bytes())
    return time.perf_counter() - start


def write(table: Path, count: int, *, seed: int) -> None:
    dice = random.Random(seed)
    with table.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=COLUMNS)
        writer.writeheader()
        writer.writerows(row(f"{count}-{number}", dice) for number in range(count))


def row(key: str, dice: random.Random) -> dict[str, str]:
    starts = NOW + timedelta(days=dice.randint(-200, 200))
    ends = max(starts, NOW) + timedelta(days=dice.randint(1, 300))
    latitude, longitude = dice.uniform(40.5, 40.9), dice.uniform(-74.2, -73.7)
    street = f"{dice.randint(1, 999)} Broome Street"
    human = json.dumps({"address": street, "city": "New York", "state": "NY", "zip": "10013"})
    inside = f"{{'latitude': '{latitude}', 'longitude': '{longitude}', 'human_address': '{human}'}}"
    has_columns = dice.random() < 0.6
    organisation = str(dice.randint(1, 1000))
    return {
        "opportunity_id": key,
        "vol_requests": dice.choice(["1", "5", "20", "9999"]),
        "title": " ".join(dice.choices(WORDS, k=5)) + " ",
        "summary": " ".join(dice.choices(WORDS, k=30)),
        "category_desc": dice.choice(CATEGORIES),
        "org_title": f"Organisation {organisation}",
        "org_content_id": organisation,
        "locality": inside,
        "region": "NY",
        "Postcode": "10013",
        "Borough": "MANHATTAN",
        "Latitude": str(latitude) if has_columns else "",
        "Longitude": str(longitude) if has_columns else "",
        "recurrence_type": "ongoing",
        "created_date": f"{NOW - timedelta(days=dice.randint(1, 300)):%B %d %Y}",
        "start_date_date": f"{starts:%B %d %Y}",
        "end_date_date": f"{ends:%B %d %Y}",
    }


if __name__ == "__main__":
    main()
