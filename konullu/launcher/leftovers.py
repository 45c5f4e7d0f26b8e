"""What a killed `konullu up` may leave behind, and how to tell it from a stranger who was given the same number."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from konullu.launcher.trouble import Trouble


def postmaster_status(cluster: Path) -> tuple[int, str]:
    """(pid, status) from postmaster.pid; (0, "") when there is none or it is only half written."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return 0, ""
    pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
    return pid, lines[7].strip() if len(lines) > 7 else ""


def end_postmaster(cluster: Path, *, seconds: float) -> None:
    """Stops a server that still runs on this cluster; forgets a pid that names nobody, or somebody else.

    Only for the holder of the data folder's lock. Raises Trouble when the old server does not leave.
    """
    pid, _status = postmaster_status(cluster)
    if not (alive(pid) and _works_in(pid, cluster)):
        # A killed server that nobody has reaped yet, or a stranger who got its number after a reboot: PostgreSQL would
        # refuse to start because of either. If processes of the old server are left, it finds them by its shared
        # memory, which does not depend on this file.
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        return
    for kind, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, kind)
        if gone_within(pid, patience):
            return
    raise Trouble(
        f"An older PostgreSQL (process {pid}) still runs on {cluster} and does not stop.", f"End it: kill {pid}"
    )


def end_recorded(pids: Mapping[str, Sequence[object]]) -> None:
    """Ends the web server and the worker of a killed `up`, by what instance.json says: {name: [pid, started_at]}.

    On Linux they end by themselves when `up` does; this waits for them, and it is all there is elsewhere.
    """
    ours = [
        int(str(pid))
        for name, (pid, began) in pids.items()
        if name != "database" and started_at(int(str(pid))) == began
    ]
    for kind, patience in ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0)):
        for pid in ours:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, kind)
        ours = [pid for pid in ours if not gone_within(pid, patience)]


def alive(pid: int) -> bool:
    """A zombie counts as gone: it does nothing any more and only waits for its parent. So does number 0."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return started_at(pid) != ""


def started_at(pid: int) -> str:
    """When this process began, in the kernel's own ticks; "" when it is gone. With the pid it names one process."""
    if sys.platform != "linux":
        done = subprocess.run(["/bin/ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return done.stdout.strip()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _works_in(pid: int, cluster: Path) -> bool:
    """A postmaster lives in its cluster's folder."""
    if sys.platform != "linux":
        done = subprocess.run(
            ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return str(cluster) in done.stdout
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == cluster.resolve()
    except OSError:
        return False
