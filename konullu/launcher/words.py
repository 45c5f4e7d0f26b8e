"""Compiles the translations before anything reads them."""

from pathlib import Path

from konullu.launcher.trouble import Trouble
from konullu.platform import catalogs


def compile_translations() -> list[Path]:
    """The catalogs that were stale. Raises Trouble when one is broken or the code's folder can't be written."""
    try:
        return catalogs.compile_all()
    except catalogs.BrokenCatalog as error:
        raise Trouble(f"A translation can't be read: {error}.", "Mend the file named here.") from error
    except OSError as error:
        raise Trouble(
            f"The translations can't be compiled: {error}.",
            "Run `konullu manage check` once as the owner of the code's folder.",
        ) from error
