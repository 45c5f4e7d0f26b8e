"""Compiles the translations that came as text (django.po) into what Django reads (django.mo). No Django here.

The .mo files are not in the repository: a translation can never be older than the text beside it.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

PACKAGE = Path(__file__).resolve().parents[1]


class BrokenCatalog(Exception):
    """A django.po that cannot be read; the message names the file and what is wrong in it."""


def sources() -> list[Path]:
    """Every konullu/**/locale/<language>/LC_MESSAGES/django.po, in a stable order."""
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def stale() -> list[Path]:
    """The catalogs whose compiled form is missing or older than its text."""
    return [source for source in sources() if _is_stale(source)]


def compile_all() -> list[Path]:
    """Compiles what is stale and returns those sources. Safe to run in several processes at once.

    Raises BrokenCatalog.
    """
    done = stale()
    for source in done:
        compile_one(source)
    return done


def check(source: Path) -> Catalog:
    """The catalog in this text. Raises BrokenCatalog."""
    try:
        with source.open("rb") as text:
            return read_po(text, locale=source.parents[1].name, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise BrokenCatalog(f"{source}: {error}") from error


def compile_one(source: Path) -> None:
    """Fuzzy entries are left out: a guess is worse than English. Raises BrokenCatalog."""
    moment = source.stat().st_mtime_ns
    catalog = check(source)
    handle, name = tempfile.mkstemp(dir=source.parent, prefix=".django.", suffix=".mo")
    with os.fdopen(handle, "wb") as compiled:
        write_mo(compiled, catalog, use_fuzzy=False)
    os.chmod(name, 0o644)
    # The compiled file carries its source's own time: equal means fresh, whatever the clock did in between.
    os.utime(name, ns=(moment, moment))
    os.replace(name, source.with_suffix(".mo"))


def _is_stale(source: Path) -> bool:
    try:
        return source.with_suffix(".mo").stat().st_mtime_ns != source.stat().st_mtime_ns
    except FileNotFoundError:
        return True
