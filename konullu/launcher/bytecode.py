"""Keeps what Python makes of our code, so that only the first start compiles it: three seconds of each start otherwise.

Python does so by itself, beside the code, unless PYTHONDONTWRITEBYTECODE asks it to leave no files there (many images
and editors set it). Then we keep it in the environment's own folder, beside the packages, never among the sources.
"""

import importlib.util
import os
import sys
from pathlib import Path

FOLDER = "konullu-bytecode"
READ_ALWAYS = ("django", "konullu")


def keep() -> None:
    """Call before much is imported. Does nothing where Python keeps it, or where the packages are not ours.

    Whoever may write this folder may change the code itself, so reading from it trusts nobody new.
    """
    if not sys.dont_write_bytecode or sys.pycache_prefix is not None or _is_there():
        return
    if sys.prefix == sys.base_prefix or Path(sys.prefix).stat().st_uid != os.geteuid():
        return
    sys.pycache_prefix = str(Path(sys.prefix) / FOLDER)
    sys.dont_write_bytecode = False


def _is_there() -> bool:
    """Was it made at installation, as in an image built with `--compile-bytecode`?"""
    specs = [importlib.util.find_spec(name) for name in READ_ALWAYS]
    return all(spec is not None and spec.cached and Path(spec.cached).exists() for spec in specs)
