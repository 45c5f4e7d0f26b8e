"""Looks after what runs: notices a crash, starts again, waits for readiness, ends everything in order."""

import contextlib
import http.client
import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

from konullu.launcher import leftovers
from konullu.launcher.embedded import Server
from konullu.launcher.processes import Child
from konullu.launcher.steps import Steps
from konullu.launcher.trouble import Trouble
from konullu.platform import instance

READY_SECONDS = 60.0
LOOK_SECONDS = 1.0
DATABASE_TRIES = 5


@dataclass
class House:
    """Everything that runs. `leaving` is set by a signal, `again` when it should come up anew at once."""

    steps: Steps
    server: Server | None = None
    children: list[Child] = field(default_factory=list)
    phase: str = "coming up"  # looking after, going down
    leaving: bool = False
    again: bool = False
    database_falls: int = 0
    database_fell_at: float = 0.0


@contextmanager
def signals(house: House) -> Iterator[None]:
    """SIGINT, SIGTERM, SIGHUP: leave. SIGUSR1: leave and come back. While things still start, they interrupt."""

    def heard(kind: int, _frame: FrameType | None) -> None:
        house.again = kind == signal.SIGUSR1
        house.leaving = True
        if house.phase == "coming up":
            raise KeyboardInterrupt

    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)
    before = {kind: signal.signal(kind, heard) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def until_ready(house: House, *, host: str, port: int) -> None:
    """Returns when /health/ready says yes. Raises Trouble when a child falls first or it takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    answer = ""
    while time.monotonic() < deadline:
        for child in house.children:
            if (code := child.ended()) is not None:
                raise Trouble(f"The {child.name} did not start ({_how(code)}).", _where(child))
        ok, answer = _ask_ready(host, port)
        if ok:
            return
        time.sleep(0.02)
    raise Trouble(f"The web server was not ready after {READY_SECONDS:.0f} seconds.", f"It says: {answer}")


def look_after(house: House) -> None:
    """Until a signal says leave. Raises Trouble when the database does not stay up."""
    house.phase = "looking after"
    reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda _kind, _frame: None)  # a fallen child wakes us through the pipe
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    try:
        while not house.leaving:
            _mend_database(house)
            for child in house.children:
                _mend(house, child)
            select.select([reader], [], [], LOOK_SECONDS)
            with contextlib.suppress(BlockingIOError):
                os.read(reader, 4096)
    finally:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(reader)
        os.close(writer)


def take_down(house: House) -> None:
    """Web server, worker, database: whoever needs another one stops before it."""
    house.phase = "going down"
    if house.children or house.server:
        house.steps.say("Stopping…")
    for child in house.children:
        child.stop()
    if house.server is not None:
        house.server.stop()
    instance.remember(pids=None, database_url=None)


def record(house: House) -> None:
    """Writes down who runs, each pid with its time of birth, so that nobody else is ever ended in its place."""
    pids = {"up": os.getpid()} | {child.name: child.pid for child in house.children if child.pid}
    if house.server is not None and house.server.process is not None:
        pids["database"] = house.server.process.pid
    instance.remember(pids={name: [pid, leftovers.started_at(pid)] for name, pid in pids.items()})


def _mend_database(house: House) -> None:
    if house.server is None or not house.server.crashed():
        return
    if time.monotonic() - house.database_fell_at > 60:
        house.database_falls = 0
    house.database_falls += 1
    house.database_fell_at = time.monotonic()
    if house.database_falls > DATABASE_TRIES:
        raise Trouble(f"The database fell {DATABASE_TRIES} times within a minute.", f"Its log: {house.server.log}")
    house.steps.warn(f"The database fell. Starting it again. Log: {house.server.log}")
    house.server.start()
    house.steps.say("The database is back.")
    record(house)


def _mend(house: House, child: Child) -> None:
    if (code := child.ended()) is not None and not house.leaving:
        pause = child.plan_restart()
        again = f"again in {pause:.1f} s" if pause else "again now"
        house.steps.warn(f"The {child.name} fell ({_how(code)}). Starting it {again}. {_where(child)}")
    if child.is_due() and not house.leaving:
        child.start()
        record(house)


def _ask_ready(host: str, port: int) -> tuple[bool, str]:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    allowed = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    try:
        connection = http.client.HTTPConnection(near, port, timeout=10)
        connection.request("GET", "/health/ready", headers={"Host": allowed[0] if allowed else "localhost"})
        response = connection.getresponse()
        return response.status == 200, f"{response.status} {response.read(300).decode(errors='replace')}"
    except OSError as error:
        return False, str(error)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _where(child: Child) -> str:
    return f"Log: {child.log}" if child.log else "See its messages above."
