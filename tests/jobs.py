"""The worker, for tests: `run_jobs()` does what is due, on the test's own connection and in its own transaction.

    def test_the_letter_arrives(run_jobs, mailbox): ...; run_jobs(); assert MailboxItem.objects.count() == 1

It runs tasks as the worker does, one after the other, and lets an error of a task fail the test unless the task's
own retry strategy wants to try again; then the job waits for its turn as in life.
"""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

MOST = 500  # a task that orders itself for ever is a mistake

type RunJobs = Callable[..., int]


@pytest.fixture
def run_jobs(db: None) -> RunJobs:
    """Call it as often as you like; `until=` plays a later moment, for waiting jobs and for the tasks."""
    return run_due_jobs


def run_due_jobs(*, until: datetime | None = None) -> int:
    """Run every due job; how many ran."""
    done = 0
    with _clock_at(until):
        while job := _next(until or datetime.now(UTC) + timedelta(seconds=1)):
            _run(job)
            done += 1
            assert done < MOST, f"{MOST} jobs and no end: {job.task_name}"
    return done


def _next(moment: datetime) -> ProcrastinateJob | None:
    due = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=moment)
    return due.order_by("-priority", "id").first()


def _run(row: ProcrastinateJob) -> None:
    job: Job = row.procrastinate_job
    task = app.tasks[job.task_name]
    context = [JobContext(start_timestamp=0.0, app=app, worker_name="test", job=job, abort_reason=lambda: None)]
    try:
        task(*(context if task.pass_context else []), **job.task_kwargs)
    except Exception as error:
        retry = task.get_retry_exception(exception=error, job=job)
        if retry is None:
            _mark(row, "failed")
            raise
        _mark(row, "todo", retry.retry_decision.retry_at)
    else:
        _mark(row, "succeeded")


def _mark(row: ProcrastinateJob, status: str, scheduled_at: datetime | None = None) -> None:
    """The table's own models are read-only. A trigger of procrastinate refuses todo -> succeeded, hence two steps."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s AND status = 'todo'", [row.pk])
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status, attempts = attempts + 1,"
            " scheduled_at = %s WHERE id = %s",
            [status, scheduled_at, row.pk],
        )


def _clock_at(moment: datetime | None) -> ExitStack:
    """Tasks ask `now` of their own module; all of them are given the same moment."""
    stack = ExitStack()
    if moment is not None:
        modules = {task.func.__module__ for task in app.tasks.values() if task.func.__module__.startswith("konullu.")}
        for module in sorted(modules):
            if hasattr(sys.modules[module], "now"):
                stack.enter_context(patch(f"{module}.now", lambda: moment))
    return stack
