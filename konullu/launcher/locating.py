"""What stands behind an address: the view, its templates, the operations and queries it calls. Read from the source."""

import ast
import inspect
from collections.abc import Iterator
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
    view: Place
    templates: list[Place]
    operations: list[Place]
    queries: list[Place]
    rules: list[Place]


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
    view = inspect.unwrap(getattr(match.func, "view_class", match.func))
    calls = sorted(_calls_of(view), key=lambda place: (place.file, place.line))
    return Found(
        route=match.route,
        name=match.view_name,
        view=_place(view),
        templates=[_template(name) for name in sorted(_templates_of(view))],
        **{room: [call for call in calls if room in call.name.split(".")] for room in ROOMS},
    )


def _place(thing: Any) -> Place:
    name = f"{thing.__module__}.{thing.__qualname__}"
    try:
        _source, line = inspect.getsourcelines(thing)
        return Place(name, _short(Path(inspect.getsourcefile(thing) or "")), line)
    except (OSError, TypeError):
        return Place(name, "", 0)


def _template(name: str) -> Place:
    return Place(name, _short(Path(get_template(name).origin.name)), 1)


def _short(file: Path) -> str:
    return str(file.relative_to(instance.CHECKOUT)) if file.is_relative_to(instance.CHECKOUT) else str(file)


def _templates_of(view: Any) -> set[str]:
    """Every text in the view's source that is the name of a template."""
    texts = {node.value for part in _parts(view) for node in ast.walk(part) if isinstance(node, ast.Constant)}
    names = {
        text.partition("#")[0] for text in texts if isinstance(text, str) and text.partition("#")[0].endswith(".html")
    }
    return names | ({view.template_name} if getattr(view, "template_name", None) else set())


def _calls_of(view: Any) -> set[Place]:
    """Every function of a domain's operations, queries or rules that the view's source names."""
    module = inspect.getmodule(view)
    found = set()
    for part in _parts(view):
        for node in ast.walk(part):
            thing = _named(node, vars(module)) if isinstance(node, ast.Name | ast.Attribute) else None
            if inspect.isfunction(thing) and set(ROOMS) & set(thing.__module__.split(".")):
                found.add(_place(inspect.unwrap(thing)))
    return found


def _named(node: ast.AST, names: dict[str, Any]) -> Any:
    """The object that `name` or `name.attribute` means in this module, or None."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _named(node.value, names)
        return getattr(owner, node.attr, None) if inspect.ismodule(owner) else None
    return None


def _parts(view: Any) -> Iterator[ast.AST]:
    """The view's own source and that of what it calls in its own file."""
    module = inspect.getmodule(view)
    tree = ast.parse(Path(inspect.getsourcefile(view) or "").read_text(encoding="utf-8"))
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    waiting, seen = [view.__name__], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in own or module is None:
            continue
        seen.add(name)
        yield own[name]
        waiting += [node.id for node in ast.walk(own[name]) if isinstance(node, ast.Name)]
