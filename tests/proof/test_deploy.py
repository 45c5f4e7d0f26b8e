"""Production settings satisfy Django's own deployment checks, and refuse to start half configured."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.proof

PRODUCTION = {
    "KONULLU_ENV": "production",
    "KONULLU_SECRET_KEY": "k" * 20 + "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP",
    "KONULLU_HOSTS": "konullu.example",
    "KONULLU_PUBLIC_URL": "https://konullu.example",
    "KONULLU_SMTP_HOST": "mail.konullu.example",
}


def manage(*arguments: str, data: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KONULLU_")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **PRODUCTION, "KONULLU_DATA": str(data), **changed},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_is_clean(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_check_deploy_sees_a_weak_key(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path, KONULLU_SECRET_KEY="short")
    assert done.returncode != 0
