"""How long a person waits for `konullu up`, and how much memory it takes when nobody asks anything.

Each time is printed beside a ceiling of the same run: what PostgreSQL and Python alone need for it, here and now. A
ratio says more than seconds on a machine that is busy with something else. The first start finds no bytecode, as after
an installation, and its ceiling finds none either; the later ones find what a start before them has left.

    uv run python -m benchmarks.bench_up [--json]
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from konullu.launcher.embedded import Server
from tests.launcher.running import Up

FIRST_TARGET, LATER_TARGET, MEMORY_TARGET = 15.0, 3.0, 450.0
LATER_TIMES = 5
READ_ALL = """
import gc
gc.disable()
from konullu.launcher import bytecode
bytecode.keep()
import konullu.wsgi
from django.urls import get_resolver
get_resolver()._populate()
"""


@dataclass(frozen=True)
class Figure:
    """One number, its target, and the ceiling of the same run (None where there is nothing to compare with)."""

    name: str
    value: float
    unit: str
    target: float
    ceiling: float | None = None

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.ceiling, 2) if self.ceiling else None

    @property
    def met(self) -> bool:
        return self.value <= self.target


def measure() -> list[Figure]:
    room = Path(tempfile.mkdtemp(prefix="konullu-bench-"))
    try:
        up = Up(room / "data")
        usual = up.environment
        up.environment = _without_bytecode(usual, room / "bytecode")
        first = _until_ready(up)
        time.sleep(5)  # the worker's first round is over, nothing is asked
        memory = _memory(up)
        up.stop()
        up.environment = usual
        _until_ready(up)  # leaves its bytecode where this machine's settings want it
        up.stop()
        later = []
        for _ in range(LATER_TIMES):
            later.append(_until_ready(up))
            up.stop()
        makes, starts = _bare_database(room / "bare"), _bare_start(room / "bare")
        compiles, reads = _bare_reading(_without_bytecode(usual, room / "fresh")), _bare_reading(usual)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return [
        Figure("first start with demo data", first, "s", FIRST_TARGET, makes + compiles),
        Figure("later start (median)", statistics.median(later), "s", LATER_TARGET, max(starts, reads)),
        Figure("later start (best)", min(later), "s", LATER_TARGET, max(starts, reads)),
        Figure("idle memory (PSS of all processes)", memory, "MB", MEMORY_TARGET),
    ]


def _until_ready(up: Up) -> float:
    began = time.monotonic()
    up.start()
    return time.monotonic() - began


def _memory(up: Up) -> float:
    """Proportional: a page that five processes share is counted once."""
    total = 0
    for pid in up.everything():
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1000


def _bare_database(data: Path) -> float:
    """initdb, start, stop: no launcher can be faster."""
    began = time.monotonic()
    server = Server(data, settings={})
    server.start()
    server.stop()
    return time.monotonic() - began


def _bare_start(data: Path) -> float:
    server = Server(data, settings={})
    began = time.monotonic()
    server.start()
    took = time.monotonic() - began
    server.stop()
    return took


def _without_bytecode(environment: dict[str, str], fresh: Path) -> dict[str, str]:
    """Python compiles everything it reads, and keeps it in this folder."""
    return environment | {"PYTHONPYCACHEPREFIX": str(fresh), "PYTHONDONTWRITEBYTECODE": ""}


def _bare_reading(environment: dict[str, str]) -> float:
    """Python reads all code of the site once and ends."""
    environment = environment | {"DJANGO_SETTINGS_MODULE": "konullu.settings"}
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", READ_ALL], env=environment, check=True, cwd="/")
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    figures = measure()
    if wanted.json:
        print(json.dumps([asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures], indent=1))
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for figure in figures:
        beside = f"ceiling {figure.ceiling:.2f} {figure.unit}, ratio {figure.ratio}" if figure.ceiling else ""
        mark = "met   " if figure.met else "MISSED"
        print(f"{mark} {figure.name:<36} {figure.value:7.2f} {figure.unit:<3} target {figure.target:g}  {beside}")


if __name__ == "__main__":
    main()
