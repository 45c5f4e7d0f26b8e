"""In an environment of its own with sources of its own: what this machine has compiled already plays no part."""

import compileall
import os
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

from konullu.launcher import bytecode, cli

START = """
from konullu.launcher import bytecode
bytecode.keep()
import django, konullu.launcher.trouble as read
print(read.__cached__)
"""


@pytest.fixture
def sources(tmp_path) -> Path:
    folder = tmp_path / "sources"
    (folder / "django").mkdir(parents=True)
    (folder / "django/__init__.py").touch()
    package = Path(bytecode.__file__).parents[1]
    for part in ("__init__.py", "launcher/__init__.py", "launcher/bytecode.py", "launcher/trouble.py"):
        (folder / "konullu" / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / part, folder / "konullu" / part)
    return folder


@pytest.fixture
def environment(tmp_path) -> Path:
    folder = tmp_path / "environment"
    venv.create(folder, symlinks=True)
    return folder


def start(environment: Path, sources: Path, *, before: str = "", **variables: str) -> str:
    """Where the bytecode of a module read after `keep` belongs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [environment / "bin/python", "-c", before + START],
        env=kept | {"PYTHONPATH": str(sources)} | variables,
        cwd=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def compiled(folder: Path) -> list[str]:
    return sorted(found.name.partition(".")[0] for found in folder.rglob("*.pyc"))


def test_where_python_may_leave_no_files_bytecode_is_kept_in_the_environment(environment, sources):
    kept = Path(start(environment, sources, PYTHONDONTWRITEBYTECODE="1"))
    assert kept.is_relative_to(environment / bytecode.FOLDER)
    assert compiled(sources) == []
    assert {"trouble", "__init__"} <= set(compiled(environment / bytecode.FOLDER))

    made = kept.stat().st_mtime_ns
    start(environment, sources, PYTHONDONTWRITEBYTECODE="1")
    assert kept.stat().st_mtime_ns == made, "the second start compiled again"


def test_changed_code_is_compiled_anew(environment, sources):
    start(environment, sources, PYTHONDONTWRITEBYTECODE="1")
    with (sources / "konullu/launcher/trouble.py").open("a") as code:
        code.write("\n__cached__ = 'what is written now'\n")
    assert start(environment, sources, PYTHONDONTWRITEBYTECODE="1") == "what is written now"


def test_python_left_alone_keeps_it_beside_the_code(environment, sources):
    assert Path(start(environment, sources)).is_relative_to(sources)
    assert not (environment / bytecode.FOLDER).exists()


def test_bytecode_made_at_installation_is_used(environment, sources):
    compileall.compile_dir(sources, quiet=1)
    assert Path(start(environment, sources, PYTHONDONTWRITEBYTECODE="1")).is_relative_to(sources)
    assert not (environment / bytecode.FOLDER).exists()


def test_a_folder_that_the_person_has_chosen_is_used(environment, sources, tmp_path):
    chosen = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(tmp_path / "chosen")}
    assert Path(start(environment, sources, **chosen)).is_relative_to(tmp_path / "chosen")
    assert not (environment / bytecode.FOLDER).exists()


def test_nothing_is_written_into_somebody_elses_environment(environment, sources):
    """Root who runs a person's installation must leave no files there that this person cannot take away."""
    somebody = f"import os\nos.geteuid = lambda: {os.geteuid() + 1}\n"
    start(environment, sources, before=somebody, PYTHONDONTWRITEBYTECODE="1")
    assert compiled(environment / bytecode.FOLDER) == compiled(sources) == []


def test_every_command_keeps_it(monkeypatch):
    """The real entry, as far as the first thing it does."""

    class Kept(Exception):
        pass

    def kept() -> None:
        raise Kept

    monkeypatch.setattr(bytecode, "keep", kept)
    with pytest.raises(Kept):
        cli.main()
