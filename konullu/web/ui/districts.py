"""The map of Azerbaijan as a weave: districts are knots of one colour, so the picture needs no tiles and no server."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from konullu.web.ui.covers import Cloth, path

CHART = Path(__file__).parent / "data" / "districts.txt"
OUTSIDE = "."


@dataclass(frozen=True)
class Spot:
    """Where a district's number stands, in knots."""

    x: float
    y: float


@cache
def chart() -> tuple[tuple[str, ...], dict[str, str]]:
    """The rows of the chart, and the district's code of each letter."""
    text = CHART.read_text(encoding="utf-8")
    drawn, _, listed = "\n".join(line for line in text.splitlines() if not line.startswith("# ")).partition("\n\n")
    letters = dict(line.split(" ") for line in listed.splitlines() if line)
    return tuple(drawn.splitlines()), letters


@cache
def spots() -> dict[str, Spot]:
    """Each district's middle: the knot nearest to its centre of mass that belongs to it."""
    rows, letters = chart()
    knots: dict[str, list[tuple[int, int]]] = {}
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter != OUTSIDE:
                knots.setdefault(letters[letter], []).append((x, y))
    return {code: _middle(found) for code, found in knots.items()}


def _middle(knots: list[tuple[int, int]]) -> Spot:
    across = sum(x for x, _y in knots) / len(knots)
    along = sum(y for _x, y in knots) / len(knots)
    x, y = min(knots, key=lambda knot: (knot[0] - across) ** 2 + (knot[1] - along) ** 2)
    return Spot(x + 0.5, y + 0.5)


def paths(dyed: Mapping[str, str]) -> dict[str, str]:
    """SVG path data by class: `land`, `seam` (the lines between districts), and the classes of `dyed` districts.

    dyed: a district's code -> the class of its colour. The latest pictures are kept: to weave one takes milliseconds.
    """
    return _woven(tuple(sorted(dyed.items())))


@lru_cache(maxsize=64)
def _woven(colours: tuple[tuple[str, str], ...]) -> dict[str, str]:
    dyed = dict(colours)
    rows, letters = chart()
    cloth = Cloth(len(rows[0]), len(rows))
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter != OUTSIDE:
                colour = dyed.get(letters[letter], "land")
                cloth.knots[y][x] = f"seam-{colour}" if on_seam(rows, x, y) else colour
    return {yarn: path(runs) for yarn, runs in sorted(cloth.runs().items())}


def on_seam(rows: tuple[str, ...], x: int, y: int) -> bool:
    """Is the next knot to the right or below another district's? Seams lie on one side only, so they stay thin."""
    here = rows[y][x]
    right = rows[y][x + 1] if x + 1 < len(rows[y]) else OUTSIDE
    below = rows[y + 1][x] if y + 1 < len(rows) else OUTSIDE
    return any(next_one not in (here, OUTSIDE) for next_one in (right, below))


def size() -> tuple[int, int]:
    rows, _letters = chart()
    return len(rows[0]), len(rows)
