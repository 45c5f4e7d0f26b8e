"""Which wishes an asking could give up, the one that costs the reader least first. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from konullu.search.rules.asking import Asking, Near

type Way = Callable[[Asking], Asking]

# In this order: a longer way and another day are given up more gladly than the cause.
_FIELDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("when", {"when": ""}),
    ("from_date", {"from_date": None, "to_date": None}),
    ("regions", {"regions": ()}),
    ("near", {"near": None}),
    ("box", {"box": None}),
    ("hours_max", {"hours_max": None}),
    ("kinds", {"kinds": ()}),
    ("provided", {"provided": ()}),
    ("accessibility", {"accessibility": ()}),
    ("languages", {"languages": ()}),
    ("goals", {"goals": ()}),
    ("remote", {"remote": False}),
    ("causes", {"causes": ()}),
    ("directions", {"directions": ()}),
    ("organisation", {"organisation": ""}),
    ("age", {"age": None}),
    ("text", {"text": ""}),
)
FARTHER, FARTHEST = 3.0, 150.0


def ways_out(asking: Asking) -> Iterator[tuple[str, Way]]:
    """(what is given up: a field of the asking, or "km"; how the wider asking is made)."""
    if asking.near and asking.near.km < FARTHEST:
        yield "km", _farther
    for field, empty in _FIELDS:
        if any(getattr(asking, name) != value for name, value in empty.items()):
            yield field, _without(empty)


def _farther(asking: Asking) -> Asking:
    near = asking.near
    if near is None:
        return asking
    km = min(near.km * FARTHER, FARTHEST)
    return replace(asking, near=Near(latitude=near.latitude, longitude=near.longitude, km=km), page=1)


def _without(empty: dict[str, Any]) -> Way:
    changes = {**empty, "page": 1}
    if "near" in empty:
        changes["sort"] = ""  # the nearest of nowhere
    return lambda asking: replace(asking, **changes)
