"""Children that are forked, watched and started again: with real processes and no Django."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from konullu.launcher import leftovers, processes
from konullu.launcher.processes import Child, fork
from konullu.launcher.steps import bar


def wait_end(child: Child, seconds: float = 10.0) -> int:
    deadline = time.monotonic() + seconds
    while (code := child.ended()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return code


def fail() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda: None, 0),
        (lambda: sys.exit(3), 3),
        (lambda: sys.exit("words"), 1),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), -9),
        (fail, 1),
    ],
)
def test_end_of_a_child_is_told_once(work, code, tmp_path, single_thread):
    child = Child("some", work, log=tmp_path / "logs" / "some.log")
    child.start()
    assert wait_end(child) == code
    assert child.ended() is None


def test_words_of_a_child_are_in_its_log(tmp_path, single_thread):
    log = tmp_path / "logs" / "some.log"
    child = Child("some", lambda: os.write(1, b"words") and os.write(2, b" and more"), log=log)
    child.start()
    wait_end(child)
    assert log.read_text() == "words and more"
    assert log.stat().st_mode & 0o077 == 0


def test_long_log_is_put_aside_once(tmp_path, single_thread, monkeypatch):
    monkeypatch.setattr(processes, "KEEP_LOG_BYTES", 10)
    log = tmp_path / "some.log"
    log.write_text("of yesterday, and long")
    child = Child("some", lambda: os.write(1, b"today"), log=log)
    child.start()
    wait_end(child)
    assert (log.read_text(), log.with_suffix(".log.1").read_text()) == ("today", "of yesterday, and long")


def test_pause_grows_for_who_falls_at_once_and_is_forgotten_for_who_was_steady():
    child = Child("some", fail, log=None)
    pauses = []
    for _ in range(8):
        child.started = time.monotonic()
        pauses.append(child.plan_restart())
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    child.started = time.monotonic() - processes.STEADY_AFTER - 1
    assert child.plan_restart() == 0.0


def test_stubborn_child_is_ended_with_everything_it_started(tmp_path, single_thread, monkeypatch):
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.3)
    told = tmp_path / "grandchild"

    def stubborn() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        told.write_text(str(subprocess.Popen(["/bin/sleep", "600"]).pid))
        time.sleep(600)

    child = Child("some", stubborn, log=tmp_path / "log")
    child.start()
    while not told.exists() or not told.read_text():
        time.sleep(0.01)
    child.stop()
    assert leftovers.gone_within(int(told.read_text()), 5)
    assert child.pid == 0


def test_forking_with_a_second_thread_is_refused():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match="several threads"):
            fork(lambda: None, log=None)
    finally:
        done.set()
        thread.join()


def test_child_does_not_outlive_its_parent(tmp_path):
    script = (
        "import time, os; from konullu.launcher.processes import fork\n"
        "print(fork(lambda: time.sleep(600), log=None), flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    assert leftovers.alive(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert leftovers.gone_within(pid, 5)


def test_recorded_process_is_ended_but_a_stranger_with_its_number_is_not():
    ours = subprocess.Popen(["/bin/sleep", "600"], process_group=0)
    stranger = subprocess.Popen(["/bin/sleep", "600"], process_group=0)
    try:
        leftovers.end_recorded(
            {"web server": [ours.pid, leftovers.started_at(ours.pid)], "worker": [stranger.pid, "another time"]}
        )
        assert ours.wait(5) == -signal.SIGTERM
        assert stranger.poll() is None
    finally:
        for process in (ours, stranger):
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [
        (0, 12, "─" * 24 + " 0/12"),
        (6, 12, "━" * 12 + "─" * 12 + " 6/12"),
        (13, 12, "━" * 24 + " 12/12"),
        (5_000_000, 10_000_000, "━" * 12 + "─" * 12 + " 50 %"),
    ],
)
def test_bar(count, total, shown):
    assert bar(count, total) == shown


@pytest.fixture
def single_thread(monkeypatch) -> None:
    """xdist's workers have a thread of their own; these tests fork something too small to be hurt by it."""
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)
