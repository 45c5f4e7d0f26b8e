"""Files are named after features, domains say what they own, pages ask queries and never tables."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import DOORS, ROOT, files, height, parsed, refuse

REFUSED = {"utils", "util", "common", "helpers", "helper", "misc", "base2", "exceptions", "tools", "stuff"}
DOCSTRING = 15


def sins_of_names(root: Path) -> Iterator[str]:
    for path in files(root / "konullu" if not (root / ".git").exists() else root):
        name = path.relative_to(root).as_posix()
        if name.startswith(("konullu/", "tests/")) and ({path.stem} | set(path.parent.parts)) & REFUSED:
            yield f"{name}: name the file after the feature"


def sins_of_docstrings(root: Path, packages: list[str]) -> Iterator[str]:
    for package in packages:
        path = root / "konullu" / package / "__init__.py"
        said = ast.get_docstring(parsed(path)) if path.exists() else None
        if not said:
            yield f"konullu/{package}/__init__.py does not say what the domain owns"
        elif len(said.splitlines()) > DOCSTRING:
            yield f"konullu/{package}/__init__.py says it in more than {DOCSTRING} lines"


def sins_of_doors(root: Path) -> Iterator[str]:
    """Views, API and jobs reach rows through queries and operations only."""
    for path in files(root, "*.py"):
        name = path.relative_to(root).as_posix()
        if not name.startswith(("konullu/web/", "konullu/api/", "konullu/jobs/")):
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
                yield f"{name}:{node.lineno}: a door touches .{node.attr}; ask a query"


def test_files_are_named_after_features() -> None:
    refuse(sins_of_names(ROOT))


def test_every_package_says_what_it_owns() -> None:
    packages = [name for name in height() if (ROOT / "konullu" / name).is_dir()]
    assert set(packages) >= DOORS
    refuse(sins_of_docstrings(ROOT, packages))


def test_doors_ask_queries() -> None:
    refuse(sins_of_doors(ROOT))


@pytest.mark.parametrize("name", ["utils.py", "common.py", "helpers.py", "misc.py", "base2.py", "utils/text.py"])
def test_planted_name_is_caught(tmp_path: Path, name: str) -> None:
    path = tmp_path / "konullu/shifts" / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert list(sins_of_names(tmp_path)) == [f"konullu/shifts/{name}: name the file after the feature"]


def test_planted_silence_and_verbosity_are_caught(tmp_path: Path) -> None:
    for package, text in {
        "silent": "",
        "verbose": '"""' + "Words.\n" * 16 + '"""\n',
        "good": '"""Shifts."""\n',
    }.items():
        (tmp_path / "konullu" / package).mkdir(parents=True)
        (tmp_path / "konullu" / package / "__init__.py").write_text(text)
    assert list(sins_of_docstrings(tmp_path, ["silent", "verbose", "good"])) == [
        "konullu/silent/__init__.py does not say what the domain owns",
        "konullu/verbose/__init__.py says it in more than 15 lines",
    ]


def test_planted_table_in_a_view_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "konullu/web/office/team.py"
    path.parent.mkdir(parents=True)
    path.write_text("def team(request, model):\n    return model.objects.all()\n")
    assert list(sins_of_doors(tmp_path)) == ["konullu/web/office/team.py:2: a door touches .objects; ask a query"]
