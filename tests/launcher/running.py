"""A real `konullu up` in a process of its own, as a person at a terminal would start it."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

from konullu.launcher import leftovers

PATIENCE = 120.0


class Up:
    def __init__(self, data: Path, *options: str, **environment: str) -> None:
        self.data = data
        self.options = options
        self.port = free_port()
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KONULLU_", "PYTEST_")) and name != "DATABASE_URL"
        }
        self.environment = kept | {"KONULLU_DATA": str(data)} | environment
        self.output = data.parent / f"{data.name}.output"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Up":
        with self.output.open("wb") as output:
            self.process = self.command("up", "--port", str(self.port), *self.options, stdout=output, stderr=output)
        deadline = time.monotonic() + PATIENCE
        while "is ready at" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)
        return self

    def said(self) -> str:
        return self.output.read_text()

    def command(self, *arguments: str, **options) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "konullu.launcher", *arguments], env=self.environment, cwd="/", **options
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """(exit code, everything it said) of another command on the same data."""
        process = self.command(*arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said.decode()

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def instance(self) -> dict:
        return json.loads((self.data / "instance.json").read_text())

    def pid(self, name: str) -> int:
        return self.instance()["pids"][name][0]

    def ask(self, sql: str) -> object:
        with psycopg.connect(self.instance()["database_url"], autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None

    def everything(self) -> set[int]:
        """Every process of this installation, by its ancestors."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    stat = (entry / "stat").read_text()
                    parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def stop(self, kind: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(kind)
        return self.process.wait(PATIENCE)


def all_gone(pids: set[int], seconds: float = 30.0) -> set[int]:
    """Those that still live after this time; empty when all have ended."""
    return {pid for pid in pids if not leftovers.gone_within(pid, seconds)}


def wait_for(question, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lines_about(said: str, pattern: str) -> list[str]:
    return [line for line in said.splitlines() if re.search(pattern, line)]
