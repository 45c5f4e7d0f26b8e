"""Every benchmark, one after the other, each in a process of its own. `make bench` runs this.

uv run python -m benchmarks            all
uv run python -m benchmarks up text    some
"""

import subprocess
import sys
from pathlib import Path

ALL = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    if unknown := set(wanted) - set(ALL):
        sys.stderr.write(f"no benchmark called {', '.join(sorted(unknown))}; there are {', '.join(ALL)}\n")
        return 2
    failed = []
    for name in wanted or ALL:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        if subprocess.run([sys.executable, "-m", f"benchmarks.bench_{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
