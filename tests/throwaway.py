"""The throw-away database server of a test run. Loaded by `-p tests.throwaway`, before Django reads its settings.

Started once by the controlling process; xdist's workers inherit its address. DATABASE_URL from outside is respected.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from konullu.launcher.embedded import UNSAFE_FOR_TESTS, Server
from konullu.platform import catalogs

PREFIX = "konullu-tests-"


def prepare() -> None:
    """Sets the environment that konullu.settings reads. Does nothing in an xdist worker: it is set already."""
    if "KONULLU_TEST_RUN" in os.environ:
        return
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    hold(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(
        {
            "KONULLU_TEST_RUN": str(folder),
            "KONULLU_TEST_DATABASE": "test_" + folder.name.replace("-", "_").lower(),
            "KONULLU_ENV": "test",
            "KONULLU_DATA": str(folder / "data"),
            "KONULLU_SECRET_KEY": "a key for tests only, of no value to anybody",
            "KONULLU_POOL": "40",
        }
    )
    catalogs.compile_all()
    if "DATABASE_URL" in os.environ:
        atexit.register(drop_databases)
    else:
        server = Server(folder / "server", settings=UNSAFE_FOR_TESTS)
        os.environ["DATABASE_URL"] = server.start()
        atexit.register(server.stop)


def drop_databases() -> None:
    """Leaves nothing of ours on a server that outlives us."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        ours = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [os.environ["KONULLU_TEST_DATABASE"]]
        )
        for (name,) in ours.fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def hold(folder: Path) -> None:
    """A lock for as long as this process lives, so that a later run knows whose folder is still in use."""
    fresh = folder / "lock.new"
    fcntl.flock(os.open(fresh, os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
    fresh.rename(folder / "lock")  # named only when it is held: another run may be sweeping now


def sweep() -> None:
    """Removes the folders of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        try:
            handle = os.open(folder / "lock", os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(handle)


prepare()
