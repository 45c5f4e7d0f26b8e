"""Every route of the product, from the URL resolver and from the OpenAPI document; never from a list by hand."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve

ANY = "ANY"  # a view of a dependency, which does not say its methods
HARMLESS = {"HEAD", "OPTIONS", "TRACE"}


@dataclass(frozen=True)
class Route:
    """One method of one named address: `GET office:team`."""

    method: str
    name: str
    pattern: str

    @property
    def key(self) -> str:
        return f"{self.method} {self.name}"


def routes(urlconf: str | ModuleType | None = None) -> list[Route]:
    """All of them. Raises ValueError for an address without a name, or two addresses with one name."""
    found: dict[str, str] = {}
    listed: list[Route] = []
    for name, pattern, view in _walk(get_resolver(urlconf).url_patterns, "", ""):
        if not name or name.endswith(":"):
            raise ValueError(f"{pattern} has no name")
        if name in found:
            raise ValueError(f"{pattern} and {found[name]} are both called {name}")
        found[name] = pattern
        listed += [Route(method, name, pattern) for method in methods_of(view)]
    return listed


def _walk(patterns: list[Any], prefix: str, namespace: str) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for each in patterns:
        here = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each.url_patterns, here, inner)
        elif isinstance(each, URLPattern):
            yield f"{namespace}{each.name or ''}", here, each.callback


def methods_of(view: Callable[..., Any]) -> list[str]:
    """What the view's require_* decorator says. Our own view without one takes everything, which nobody meant."""
    wrapped: Callable[..., Any] | None = view
    while wrapped is not None:
        cells = inspect.getclosurevars(wrapped).nonlocals if inspect.isfunction(wrapped) else {}
        if "request_method_list" in cells:
            return sorted(set(cells["request_method_list"]) - HARMLESS)
        wrapped = getattr(wrapped, "__wrapped__", None)
    home = getattr(view, "__module__", "")
    if home.startswith(("konullu.", "tests.")) and not home.startswith("konullu.api."):
        raise ValueError(f"{home}.{view.__name__} does not say its methods; add require_GET or its kin")
    return [ANY]


def api_routes(document: dict[str, Any], urlconf: str | None = None) -> list[Route]:
    """The operations of the OpenAPI document, by the name of their route."""
    listed = []
    for path, operations in document["paths"].items():
        name = resolve(re.sub(r"\{[^}]*\}", _sample(operations), path), urlconf).view_name
        listed += [Route(method.upper(), name, path) for method in operations if method.upper() not in HARMLESS]
    return listed


def _sample(operations: dict[str, Any]) -> Callable[[re.Match[str]], str]:
    """A value of the right kind for each parameter of the path."""
    kinds = {
        parameter["name"]: parameter["schema"]
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "path"
    }

    def value(match: re.Match[str]) -> str:
        schema = kinds.get(match[0].strip("{}"), {})
        if schema.get("format") == "uuid":
            return "00000000-0000-7000-8000-000000000000"
        return "1" if schema.get("type") == "integer" else "x"

    return value
