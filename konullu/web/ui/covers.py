"""Woven covers: carpets drawn knot by knot, instead of photographs (guide 4).

data/motifs.txt holds the motifs as knot charts. A cover is one cloth, a grid of knots: ground, borders, a stepped
medallion, motifs. The cloth becomes an SVG with one <path> for each yarn; the yarn's colour is a class (.k1 ...) that
the dye of the cover fills. Pure and deterministic: the same direction gives the same bytes, which are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GROUND = "."
CHARTS = Path(__file__).parent / "data" / "motifs.txt"

# A chart's own letters: X main yarn, o second, # third. Covers use them as they are; the carpet dyes them anew.
YARNS = {"X": "k1", "o": "k2", "#": "k3"}

# Direction of the law (828-IIIQ, 3.0) -> dye, motif in the middle, motif at the sides.
DIRECTIONS = {
    "3.0.1": ("nar", "insan", "nar"),
    "3.0.2": ("xezer", "gol", "insan"),
    "3.0.3": ("qoz", "gol", "ulduz"),
    "3.0.4": ("indiqo", "kitab", "ulduz"),
    "3.0.5": ("indiqo", "kitab", "qus"),
    "3.0.6": ("nar", "ulduz", "gol"),
    "3.0.7": ("zeferan", "nar", "agac"),
    "3.0.8": ("zeferan", "nar", "ulduz"),
    "3.0.9": ("zeytun", "agac", "qus"),
    "3.0.10": ("qoz", "buynuz", "ulduz"),
    "3.0.11": ("indiqo", "qus", "insan"),
    "state": ("xezer", "insan", "nar"),
}
JOINT = ("xezer", "gol", "ulduz")
# Dancers hold hands, so three of them stand side by side; the others stand alone.
IN_A_ROW = {"insan": 3}

SHAPES = {"wide": (120, 53), "tall": (50, 57), "square": (57, 57)}
WAVE = ("...oo...", "..o..o..", "oo....oo")

type Chart = tuple[str, ...]


@cache
def charts() -> dict[str, Chart]:
    """All motifs by name, as written in data/motifs.txt."""
    found: dict[str, list[str]] = {}
    for line in CHARTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = rows = []
        elif line and not line.startswith("# "):
            rows.append(line)
    return {name: tuple(rows) for name, rows in found.items()}


@dataclass(frozen=True)
class Run:
    """A rectangle of knots in one yarn."""

    x: int
    y: int
    width: int
    height: int


class Cloth:
    """A grid of knots. Later work lies over earlier work; what leaves the edge is cut."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.knots = [[GROUND] * width for _row in range(height)]

    def fill(self, x: int, y: int, width: int, height: int, yarn: str) -> None:
        for row in range(max(y, 0), min(y + height, self.height)):
            for column in range(max(x, 0), min(x + width, self.width)):
                self.knots[row][column] = yarn

    def lay(self, chart: Chart, x: int, y: int, *, scale: int = 1, dyes: dict[str, str] | None = None) -> None:
        """A motif with its left upper corner at (x, y); `dyes` changes the chart's letters into other yarns."""
        for j, line in enumerate(chart):
            for i, letter in enumerate(line):
                if letter != GROUND:
                    self.fill(x + i * scale, y + j * scale, scale, scale, (dyes or {}).get(letter, letter))

    def lay_centred(self, chart: Chart, x: int, y: int, *, scale: int = 1, dyes: dict[str, str] | None = None) -> None:
        width, height = len(chart[0]) * scale, len(chart) * scale
        self.lay(chart, x - width // 2, y - height // 2, scale=scale, dyes=dyes)

    def diamond(
        self, half_width: int, half_height: int, yarn: str, *, steps: int, centre: tuple[int, int], within: int = 0
    ) -> None:
        """A stepped medallion, a carpet's göl as the loom makes it; `within` draws it so many knots inside its edge."""
        x, y = centre
        for step in range(1, steps + 1):
            across = half_width * step // steps - within
            along = half_height * (steps + 1 - step) // steps - within
            self.fill(x - across, y - along, 2 * across + self.width % 2, 2 * along + self.height % 2, yarn)

    def runs(self) -> dict[str, list[Run]]:
        """Every knot of every yarn in exactly one rectangle: as wide as it goes, then as deep as it goes."""
        taken = [[False] * self.width for _row in range(self.height)]
        found: dict[str, list[Run]] = {}
        for y in range(self.height):
            for x in range(self.width):
                yarn = self.knots[y][x]
                if yarn != GROUND and not taken[y][x]:
                    run = self._run_from(x, y, taken)
                    found.setdefault(yarn, []).append(run)
        return found

    def _run_from(self, x: int, y: int, taken: list[list[bool]]) -> Run:
        yarn = self.knots[y][x]
        right = x
        while right < self.width and self.knots[y][right] == yarn and not taken[y][right]:
            right += 1
        bottom = y + 1
        while bottom < self.height and all(
            self.knots[bottom][column] == yarn and not taken[bottom][column] for column in range(x, right)
        ):
            bottom += 1
        for row in range(y, bottom):
            taken[row][x:right] = [True] * (right - x)
        return Run(x, y, right - x, bottom - y)


def path(runs: list[Run]) -> str:
    """SVG path data of the rectangles, each with moves relative to the one before (shorter, and it packs well)."""
    pen_x = pen_y = 0
    parts = []
    for run in runs:
        parts.append(f"m{run.x - pen_x} {run.y - pen_y}h{run.width}v{run.height}h-{run.width}z")
        pen_x, pen_y = run.x, run.y
    return "".join(parts).replace(" -", "-")


def svg(cloth: Cloth, css_class: str, yarns: dict[str, str], *, fit: str = "xMidYMid slice") -> str:
    drawn = "".join(f'<path class="{yarns[yarn]}" d="{path(runs)}"/>' for yarn, runs in sorted(cloth.runs().items()))
    return (
        f'<svg class="{css_class}" viewBox="0 0 {cloth.width} {cloth.height}" preserveAspectRatio="{fit}"'
        f' aria-hidden="true">{drawn}</svg>'
    )


def tiles(chart: Chart, cloth: Cloth, y: int, *, flipped: bool = False) -> None:
    """The chart again and again along a row, the same distance from both ends."""
    width = len(chart[0])
    start = (cloth.width % width) // 2 - width
    for x in range(start, cloth.width, width):
        cloth.lay(chart[::-1] if flipped else chart, x, y)


@cache
def cover(direction: str = "", shape: str = "wide") -> str:
    """The cover of one direction of the law; an unknown one gets the medallion of joint work."""
    dye, middle, side = DIRECTIONS.get(direction, JOINT)
    width, height = SHAPES[shape]
    cloth = Cloth(width, height)
    x, y = width // 2, height // 2
    for yarn, within in (("#", 0), (GROUND, 2)):
        cloth.diamond(min(width - 2, 64) // 2, 19, yarn, steps=6, centre=(x, y), within=within)
    tiles(WAVE, cloth, 2)
    tiles(WAVE, cloth, height - 5, flipped=True)
    for place in row_of(charts()[middle], x, IN_A_ROW.get(middle, 1) if shape == "wide" else 1):
        cloth.lay_centred(charts()[middle], place, y, scale=2)
    if shape == "wide":
        lay_sides(cloth, charts()[side])
    return svg(cloth, f"cover cover--{shape} dye-{dye}", YARNS)


@cache
def cover_symbol(direction: str) -> str:
    """The tall cover as a symbol of the page: it is drawn once, and each card that wears it points at it."""
    drawn = cover(direction, "tall")
    inner = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
    width, height = SHAPES["tall"]
    return f'<symbol id="{_symbol(direction)}" viewBox="0 0 {width} {height}">{inner}</symbol>'


@cache
def cover_again(direction: str) -> str:
    """A tall cover that points at `cover_symbol` of its page."""
    dye = DIRECTIONS.get(direction, JOINT)[0]
    width, height = SHAPES["tall"]
    return (
        f'<svg class="cover cover--tall dye-{dye}" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice"'
        f' aria-hidden="true"><use href="#{_symbol(direction)}" width="{width}" height="{height}"/></svg>'
    )


def _symbol(direction: str) -> str:
    return f"cover-{direction.replace('.', '-')}" if direction in DIRECTIONS else "cover-joint"


def lay_sides(cloth: Cloth, chart: Chart) -> None:
    """One motif at each side, the left one turned round: the two look at the middle."""
    margin = 14 - len(chart[0]) // 2
    top = (cloth.height - len(chart)) // 2
    cloth.lay(tuple(row[::-1] for row in chart), margin, top)
    cloth.lay(chart, cloth.width - margin - len(chart[0]), top)


def row_of(chart: Chart, x: int, count: int) -> Iterator[int]:
    """The middles of `count` motifs of double size that touch each other, around x."""
    width = len(chart[0]) * 2 - 2
    return (x + (i - count // 2) * width for i in range(count))


@cache
def motif(name: str, css_class: str = "") -> str:
    """One motif alone, with nothing behind it."""
    chart = charts()[name]
    cloth = Cloth(len(chart[0]), len(chart))
    cloth.lay(chart, 0, 0)
    return svg(cloth, f"motif {css_class}".strip(), YARNS, fit="xMidYMid")
