"""Compiles the translations that came as text (django.po) into what Django reads (django.mo). No Django here.

The .mo files are not in the repository: a translation can never be older than the text beside it.
"""

import importlib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
COMPILER = "konullu.platform.catalog_compiler"


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
    if done:
        compiler = importlib.import_module(COMPILER)  # by name: an ordinary start has nothing to compile
        for source in done:
            compiler.compile_one(source)
    return done


def _is_stale(source: Path) -> bool:
    try:
        return source.with_suffix(".mo").stat().st_mtime_ns != source.stat().st_mtime_ns
    except FileNotFoundError:
        return True
