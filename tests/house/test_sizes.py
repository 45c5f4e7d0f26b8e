"""Nothing grows beyond what one reads in one sitting."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, domains, files, functions, parsed, refuse

FILE, TEST_FILE, FUNCTION, VIEW, TEMPLATE = 400, 600, 40, 25, 150
MODELS, LINES = 8, 3000  # of a domain; above, docs/decisions/0007 gives it a ceiling or it is split
CEILINGS = "docs/decisions/0007-domains-larger-than-the-house-likes.md"
OUTSIDE = {"konullu/settings.py"}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line, without the docstring: explaining more is not a sin."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    said = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return name.startswith(("konullu/web/", "konullu/api/")) and bool(arguments) and arguments[0].arg == "request"


def sins_of_size(root: Path) -> Iterator[str]:
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if "migrations" in path.parts or name in OUTSIDE:
            continue
        if path.suffix == ".html" and "templates" in path.parts:
            yield from too_long(name, path, TEMPLATE)
        elif path.suffix == ".py":
            yield from too_long(name, path, TEST_FILE if name.startswith("tests/") else FILE)
            for function in functions(parsed(path)):
                limit = VIEW if is_view(function, name) else FUNCTION
                if not name.startswith("tests/") and lines_of(function) > limit:
                    yield f"{name}: {function.name} has {lines_of(function)} lines, {limit} are allowed"


def too_long(name: str, path: Path, limit: int) -> Iterator[str]:
    count = len(path.read_text(encoding="utf-8").splitlines())
    if count > limit:
        yield f"{name} has {count} lines, {limit} are allowed"


def ceilings(root: Path) -> dict[str, tuple[int, int]]:
    """Domain -> (models, lines) that a decision record allows it."""
    rows = re.findall(
        r"^\| `(\w+)` \|[^|]+\| ([\d,]+) \|[^|]+\| ([\d,]+) \|$", (root / CEILINGS).read_text(), re.MULTILINE
    )
    return {name: (int(models.replace(",", "")), int(lines.replace(",", ""))) for name, models, lines in rows}


def sins_of_domain(root: Path, name: str, allowed: tuple[int, int]) -> Iterator[str]:
    folder = root / "konullu" / name
    code = [path for path in files(root, "*.py") if path.is_relative_to(folder) and "migrations" not in path.parts]
    models = sum(
        any(
            getattr(base, "id", "") in ("Record", "AbstractBaseUser") or getattr(base, "attr", "") == "Model"
            for base in node.bases
        )
        for path in code
        if path.stem == "models" or path.parent.name == "models"
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef)
    )
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in code)
    for what, count, limit in (("models", models, allowed[0]), ("lines", lines, allowed[1])):
        if count > limit:
            yield f"konullu/{name} has {count} {what}, {limit} are allowed: split it, or decide in {CEILINGS}"


def test_no_domain_outgrows_its_limit_without_a_decision() -> None:
    allowed = ceilings(ROOT)
    refuse(sin for name in domains() for sin in sins_of_domain(ROOT, name, allowed.get(name, (MODELS, LINES))))


def test_ceilings_are_only_for_domains_that_need_them() -> None:
    assert set(ceilings(ROOT)) == {name for name in domains() if list(sins_of_domain(ROOT, name, (MODELS, LINES)))}


def test_planted_domain_that_is_too_large_is_caught(tmp_path: Path) -> None:
    models = tmp_path / "konullu/shifts/models/shift.py"
    models.parent.mkdir(parents=True)
    models.write_text("".join(f"class Shift{number}(Record):\n    pass\n" for number in range(9)))
    (tmp_path / "konullu/shifts/rules.py").write_text("x = 1\n" * 3000)
    assert [sin.split(":")[0] for sin in sins_of_domain(tmp_path, "shifts", (MODELS, LINES))] == [
        "konullu/shifts has 9 models, 8 are allowed",
        "konullu/shifts has 3018 lines, 3000 are allowed",
    ]


def test_nothing_is_too_long() -> None:
    refuse(sins_of_size(ROOT))


@pytest.mark.parametrize(
    ("name", "text", "sin"),
    [
        ("konullu/shifts/rules.py", "x = 1\n" * 401, "konullu/shifts/rules.py has 401 lines, 400 are allowed"),
        ("tests/shifts/test_rules.py", "x = 1\n" * 601, "tests/shifts/test_rules.py has 601 lines, 600 are allowed"),
        (
            "konullu/web/office/templates/office/team.html",
            "<p>\n" * 151,
            "konullu/web/office/templates/office/team.html has 151 lines, 150 are allowed",
        ),
        (
            "konullu/shifts/rules.py",
            "def may(x):\n" + "    x += 1\n" * 40,
            "konullu/shifts/rules.py: may has 41 lines, 40 are allowed",
        ),
        (
            "konullu/web/office/team.py",
            "def team(request):\n" + "    request\n" * 25,
            "konullu/web/office/team.py: team has 26 lines, 25 are allowed",
        ),
    ],
)
def test_planted_length_is_caught(tmp_path: Path, name: str, text: str, sin: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text)
    assert list(sins_of_size(tmp_path)) == [sin]


def test_a_long_docstring_and_a_long_migration_are_no_sins(tmp_path: Path) -> None:
    rules = tmp_path / "konullu/shifts/rules.py"
    rules.parent.mkdir(parents=True)
    rules.write_text('def may(x):\n    """Why.\n' + "    Because.\n" * 60 + '    """\n    return x\n')
    migration = tmp_path / "konullu/shifts/migrations/0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("x = 1\n" * 500)
    assert list(sins_of_size(tmp_path)) == []
