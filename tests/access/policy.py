"""Who may do what: the rows of every rows_*.py beside this file, and the promise that none is missing or idle."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.access.routes import ANY, Route
from tests.people import ROLES, World

NAMES = ["nobody", *ROLES]
type Row = Mapping[str, int]  # role -> status; "*" is every role that is not named


@dataclass
class Policy:
    """All rows, with the functions that give a route its arguments and its form."""

    rows: dict[str, Row] = field(default_factory=dict)
    homes: dict[str, ModuleType] = field(default_factory=dict)

    def add(self, module: ModuleType) -> None:
        for key, row in module.ROWS.items():
            if key in self.rows:
                raise ValueError(f"{key} has two rows: {module.__name__} and {self.homes[key].__name__}")
            self.rows[key] = row
            self.homes[key] = module

    def arguments(self, world: World, key: str) -> dict[str, Any]:
        return self._ask("arguments", world, key)

    def data(self, world: World, key: str) -> dict[str, Any]:
        """What is posted, or asked behind the question mark."""
        return self._ask("data", world, key)

    def _ask(self, what: str, world: World, key: str) -> dict[str, Any]:
        function: Callable[[World, str], dict[str, Any] | None] | None = getattr(self.homes[key], what, None)
        return (function(world, key) if function else None) or {}


def policy() -> Policy:
    """The whole policy of the product."""
    whole = Policy()
    for path in sorted(Path(__file__).parent.glob("rows_*.py")):
        whole.add(importlib.import_module(f"tests.access.{path.stem}"))
    return whole


def keys_of(routes: list[Route], rows: Mapping[str, Row]) -> list[tuple[Route, str]]:
    """Each route with the keys of its rows. A view of a dependency has the methods that its rows name, or GET."""
    listed: list[tuple[Route, str]] = []
    for route in routes:
        if route.method != ANY:
            listed.append((route, route.key))
            continue
        named = [key for key in rows if key.split(" ", 1)[1] == route.name]
        listed += [
            (Route(key.split(" ", 1)[0], route.name, route.pattern), key) for key in named or [f"GET {route.name}"]
        ]
    return listed


def sins_of_rows(routes: list[Route], rows: Mapping[str, Row]) -> Iterator[str]:
    listed = keys_of(routes, rows)
    for route, key in listed:
        if key not in rows:
            yield f"no row for {key} ({route.pattern})"
    for key, row in rows.items():
        if key not in {listed_key for _, listed_key in listed}:
            yield f"a row for {key}, which is no route"
        if unknown := set(row) - {*NAMES, "*"}:
            yield f"{key} speaks of {', '.join(sorted(unknown))}, which is no role"
        if "*" not in row and (silent := set(NAMES) - set(row)):
            yield f"{key} does not say what happens to {', '.join(sorted(silent))}"


def expected(row: Row, role: str) -> int:
    return row[role] if role in row else row["*"]
