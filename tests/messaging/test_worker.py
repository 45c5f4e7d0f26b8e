"""The real worker, as its own process: it delivers, tells that it lives, and a killed one loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from konullu.messaging.models import Message
from konullu.platform import jobs
from konullu.platform.clock import now
from konullu.platform.models import MailboxItem
from tests.house.tree import ROOT
from tests.messaging.letterbox import outside, somebody, write

pytestmark = pytest.mark.django_db(transaction=True)


def url_of_this_database() -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"]).geturl()


def start_worker(*options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "procrastinate", "worker", *options]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url_of_this_database()})


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = start_worker()
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def wait_for(truth: Any, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_worker_started_for_one_round_delivers_what_waits_and_ends() -> None:
    letters = [write(somebody(), now=now()) for _ in range(5)]
    assert start_worker("--one-shot").wait(timeout=60) == 0
    assert [outside(letter).state for letter in letters] == ["delivered"] * 5
    assert MailboxItem.objects.count() == 5
    assert ProcrastinateJob.objects.filter(task_name="messaging.deliver").count() == 0  # done and gone


def test_a_living_worker_says_so_and_takes_new_letters_at_once(worker: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: jobs.is_worker_alive(now=now()))
    letter = write(somebody(), now=now())
    wait_for(lambda: outside(letter).state == "delivered", seconds=10)
    assert not ProcrastinateJob.objects.filter(task_name="messaging.deliver", status="todo").exists()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0


def test_health_tells_whether_a_worker_lives(client: Client) -> None:
    address = "/health/worker"
    silent = client.get(address)
    assert (silent.status_code, silent.json()["checks"]) == (503, {"database": "ok", "worker": "silent"})
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    living = client.get(address)
    assert (living.status_code, living.json()) == (200, {"ok": True, "checks": {"database": "ok", "worker": "ok"}})


def test_a_killed_worker_loses_no_job(worker: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: jobs.is_worker_alive(now=now()))
    worker.kill()
    worker.wait()
    letter: Message = write(somebody(), now=now())
    with connection.cursor() as cursor:  # as if it had been killed with this job in hand, a minute ago
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)"
            " WHERE task_name = 'messaging.deliver'"
        )
    assert not jobs.is_worker_alive(now=now())
    assert jobs.revive() >= 1  # the minute's own jobs may have been in its hands too
    assert start_worker("--one-shot").wait(timeout=60) == 0
    assert outside(letter).state == "delivered"


def test_a_job_ordered_inside_a_task_is_rolled_back_with_its_cause() -> None:
    """Inside a worker procrastinate's own connector is a second connection; ours is the transaction's."""
    with transaction.atomic():
        jobs.defer("messaging.resume")
        transaction.set_rollback(True)
    assert ProcrastinateJob.objects.count() == 0


def test_old_failed_jobs_are_forgotten() -> None:
    jobs.defer("messaging.resume")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        jobs.forget_old()
        assert ProcrastinateJob.objects.filter(status="failed").count() == 1
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '31 days'")
    jobs.forget_old()
    assert ProcrastinateJob.objects.count() == 0


def test_nobody_orders_jobs_past_the_transaction() -> None:
    """procrastinate's own `defer` inside a worker writes through another connection, which no rollback reaches."""
    ordering = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "konullu").rglob("*.py")
        if "configure_task(" in path.read_text(encoding="utf-8")
    ]
    assert ordering == ["konullu/platform/jobs.py"]
