"""Has anything changed since the last start? Names, sizes and times of files, and versions of what they came with."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from konullu.platform import instance

PACKAGE = Path(__file__).resolve().parents[1]
WITH_MIGRATIONS = ("django", "django-allauth", "procrastinate")


def migrations() -> str:
    """Of the schema that this code wants."""
    return _of(PACKAGE.glob("**/migrations/*.py"), WITH_MIGRATIONS)


def reference() -> str:
    """Of the reference data that come with this code."""
    return _of((path for path in PACKAGE.glob("**/data/**/*") if path.is_file()), ())


def static() -> str:
    """Of everything that collectstatic gathers."""
    found = (path for path in PACKAGE.glob("**/static/**/*") if path.is_file())
    return _of(found, ("django", "whitenoise", "django-allauth"))


def same(name: str, value: str) -> bool:
    """Was this fingerprint kept by `keep`?"""
    return instance.read_json(_file()).get(name) == value


def keep(name: str, value: str) -> None:
    instance.write_json(_file(), instance.read_json(_file()) | {name: value})


def forget() -> None:
    """Everything is prepared anew at the next start, e.g. after a restore."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return instance.data_folder() / "prepared.json"


def _of(paths: Iterable[Path], packages: Iterable[str]) -> str:
    sum_of = hashlib.sha256()
    for path in sorted(paths):
        found = path.stat()
        sum_of.update(f"{path.relative_to(PACKAGE)} {found.st_size} {found.st_mtime_ns}\n".encode())
    for package in packages:
        sum_of.update(f"{package} {version(package)}\n".encode())
    return sum_of.hexdigest()
