"""Reads one django.po and writes its django.mo. Not in catalogs.py, because Babel takes a tenth of a second to read."""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from konullu.platform.catalogs import BrokenCatalog


def read(source: Path) -> Catalog:
    """The catalog in this text. Raises BrokenCatalog."""
    try:
        with source.open("rb") as text:
            return read_po(text, locale=source.parents[1].name, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise BrokenCatalog(f"{source}: {error}") from error


def compile_one(source: Path) -> None:
    """Whole or not at all. Fuzzy entries are left out: a guess is worse than English. Raises BrokenCatalog."""
    moment = source.stat().st_mtime_ns
    catalog = read(source)
    handle, name = tempfile.mkstemp(dir=source.parent, prefix=".django.", suffix=".mo")
    with os.fdopen(handle, "wb") as compiled:
        write_mo(compiled, catalog, use_fuzzy=False)
    os.chmod(name, 0o644)
    # The compiled file carries its source's own time: equal means fresh, whatever the clock did in between.
    os.utime(name, ns=(moment, moment))
    os.replace(name, source.with_suffix(".mo"))
