"""Brings the database and the static files to the state of this code. Each part is skipped when nothing has changed."""

import importlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from konullu.launcher import database_check, fingerprints
from konullu.launcher.processes import fork
from konullu.launcher.steps import Advance, Steps
from konullu.launcher.trouble import Trouble
from konullu.platform import instance

MIGRATION_LOCK = 0x6B6F6E756C6C75  # "konullu": two starts on one database wait for each other
DEMO = "konullu.demo.stages"


def is_new(facts: database_check.Facts) -> bool:
    return facts.migrations is None


def database(steps: Steps, url: str, facts: database_check.Facts) -> None:
    """Schema and reference data. Raises Trouble when a migration fails; what it began is rolled back."""
    wanted = fingerprints.migrations()
    if not fingerprints.same("migrations", f"{wanted} {facts.database} {facts.migrations}"):
        with _one_at_a_time(url):
            _migrate(steps)
        facts = database_check.ask(url)
        fingerprints.keep("migrations", f"{wanted} {facts.database} {facts.migrations}")
    reference = f"{fingerprints.reference()} {facts.database}"
    if not fingerprints.same("reference", reference):
        with steps.step("reference data"):
            call_command("load_reference", verbosity=0)
        fingerprints.keep("reference", reference)


def start_static() -> int:
    """Gathers static files in a process of its own, while the database is prepared. Its pid, or 0 when all is fresh."""
    if fingerprints.same("static", fingerprints.static()) and settings.STATIC_ROOT.exists():
        return 0
    return fork(_collect_static, log=instance.data_folder() / "logs" / "static.log")


def finish_static(steps: Steps, pid: int) -> None:
    """Waits for it. Raises Trouble when a file is missing that a style sheet names."""
    if not pid:
        return
    with steps.step("static files"):
        _pid, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status):
        log = instance.data_folder() / "logs" / "static.log"
        raise Trouble("The static files could not be gathered.", f"The end of {log}: {log.read_text()[-400:]}")


def demo(steps: Steps, *, stage: str, now: datetime, file: Path | None = None) -> None:
    """Fills an empty installation by the operations that people use: all of it, or nothing. Raises Trouble."""
    stages = importlib.import_module(DEMO)
    with steps.step("demo data") as advance:
        try:
            stages.build(stage=stage, now=now, file=file)
        except (stages.UnknownStage, stages.NotEmpty, stages.NoFile) as error:
            raise Trouble(str(error)) from error
        advance(detail=stage)


def may_have_demo() -> bool:
    """Never in production: an invented person among real ones would be a lie."""
    return not settings.PRODUCTION and importlib.util.find_spec(DEMO) is not None


def demo_sign_ins() -> list[str]:
    """One line for each invented person to sign in as; none where there are no demo data."""
    kept = instance.read_json(instance.data_folder() / "prepared.json").get("demo", "wanted")
    if kept == "wanted" or not may_have_demo():
        return []
    return [str(line) for line in importlib.import_module(DEMO).sign_ins()]


def demo_time_code(*, now: datetime) -> str:
    """The second factor that the invented staff share."""
    return str(importlib.import_module(DEMO).time_code(now=now))


def leave_database() -> None:
    """Before forking: children must not share our connections, and the pool's threads must be gone."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


def _collect_static() -> None:
    before = fingerprints.static()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    fingerprints.keep("static", before)


def _migrate(steps: Steps) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SET statement_timeout = '15min'"
        )  # building an index takes its time; waiting for a lock does not
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with steps.step("migrations", total=len(plan) or None) as advance:
        command = Migrate()
        command.migration_progress_callback = _counting(advance)  # type: ignore[method-assign]
        try:
            call_command(command, interactive=False, verbosity=1, stdout=_Nowhere(), skip_checks=True)
        except psycopg.Error as error:
            raise Trouble("A migration failed; nothing of it was kept.", str(error)) from error
        advance(0, detail=str(len(plan)))
    leave_database()


def _counting(advance: Advance) -> Any:
    def count(action: str, *_about: object) -> None:
        if action == "apply_success":
            advance()

    return count


class _Nowhere:
    """Migrate's own lines; ours are shown instead."""

    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...


@contextmanager
def _one_at_a_time(url: str) -> Iterator[None]:
    with psycopg.connect(url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        yield
