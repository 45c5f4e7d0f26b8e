"""The contracts of pyproject.toml hold, and each of them catches the sin it is there for."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["lint-imports", "--no-cache", "--no-logo", str(folder / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment(folder), check=False)


def environment(folder: Path) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(folder)}


def ruff(name: str, source: str) -> str:
    command = ["ruff", "check", "--config", str(ROOT / "pyproject.toml"), "--output-format", "concise"]
    command += ["--stdin-filename", str(ROOT / name), "-"]
    return subprocess.run(command, input=source, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "konullu", folder / "konullu", ignore=shutil.ignore_patterns("__pycache__", "static", "locale")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    outcome = lint_imports(copy)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("name", "source", "contract"),
    [
        ("konullu/accounts/queries/planted.py", "import konullu.organisations.models", "1 Floors"),
        (
            "konullu/accounts/operations/planted.py",
            "def act():\n    from konullu.messaging import operations\n    return operations",
            "1 Floors",
        ),
        ("konullu/journal/planted.py", "import konullu.places.models", "1 Floors"),
        ("konullu/planted/__init__.py", "", "1 Floors"),
        ("konullu/accounts/rules/planted.py", "import konullu.accounts.queries", "2 Rooms"),
        (
            "konullu/organisations/operations/planted.py",
            "from konullu.accounts.models import Person",
            "3 Models stay home",
        ),
        ("konullu/web/office/planted.py", "from konullu.accounts.models import Person", "3 Models stay home"),
        ("konullu/web/portal/planted.py", "import konullu.web.office.urls", "4 Audiences"),
        (
            "konullu/platform/planted.py",
            "import konullu.platform.planted_too",
            "5 No circles",
        ),
        ("konullu/accounts/rules/planted.py", "from konullu.platform import clock", "6 Rules are pure"),
    ],
)
def test_a_planted_import_is_caught(copy: Path, name: str, source: str, contract: str) -> None:
    path, twin = copy / name, copy / "konullu/platform/planted_too.py"
    made = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)
    twin.write_text("import konullu.platform.planted\n" if contract == "5 No circles" else "")
    try:
        outcome = lint_imports(copy)
    finally:
        path.unlink()
        twin.unlink()
        if made:
            shutil.rmtree(path.parent)
    assert outcome.returncode == 1
    broken = [line for line in outcome.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), outcome.stdout


def test_a_type_checking_import_of_a_foreign_model_is_allowed(copy: Path) -> None:
    path = copy / "konullu/organisations/operations/planted.py"
    path.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from konullu.accounts.models import Person\n"
    )
    try:
        assert lint_imports(copy).returncode == 0
    finally:
        path.unlink()


@pytest.mark.parametrize("room", ["web/office/team.py", "accounts/rules/age.py", "accounts/tasks.py", "api/people.py"])
def test_the_database_is_banned_outside_its_rooms(room: str) -> None:
    assert "TID251" in ruff(f"konullu/{room}", "from django.db import connection\n\nprint(connection)\n")


@pytest.mark.parametrize(
    "room",
    ["accounts/models/person.py", "accounts/queries/people.py", "organisations/operations/team.py", "platform/x.py"],
)
def test_the_database_is_allowed_in_its_rooms(room: str) -> None:
    assert "TID251" not in ruff(f"konullu/{room}", "from django.db import connection\n\nprint(connection)\n")


def test_an_import_inside_a_function_is_caught() -> None:
    assert "PLC0415" in ruff("konullu/accounts/rules/age.py", "def age():\n    import math\n\n    return math.pi\n")


def test_a_moment_without_a_zone_is_caught() -> None:
    source = "from datetime import datetime\n\nmoment = datetime.now()\n"
    assert "DTZ005" in ruff("konullu/accounts/operations/x.py", source)
