"""The database for one command: the one given, the running one, or the embedded server started for just this long."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from konullu.launcher import leftovers, lock
from konullu.launcher.embedded import Server
from konullu.platform import instance


@contextmanager
def database(command: str) -> Iterator[str]:
    """Yields its address, which Django's settings will read too. Raises Trouble.

    Must be entered before Django's settings are read.
    """
    data = instance.data_folder()
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    if (
        (holder := lock.holder(data))
        and holder.get("command") == "up"
        and (url := instance.running().get("database_url"))
    ):
        os.environ["DATABASE_URL"] = url
        yield url
        return
    with lock.hold(data, command):
        server = Server(data, settings={})
        try:
            os.environ["DATABASE_URL"] = server.start()
            yield os.environ["DATABASE_URL"]
        finally:
            server.stop()


def running_pid() -> int | None:
    """The process of `konullu up` on this data folder, or None."""
    holder = lock.holder(instance.data_folder())
    if holder and holder.get("command") == "up":
        pid = int(str(holder["pid"]))
        return pid if leftovers.alive(pid) else None
    return None
