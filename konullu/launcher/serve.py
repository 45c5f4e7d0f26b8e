"""The work of the two long-lived children. Runs after Django was set up in the process that forks them."""

import importlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from konullu.launcher import child
from konullu.platform import instance

WORKERS = 2
THREADS = 4  # each may hold one database connection; the pool has 6
WAITING = 64  # requests a worker takes at once; the rest wait in the kernel's queue instead of in our memory
LAST_SECONDS = 10

type Application = Callable[..., Any]


def read_everything() -> Application:
    """Reads all code that serving needs, so that the children share it. Returns the WSGI application."""
    # By name and not at the top: wsgi.py sets up Django, and says where the server's processes count their numbers.
    application: Application = importlib.import_module("konullu.wsgi").application
    get_resolver()._populate()
    MigrationLoader(None)  # /health/ready compares with the database
    metrics = importlib.import_module("konullu.platform.metrics")
    metrics.clear(instance.data_folder() / "metrics")
    return application


def web(*, host: str, port: int, application: Application) -> None:
    """The web server; returns when it was asked to stop."""
    multiprocessing.set_start_method("fork", force=True)
    main = os.getpid()

    def tied_to_main(_target: str) -> Application:
        child.die_with_parent(main, signal.SIGTERM)
        return application

    server = Granian(
        "konullu.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        backpressure=WAITING,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_SECONDS,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=tied_to_main)


def worker() -> None:
    """Does what was put off: letters, clean-ups, the timetable."""
    call_command("procrastinate", "worker", f"--shutdown-graceful-timeout={LAST_SECONDS}", verbosity=0)
