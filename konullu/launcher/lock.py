"""One master per data folder: a kernel lock, so nothing stale is left after `kill -9`."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from konullu.launcher.trouble import Trouble


class Busy(Trouble):
    """Another process holds this data folder. `holder` is what it wrote about itself: pid and command."""

    def __init__(self, folder: Path, holder: dict[str, object]) -> None:
        self.holder = holder
        who = f"`konullu {holder.get('command', 'up')}` (process {holder.get('pid', '?')})"
        super().__init__(
            f"The data in {folder} are in use by {who}.",
            "Stop it first, or choose another folder with --data.",
        )


@contextlib.contextmanager
def hold(folder: Path, command: str) -> Iterator[None]:
    """Holds the data folder for the length of the block. Raises Busy when another process has it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Not inherited by children (O_CLOEXEC is Python's default): a database that outlived us must not keep the lock.
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(folder, _read(handle)) from None
        _write(handle, {"pid": os.getpid(), "command": command})
        try:
            yield
        finally:
            _write(handle, {})
    finally:
        os.close(handle)


def holder(folder: Path) -> dict[str, object] | None:
    """Who holds the data folder now, or None when nobody does."""
    try:
        handle = os.open(folder / "lock", os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(handle)
    else:
        return None
    finally:
        os.close(handle)


def _read(handle: int) -> dict[str, object]:
    try:
        return dict(json.loads(os.pread(handle, 4096, 0) or b"{}"))
    except ValueError:  # caught in the middle of a write
        return {}


def _write(handle: int, value: dict[str, object]) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(value).encode(), 0)
