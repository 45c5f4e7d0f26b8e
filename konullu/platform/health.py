"""Is the process alive, and can it serve? Answers for machines: short words, no host names, no versions."""

import logging
from datetime import datetime

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from konullu.platform.jobs import is_worker_alive

log = logging.getLogger(__name__)
_migrated = False  # once every migration of this code is applied it stays so, and need not be asked again


def live() -> dict[str, object]:
    """The process answers. Nothing else is asked, so that a broken database does not make anybody restart us."""
    return {"ok": True}


def ready() -> dict[str, object]:
    """Can requests be served: database reachable, migrations applied. `ok` is the sum; `checks` says what fails."""
    checks = {"database": _database()}
    checks["migrations"] = _migrations() if checks["database"] == "ok" else "unknown"
    return {"ok": set(checks.values()) == {"ok"}, "checks": checks}


def worker(*, now: datetime) -> dict[str, object]:
    """Does anybody send letters and do the timetable? Apart from `ready`: pages can be served without a worker."""
    checks = {"database": _database()}
    checks["worker"] = ("ok" if is_worker_alive(now=now) else "silent") if checks["database"] == "ok" else "unknown"
    return {"ok": set(checks.values()) == {"ok"}, "checks": checks}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        log.exception("health_database")
        return "unreachable"
    return "ok"


def _migrations() -> str:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            return f"{len(pending)} pending"
        _migrated = True
    return "ok"
