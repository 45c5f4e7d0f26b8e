"""What `konullu doctor` asks the database: can it carry us, is the schema current, does the worker live, what waits."""

import time
from datetime import timedelta
from typing import Any

import psycopg
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from konullu.launcher import database_check, reaching
from konullu.launcher.examining import Finding
from konullu.launcher.prepare import leave_database

SILENT = timedelta(seconds=60)  # the worker says every ten seconds that it lives
LATE = timedelta(minutes=5)
CLOCKS_APART = timedelta(seconds=5)


def server(url: str) -> list[Finding]:
    facts = database_check.ask(url)
    wrong = [Finding("database", "broken", fault.sentence, fault.remedy) for fault in database_check.faults(facts)]
    return wrong or [Finding("database", "ok", f"PostgreSQL {facts.version}, {facts.encoding}; it knows ə, ö and ğ.")]


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    leave_database()
    if waiting:
        sentence = f"{len(waiting)} migrations are not applied, first {waiting[0][0]}."
        return Finding("migrations", "broken", sentence, "Stop and start it: konullu up (or konullu manage migrate).")
    return Finding("migrations", "ok", "The schema is the one that this code wants.")


def clocks(url: str) -> Finding:
    seconds = _one(url, "SELECT extract(epoch FROM clock_timestamp())::float8") - time.time()
    apart = timedelta(seconds=abs(seconds))
    if apart > CLOCKS_APART:
        sentence = f"The database's clock is {apart.total_seconds():.0f} s away from this machine's."
        return Finding("clocks", "broken", sentence, "Turn on time synchronisation (NTP) on both.")
    return Finding("clocks", "ok", "The database's clock agrees with this machine's.")


def worker(url: str) -> Finding:
    silent = _one(url, "SELECT now() - max(last_heartbeat) FROM procrastinate_workers")
    if silent is not None and silent <= SILENT:
        return Finding("worker", "ok", f"The worker said {silent.total_seconds():.0f} s ago that it lives.")
    if reaching.running_pid() is None:
        return Finding("worker", "ok", "The worker stands still, as Könüllü does.")
    when = "never" if silent is None else f"{silent.total_seconds():.0f} s ago"
    return Finding(
        "worker",
        "broken",
        f"The worker's last sign of life: {when}.",
        "See DATA/logs/worker.log; start again: konullu up.",
    )


def queue(url: str) -> list[Finding]:
    late, failed = _row(
        url,
        "SELECT count(*) FILTER (WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at, now()) < now() - %s),"
        " count(*) FILTER (WHERE j.status = 'failed') FROM procrastinate_jobs j LEFT JOIN LATERAL"
        " (SELECT min(at) AS at FROM procrastinate_events WHERE job_id = j.id) e ON true"
        " WHERE j.status IN ('todo', 'failed')",
        [LATE],
    )
    found = []
    if late:
        remedy = (
            "Könüllü must run for them to be done: konullu up."
            if reaching.running_pid() is None
            else "See DATA/logs/worker.log."
        )
        found.append(Finding("queue", "warn", f"{late} jobs wait for more than {LATE.seconds // 60} minutes.", remedy))
    if failed:
        sentence = f"{failed} jobs have failed for good."
        found.append(
            Finding(
                "failed jobs",
                "warn",
                sentence,
                "Look at them: konullu manage procrastinate shell, list_jobs status=failed.",
            )
        )
    return found or [Finding("queue", "ok", "No job waits too long and none has failed.")]


def _one(url: str, question: str, values: list[object] | None = None) -> Any:
    return _row(url, question, values)[0]


def _row(url: str, question: str, values: list[object] | None = None) -> tuple[Any, ...]:
    with psycopg.connect(url, connect_timeout=database_check.CONNECT_SECONDS) as asking:
        row = asking.execute(question, values).fetchone()
    assert row is not None
    return row
