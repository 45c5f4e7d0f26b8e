"""The API under fire: what its description promises holds for whatever is sent to it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof


def test_schemathesis_finds_nothing(site: Instance, tmp_path: Path) -> None:
    """Server errors, answers off the schema, undocumented codes, ignored authentication, refused good data."""
    rules = ROOT / "tests/proof/schemathesis.toml"
    command = [str(Path(sys.executable).with_name("st")), "--config-file", str(rules), "run"]
    command += [f"{site.url}/api/v1/openapi.json"]
    command += ["--max-examples", "40", "--workers", "2", "--no-color", "--generation-database", "none"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
