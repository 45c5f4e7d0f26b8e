"""The web server and the worker: forked from a process that has read all the code, started again when they fall.

Forking shares what was read (memory) and reads it once (time). It is only safe while this process has one thread.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from konullu.launcher import child

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # seconds; who lived as long starts again without a pause
STOP_SECONDS = 20.0
KEEP_LOG_BYTES = 10_000_000


@dataclass
class Child:
    """One program that should always run. `log` None means: write where we write."""

    name: str
    work: Callable[[], None]
    log: Path | None
    pid: int = 0
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.pid = fork(self.work, log=self.log)

    def ended(self) -> int | None:
        """Its exit code, once, when it has ended; negative for a signal."""
        if not self.pid:
            return None
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if not pid:
            return None
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def plan_restart(self) -> float:
        """Seconds until it is started again: longer each time it falls soon after starting."""
        now = time.monotonic()
        steady = now - self.started > STEADY_AFTER
        self.pause = 0.0 if steady else min(max(self.pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self.due = now + self.pause
        return self.pause

    def is_due(self) -> bool:
        return not self.pid and time.monotonic() >= self.due

    def stop(self) -> None:
        """Asks it to finish, waits, then ends it and everything it started."""
        if not self.pid:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self.pid and time.monotonic() < deadline:
            if self.ended() is None:
                time.sleep(0.02)
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0


def fork(work: Callable[[], None], *, log: Path | None) -> int:
    """Runs `work` in a new process that leads its own group and ends when we end. Returns its pid."""
    if threading.active_count() > 1:
        raise RuntimeError(f"fork with several threads: {[thread.name for thread in threading.enumerate()]}")
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setpgid(0, 0)  # Ctrl-C in the terminal reaches only the parent, which ends us in order
        _plain_signals()
        child.die_with_parent(parent, signal.SIGTERM)
        if log is not None:
            _write_into(log)
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _plain_signals() -> None:
    signal.set_wakeup_fd(-1)
    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR1):
        signal.signal(kind, signal.SIG_DFL)


def _write_into(log: Path) -> None:
    log.parent.mkdir(exist_ok=True, mode=0o700)
    if log.exists() and log.stat().st_size > KEEP_LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
