"""Work for later: `@task` makes a function a job of the worker, `defer` orders it in the transaction of its cause.

Today procrastinate does it, in the same database; nobody else needs to know (but for exotic wishes: retry strategies).
A domain's tasks stand in its tasks.py; operations, which stand below, defer them by name.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateWorker
from procrastinate.manager import JobManager
from procrastinate.retry import RetryValue
from procrastinate.tasks import configure_task

SILENT_AFTER = timedelta(seconds=60)  # a living worker says so every ten seconds
FAILED_KEPT_FOR = timedelta(days=30)

# Inside a worker the app's own connector is a second connection, which knows nothing of our transaction.
_in_our_transaction = JobManager(DjangoConnector())


def task(name: str, *, queue: str = "default", retry: RetryValue = False) -> Callable[[Callable[..., None]], Any]:
    """Register a function that takes ids by keyword. Every task must be safe to repeat: a crash runs it again."""

    def register(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(**ids: Any) -> None:
            ids.pop("timestamp", None)  # the timetable tells each task the moment of its turn; ours ask the clock
            function(**ids)

        return app.task(name=name, queue=queue, retry=retry)(run)

    return register


def defer(name: str, *, at: datetime | None = None, queue: str = "default", priority: int = 0, **ids: Any) -> None:
    """Order a job in the current transaction: rolled back with its cause, visible to workers with its cause.

    at: not before this moment. priority: higher runs first.
    """
    job = configure_task(
        name=name,
        job_manager=_in_our_transaction,
        schedule_at=at,
        queue=queue,
        priority=priority,
        task_kwargs=dict(ids),
    )
    job.defer()


def defer_many(name: str, *, each: list[dict[str, Any]], queue: str = "default") -> None:
    """The same job for many, in one statement."""
    if each:
        configure_task(name=name, job_manager=_in_our_transaction, queue=queue).batch_defer(*each)


def latest_heartbeat() -> datetime | None:
    """When a worker was last seen alive (they tell every ten seconds); None when none is registered."""
    latest = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True)
    return latest.first()


def is_worker_alive(*, now: datetime) -> bool:
    """Whether any worker has told so within the last minute."""
    seen = latest_heartbeat()
    return seen is not None and now - seen < SILENT_AFTER


@async_to_sync
async def revive() -> int:
    """Give back to the queue what workers were doing when they died; every task is safe to repeat. How many."""
    jobs = list(await _in_our_transaction.get_stalled_jobs(seconds_since_heartbeat=SILENT_AFTER.total_seconds()))
    for job in jobs:
        await _in_our_transaction.retry_job(job)
    return len(jobs)


@async_to_sync
async def forget_old() -> None:
    """Delete finished and failed jobs after thirty days: their arguments may be sealed words to people."""
    await _in_our_transaction.delete_old_jobs(
        nb_hours=int(FAILED_KEPT_FOR / timedelta(hours=1)),
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
