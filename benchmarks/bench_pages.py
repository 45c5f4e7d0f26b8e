"""What one page costs the web server: processor time of a request through the whole of Django, nothing else counted.

Warm: a stranger's list that is kept (web/portal/page_cache.py). Cold: the same list made anew each time, with its
SQL; the database's own time is not in it. Both with the first rows only and with all of them: the ratio says whether
the page grows with the table. Processor time of this process, so other work on the machine does not count.

    uv run python -m benchmarks.bench_pages [--rows 20000] [--times 200]
"""

import argparse
import gzip
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from konullu.launcher.embedded import Server
from konullu.platform import catalogs

FEW = 1000
WARM_GOAL, COLD_GOAL, GROWTH_GOAL = 1.5, 6.0, 1.3
ADDRESSES = {
    "list": "/az/opportunities/",
    "filtered": "/az/opportunities/?direction=3.0.9&when=month",
    "words": "/az/opportunities/?q=agac",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=200)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="konullu-bench-"))
    server = Server(folder / "server", settings={})
    try:
        prepare(server.start(), folder)
        report(options.rows, options.times)
    finally:
        connection.close()
        connection.close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(url: str, folder: Path) -> None:
    os.environ.update(
        DATABASE_URL=url,
        KONULLU_DATA=str(folder / "data"),
        KONULLU_ENV="test",
        DJANGO_SETTINGS_MODULE="konullu.settings",
    )
    catalogs.compile_all()
    django.setup()
    call_command("migrate", verbosity=0)


def report(rows: int, times: int) -> None:
    fill(FEW)
    few = costs(times)
    fill(rows - FEW)
    many = costs(times)
    print(f"{'':12}{'warm':>8}{'cold':>8}   CPU-ms, median of {times} requests, {FEW} and {rows} rows")
    for name in ADDRESSES:
        for label, found in ((str(FEW), few), (str(rows), many)):
            print(f"{name:>9} {label:>8}{found[name][0]:8.2f}{found[name][1]:8.2f}")
    growth = max(many[name][1] / few[name][1] for name in ADDRESSES)
    print(f"goals: warm <= {WARM_GOAL}, cold <= {COLD_GOAL}, growth of cold <= {GROWTH_GOAL}: {growth:.2f}")


def costs(times: int) -> dict[str, tuple[float, float]]:
    from django.test import Client

    # A browser's own headers: packed, as nearly all ask for.
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})
    found = {}
    for name, address in ADDRESSES.items():
        answer = client.get(address)
        if answer.status_code != 200 or b"card__title" not in gzip.decompress(answer.content):
            raise SystemExit(f"{address} is not a list of opportunities: {answer.status_code}")
        sign = "&" if "?" in address else "?"
        # Another address each time is never a kept one, and says the same.
        others = [f"{address}{sign}hours=&org=&n={n}" for n in range(times)]
        found[name] = (cost(client.get, [address] * times), cost(client.get, others))
    return found


def cost(read: Callable[[str], object], addresses: list[str]) -> float:
    """Milliseconds of processor time, the median."""
    spent = []
    for address in addresses:
        start = time.process_time()
        read(address)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def fill(count: int) -> None:
    """Documents of the search, made of a few kinds of opportunities."""
    from konullu.places.printed import region_names
    from konullu.search.operations import blocks, documents
    from tests.search.offers import BAKU, offer

    now = datetime.now(tz=UTC)
    directions = [f"3.0.{n}" for n in range(1, 12)]
    names = [pair for pair in region_names("az").items() if pair[0].startswith("AZ-")]
    for start in range(0, count, 1000):
        made = []
        for n in range(start, min(start + 1000, count)):
            code, name = names[n % len(names)]
            begins = now + timedelta(days=1 + n % 60)
            made.append(
                offer(
                    f"Ağac əkirik {n}" if n % 7 == 0 else f"Könüllü işi {n}",
                    direction=directions[n % 11],
                    place=replace(BAKU, code=code, names={"az": name}),
                    starts_at=begins,
                    ends_at=begins + timedelta(hours=4),
                    places=40,
                    age_min=16,
                )
            )
        documents.write(views=made, now=now)
    blocks.settle(now=now)


if __name__ == "__main__":
    main()
