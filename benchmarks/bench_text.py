"""What the text functions cost in the database, beside plain lower() over the same rows in the same run.

lower() in the C collation does nearly nothing, so it is the ceiling: a ratio of 10 means ten times its time.
"by normalize" is how marks are usually taken away in PostgreSQL: quicker, but it knows neither ə nor ı nor an alphabet,
and its answers change with the Unicode version of the server. Rows are titles in
Azerbaijani, Russian, Kazakh, Uzbek and English.

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

WORDS = [
    "Könüllü",
    "fəaliyyət",
    "Şəki",
    "Gəncə",
    "Bakı",
    "İsmayıllı",
    "meşə",
    "ağac",
    "əkini",
    "gənclər",
    "yardım",
    "uşaq",
    "bağçası",
    "qan",
    "donorluğu",
    "Уборка",
    "парка",
    "помощь",
    "пожилым",
    "людям",
    "волонтёр",
    "Қазақстан",
    "жастары",
    "көмек",
    "Oʻzbekiston",
    "koʻngillilari",
    "beach",
    "cleaning",
    "first",
    "aid",
    "course",
    "library",
    "evening",
]
TIMES = 7
CALLS = {
    "lower": 'lower(title COLLATE "C")',
    "by normalize": "regexp_replace(normalize(lower(title), NFKD), '[\u0300-\u036f]', '', 'g')",
    "az_lower": "konullu_text.az_lower(title)",
    "fold": "konullu_text.fold(title)",
    "sort_key_az": "konullu_text.sort_key_az(title)",
    "sort_key_ru": "konullu_text.sort_key_ru(title)",
    "sort_key_uz": "konullu_text.sort_key_uz(title)",
}
MOST = {"az_lower": 45.0, "fold": 60.0, "sort_key_az": 60.0, "sort_key_ru": 60.0, "sort_key_uz": 90.0}
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
                return {name: _median(connection, call) for name, call in CALLS.items()}
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


def _median(connection: psycopg.Connection, call: str) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        connection.execute(f"SELECT sum(length({call})) FROM titles")
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
        limit = f"at most {MOST[name]:g}" if name in MOST else ""
        mark = "MISSED" if ratio > MOST.get(name, ratio) else "met   "
        print(f"{mark} {name:<12} {seconds / rows * 1e6:6.2f} µs a row  {ratio:5.1f} x lower()  {limit}")


if __name__ == "__main__":
    main()
