"""What the text functions cost in the database, beside plain lower() over the same rows in the same run.

lower() does nearly nothing, so it is the ceiling: a ratio of 10 means ten times its time. Rows are names and titles in
Azerbaijani, Russian, Kazakh, Uzbek and English, 28 characters on average.

    uv run python -m benchmarks.bench_text [--rows 100000]
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

import psycopg

from konullu.launcher.embedded import Server

WORDS = (
    "Könüllü fəaliyyət Şəki Gəncə Bakı İsmayıllı meşə ağac əkini gənclər yardım uşaq bağçası qan donorluğu "
    "Уборка парка помощь пожилым людям волонтёр Қазақстан жастары көмек Oʻzbekiston koʻngillilari "
    "beach cleaning first aid course library evening"
).split()
TIMES = 7
MOST = {"fold": 30.0, "sort_key_az": 30.0, "sort_key_ru": 30.0, "sort_key_uz": 30.0, "az_lower": 30.0}
SQL = Path(__file__).parents[1] / "konullu/platform/migrations/0002_text_functions.sql"


def measure(rows: int) -> dict[str, float]:
    """Median seconds for all rows, by function."""
    with tempfile.TemporaryDirectory(prefix="konullu-bench-") as room:
        os.chmod(room, 0o755)
        server = Server(Path(room), settings={"max_parallel_workers_per_gather": "0", "jit": "off"})
        server.start()
        try:
            with psycopg.connect(server.url, autocommit=True) as connection:
                _prepare(connection, rows)
                names = ["lower", *(f"konullu_text.{name}" for name in MOST)]
                return {name.split(".")[-1]: _median(connection, name) for name in names}
        finally:
            server.stop()


def _prepare(connection: psycopg.Connection, rows: int) -> None:
    connection.execute("CREATE SCHEMA konullu_text")
    connection.execute(SQL.read_text(encoding="utf-8").encode())
    connection.execute("CREATE TABLE titles (title text)")
    chance = random.Random(7)
    with connection.cursor().copy("COPY titles FROM STDIN") as copy:
        for _ in range(rows):
            copy.write_row([" ".join(chance.choices(WORDS, k=chance.randint(2, 6)))])
    connection.execute("VACUUM ANALYZE titles")


def _median(connection: psycopg.Connection, function: str) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        connection.execute(f"SELECT sum(length({function}(title))) FROM titles")
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    took = measure(rows)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {rows:,} rows, median of {TIMES}")
    for name, seconds in took.items():
        ratio = seconds / took["lower"]
        mark = "met   " if ratio <= MOST.get(name, 1.0) else "MISSED"
        print(
            f"{mark} {name:<12} {seconds / rows * 1e6:6.2f} µs a row   {ratio:5.1f} x lower(), at most {MOST.get(name, 1.0):g}"
        )


if __name__ == "__main__":
    main()
