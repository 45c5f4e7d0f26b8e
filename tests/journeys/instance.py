"""A whole installation for the journeys: the real `konullu up` in a folder of its own, with the people of the tests."""

import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from tests.house.tree import ROOT

READY = "is ready at"
PATIENCE = 120  # seconds for the first start on a busy machine


@dataclass
class Instance:
    """It runs between start() and stop(); `facts` is what tests.journeys.prepare wrote about its people and pages."""

    folder: Path
    port: int = field(default_factory=lambda: free_port())
    facts: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        # Browsers make passkeys for the name localhost, and for no numeric address.
        return f"http://localhost:{self.port}"

    def environment(self) -> dict[str, str]:
        """Ours without that of the test run: this is an installation like any other."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("KONULLU_", "DATABASE_URL"))}
        own = {
            "KONULLU_DATA": str(self.folder),
            "KONULLU_PUBLIC_URL": self.url,
            # With a secret the door for receipts is open, so that the API can be tried whole.
            "KONULLU_SMS_RECEIPT_SECRET": "only for this run",
            # The proofs read the API faster than anybody may.
            "KONULLU_API_READS_PER_MINUTE": "0",
            "PYTHONUNBUFFERED": "1",
        }
        return {**kept, **own}

    def start(self) -> None:
        command = [sys.executable, "-m", "konullu.launcher", "up", "--no-demo", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        threading.Thread(target=self._listen, daemon=True).start()
        until = time.monotonic() + PATIENCE
        while not any(READY in line for line in self.said):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("konullu up did not get ready:\n" + "".join(self.said))
            time.sleep(0.1)
        self.facts = json.loads(self.run("-m", "tests.journeys.prepare").splitlines()[-1])

    def _listen(self) -> None:
        assert self.process
        assert self.process.stdout
        self.said.extend(iter(self.process.stdout.readline, ""))

    def run(self, *arguments: str) -> str:
        """Python in the environment of the instance."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def letters(self, to: str) -> list[str]:
        """Addresses of the letters to a phone or an e-mail in the mailbox of development, newest first."""
        page = self._read(f"/dev/mailbox/?to={quote(to)}")
        return re.findall(r'href="(/dev/mailbox/[0-9a-f-]{36}/)"', page)

    def letter(self, to: str, *, after: list[str], patience: float = 20) -> str:
        """The text of the next letter that the worker sends; `after` is letters(to) before the act."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if new := [address for address in self.letters(to) if address not in after]:
                main = re.search(r"<main.*</main>", self._read(new[0]), re.DOTALL)
                return html.unescape(re.sub(r"<[^>]+>", " ", main[0] if main else ""))
            time.sleep(0.1)
        raise AssertionError(f"no letter to {to} after {patience} seconds")

    def _read(self, address: str) -> str:
        with urlopen(self.url + address) as answer:  # our own address
            return str(answer.read().decode())

    def stop(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
