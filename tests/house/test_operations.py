"""Operations are whole: one transaction, arguments by name, the time passed in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, name_called, parsed, refuse, room_files

# Called by others inside their transaction, and writing one row: the journal's line belongs to the act it speaks of.
EXEMPT = {"konullu/journal/operations.py"}
WRITING = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITING |= {"record", "queue", "queue_to_address", "publish", "defer", "execute"}


def sins_of_operations(root: Path) -> Iterator[str]:
    for path in room_files(root, "operations"):
        name = path.relative_to(root).as_posix()
        if name in EXEMPT or path.name == "__init__.py":
            continue
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield from (f"{name}: {node.name} {sin}" for sin in sins_of_operation(node))


def sins_of_operation(function: ast.FunctionDef) -> Iterator[str]:
    parts = [*function.decorator_list, *function.body]
    writes = any(name_called(node) in WRITING for part in parts for node in ast.walk(part))
    if writes and not any(mentions_atomic(part) for part in parts):
        yield "is not in a transaction"
    if writes and (function.args.args or function.args.posonlyargs or function.args.vararg):
        yield "takes arguments by position"
    for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True):
        if argument.arg == "now" and default is not None:
            yield "has a default for the time"


def mentions_atomic(part: ast.AST) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "atomic" for node in ast.walk(part))


def sins_of_rooms(root: Path, room: str, refused: dict[str, str]) -> Iterator[str]:
    """Calls that a room may not make, by the name of the function or method."""
    for path in room_files(root, room):
        for node in ast.walk(parsed(path)):
            word = name_called(node)
            if word in refused:
                yield f"{path.relative_to(root).as_posix()}:{node.lineno}: {word}() {refused[word]}"
            if isinstance(node, ast.Attribute) and node.attr in refused and node.attr == "objects":
                yield f"{path.relative_to(root).as_posix()}:{node.lineno}: .objects {refused['objects']}"


PURE = {
    "objects": "asks the database",
    "today": "asks the clock",
    "utcnow": "asks the clock",
    "localdate": "asks the clock",
    "localtime": "asks the clock",
}
READING = dict.fromkeys(WRITING - {"record", "update", "execute", "defer"}, "writes")


def test_operations_are_whole() -> None:
    refuse(sins_of_operations(ROOT))


def test_rules_ask_neither_the_database_nor_the_clock() -> None:
    refuse(sins_of_rooms(ROOT, "rules", PURE))


def test_queries_write_nothing() -> None:
    refuse(sins_of_rooms(ROOT, "queries", READING))


@pytest.mark.parametrize(
    ("source", "sin"),
    [
        ("def join(*, person, now):\n    person.save()\n", "join is not in a transaction"),
        ("@transaction.atomic\ndef join(person, *, now):\n    person.save()\n", "join takes arguments by position"),
        ("@transaction.atomic\ndef join(*, now=None):\n    pass\n", "join has a default for the time"),
    ],
)
def test_a_planted_operation_is_caught(tmp_path: Path, source: str, sin: str) -> None:
    path = tmp_path / "konullu/shifts/operations/join.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    assert list(sins_of_operations(tmp_path)) == [f"konullu/shifts/operations/join.py: {sin}"]


def test_a_good_operation_passes(tmp_path: Path) -> None:
    path = tmp_path / "konullu/shifts/operations.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "@transaction.atomic(durable=True)\ndef join(*, person, now):\n    pass\n\n"
        "def leave(*, person, now):\n    with transaction.atomic():\n        pass\n\ndef _hidden(x):\n    pass\n"
    )
    assert list(sins_of_operations(tmp_path)) == []


@pytest.mark.parametrize(
    ("room", "source", "refused", "sin"),
    [
        ("rules", "def may(x):\n    return Shift.objects.count()\n", PURE, "2: .objects asks the database"),
        ("rules", "def may(x):\n    return date.today()\n", PURE, "2: today() asks the clock"),
        ("queries", "def shift_for(x):\n    x.save()\n", READING, "2: save() writes"),
    ],
)
def test_a_planted_call_is_caught(tmp_path: Path, room: str, source: str, refused: dict[str, str], sin: str) -> None:
    path = tmp_path / f"konullu/shifts/{room}.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    assert list(sins_of_rooms(tmp_path, room, refused)) == [f"konullu/shifts/{room}.py:{sin}"]
