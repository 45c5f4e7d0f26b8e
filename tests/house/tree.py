"""What the guards look at: the files of the project, its floors and its rooms, read from where they are declared."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOORS = {"web", "api", "jobs", "demo", "launcher"}


def files(root: Path, pattern: str = "*") -> list[Path]:
    """The project's own files under root: what git knows or would add; everything when root is no checkout."""
    if (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        named = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
        known = [root / name for name in named.split("\0") if name]
    else:
        known = [path for path in root.rglob("*") if path.is_file()]
    return sorted(path for path in known if path.exists() and path.match(pattern))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def floors() -> list[set[str]]:
    """The floors from the roof down, as import-linter enforces them (pyproject.toml)."""
    house = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(each for each in house["tool"]["importlinter"]["contracts"] if each["id"] == "floors")
    return [{name.strip() for name in floor.split("|")} for floor in contract["layers"]]


@cache
def height() -> dict[str, int]:
    """Floor number of each package of konullu, 0 at the ground."""
    return {name: number for number, floor in enumerate(reversed(floors())) for name in floor}


def domains() -> list[str]:
    """The packages with business words: everything on a floor but the doors, the reactions and the ground."""
    return [name for name in height() if name not in DOORS | {"reactions", "platform"}]


def name_called(node: ast.AST) -> str:
    """The name in `name(...)` or `x.name(...)`, empty when the node is no call."""
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def room_files(root: Path, room: str) -> list[Path]:
    """The files of a room in every domain, whether it is one file or a folder of topics."""
    return [
        path
        for path in files(root, "*.py")
        if path.is_relative_to(root / "konullu")
        and (path.name == f"{room}.py" or room in path.relative_to(root / "konullu").parts[:-1])
    ]


def refuse(sins: Iterable[str]) -> None:
    """Fail with every sin on a line of its own, so that one run shows all there is to mend."""
    if found := list(sins):
        pytest.fail("\n".join([f"{len(found)} to mend:", *found]), pytrace=False)
