"""What stands behind an address: the view, its templates, the operations and queries it calls. Read from the source."""

import ast
import functools
import inspect
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils import translation

from konullu.launcher.trouble import Trouble
from konullu.platform import instance

ROOMS = ("operations", "queries", "rules")


@dataclass(frozen=True)
class Place:
    """A name and where it is written: file (below the checkout where possible) and line."""

    name: str
    file: str
    line: int


@dataclass(frozen=True)
class Found:
    route: str
    name: str
    views: list[Place]
    templates: list[Place]
    operations: list[Place]
    queries: list[Place]
    rules: list[Place]


@dataclass(frozen=True)
class Part:
    """A function or class: its source, and what the names in it mean."""

    tree: ast.AST
    names: dict[str, Any]

    def named(self) -> list[Any]:
        """The functions and classes of this project that the source names, each once."""
        nodes = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name | ast.Attribute)]
        things = [inspect.unwrap(thing) for thing in map(self._meaning, nodes) if callable(thing)]
        ours = [thing for thing in things if inspect.isfunction(thing) or inspect.isclass(thing)]
        return list(dict.fromkeys(thing for thing in ours if thing.__module__.startswith("konullu.")))

    def _meaning(self, node: ast.AST) -> Any:
        """The object that `name` or `module.name` means, or None."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        owner = self._meaning(node.value) if isinstance(node, ast.Attribute) else None
        return getattr(owner, node.attr, None) if inspect.ismodule(owner) and isinstance(node, ast.Attribute) else None


def whereis(url: str) -> Found:
    """Raises Trouble when no page has this address."""
    path = urlsplit(url).path or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    try:
        with translation.override(translation.get_language_from_path(path) or translation.get_language()):
            match = resolve(path)
    except Resolver404:
        raise Trouble(
            f"No page has the address {path}.", "Addresses of pages begin with a language, such as /az/."
        ) from None
    views = _views(match.func)
    parts = [part for view in views for part in _parts(view)]
    calls = sorted(_calls_of(parts), key=lambda place: (place.file, place.line))
    return Found(
        route=match.route,
        name=match.view_name,
        views=[_place(view) for view in views],
        templates=[_template(name) for name in sorted(_templates_of(parts))],
        **{room: [call for call in calls if room in call.name.split(".")] for room in ROOMS},
    )


def _views(called: Any) -> list[Any]:
    """What was written for this address: under decorators and partials; for the API one function a method."""
    called = inspect.unwrap(getattr(called, "view_class", called))
    if isinstance(called, functools.partial):
        return _views(called.func)
    if "<locals>" not in called.__qualname__:
        return [called]
    held = [cell.cell_contents for cell in called.__closure__ or ()]
    for thing in held:  # Ninja's wrapper holds its path view, which holds the functions
        if operations := getattr(thing, "operations", None):
            return [inspect.unwrap(operation.view_func) for operation in operations]
    inner = [view for thing in held if inspect.isfunction(thing) for view in _views(thing)]
    return inner or [called]


def _place(thing: Any) -> Place:
    name = f"{thing.__module__}.{thing.__qualname__}"
    try:
        _source, line = inspect.getsourcelines(thing)
        return Place(name, _short(Path(inspect.getsourcefile(thing) or "")), line)
    except (OSError, TypeError):
        return Place(name, "", 0)


def _template(name: str) -> Place:
    origin = get_template(name).origin  # type: ignore[attr-defined]
    return Place(name, _short(Path(origin.name)), 1)


def _short(file: Path) -> str:
    return str(file.relative_to(instance.CHECKOUT)) if file.is_relative_to(instance.CHECKOUT) else str(file)


def _templates_of(parts: list[Part]) -> set[str]:
    """Every text in the source that is the name of a template."""
    texts = {node.value for part in parts for node in ast.walk(part.tree) if isinstance(node, ast.Constant)}
    names = {text.partition("#")[0] for text in texts if isinstance(text, str)}
    return {name for name in names if name.endswith(".html")}


def _calls_of(parts: list[Part]) -> set[Place]:
    """Every function of a domain's operations, queries or rules that the source names."""
    functions = (thing for part in parts for thing in part.named() if inspect.isfunction(thing))
    return {_place(function) for function in functions if set(ROOMS) & set(function.__module__.split("."))}


def _parts(view: Any) -> list[Part]:
    """The view and what it calls behind the same door (web, api), however far."""
    door = ".".join(view.__module__.split(".")[:2])
    found: dict[Any, Part] = {}
    waiting = [view]
    while waiting:
        thing = waiting.pop()
        if thing in found or not thing.__module__.startswith(door):
            continue
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
        except (OSError, TypeError):  # made while running, without a source of its own
            continue
        found[thing] = Part(tree, vars(sys.modules[thing.__module__]))
        waiting += found[thing].named()
    return list(found.values())
