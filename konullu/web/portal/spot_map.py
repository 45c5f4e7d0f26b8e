"""Points of a search on a map: circles with numbers, each a link to its own part of the map. Pure.

The ground is our own outline of countries and districts; where the installation names a tile server, its pictures lie
under the circles. Coordinates are WGS84 degrees in, pixels of a web-Mercator picture out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import asinh, atan, ceil, cos, degrees, floor, log2, pi, radians, sinh, tan

from konullu.search.rules.asking import Box

WIDTH, HEIGHT = 720.0, 520.0
CELL = 56.0  # pixels: what is nearer than that is one circle
PAD = 40.0  # pixels between the outermost point and the edge
SMALLEST = 0.02  # degrees: a single point is shown with about two kilometres around it
DEEPEST = 17  # zoom of tiles
SEEN = 0.8  # pixels: outlines are not drawn finer than that

type Ring = Sequence[Sequence[float]]  # GeoJSON: longitude, latitude


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with so many opportunities."""

    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle of the picture, and the box that it stands for."""

    x: float
    y: float
    count: int
    box: Box

    @property
    def radius(self) -> float:
        return min(24.0, 13.0 + 2.2 * len(str(self.count)) + (3.0 if self.count > 1 else 0.0))

    @property
    def number_y(self) -> float:
        return self.y + 4.5


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A picture of the tile server and where it lies."""

    url: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How long a round number of kilometres is."""

    km: str
    width: float


@dataclass(frozen=True, kw_only=True)
class SpotMap:
    circles: list[Circle]
    land: list[str]  # SVG path data, one for each outline: they overlap
    tiles: list[Tile]
    scale: Scale
    box: Box  # what the picture shows
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class View:
    """Web Mercator: the world is a square of 1 × 1, of which the picture shows a part."""

    left: float
    top: float
    scale: float  # pixels for the whole world

    def x(self, longitude: float) -> float:
        return (mercator_x(longitude) - self.left) * self.scale

    def y(self, latitude: float) -> float:
        return (mercator_y(latitude) - self.top) * self.scale

    def longitude(self, x: float) -> float:
        return (self.left + x / self.scale) * 360 - 180

    def latitude(self, y: float) -> float:
        return degrees(atan(sinh(pi * (1 - 2 * (self.top + y / self.scale)))))

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(
            south=max(-85.0, self.latitude(bottom)),
            west=max(-180.0, self.longitude(left)),
            north=min(85.0, self.latitude(top)),
            east=min(180.0, self.longitude(right)),
        )


def mercator_x(longitude: float) -> float:
    return (longitude + 180) / 360


def mercator_y(latitude: float) -> float:
    bounded = radians(max(-85.0, min(85.0, latitude)))
    return (1 - asinh(tan(bounded)) / pi) / 2


def drawn(spots: Iterable[Spot], *, box: Box | None, rings: Iterable[Ring], tiles: str = "") -> SpotMap | None:
    """The picture of these spots, or None when there is nothing to show. box: what the reader asked to see."""
    spots = list(spots)
    if not spots:
        return None
    view = view_of(box or around(spots), pad=0.0 if box else PAD)
    whole = view.box(0, 0, WIDTH, HEIGHT)
    return SpotMap(
        circles=list(circles(spots, view)),
        land=land(rings, view),
        tiles=list(tiles_under(tiles, view)) if tiles else [],
        scale=scale_of(view, (whole.south + whole.north) / 2),
        box=whole,
    )


def around(spots: Sequence[Spot]) -> Box:
    """The smallest box with all of them, and something around a single one."""
    south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
    west, east = min(spot.longitude for spot in spots), max(spot.longitude for spot in spots)
    tall, wide = max(0.0, SMALLEST - (north - south)) / 2, max(0.0, SMALLEST - (east - west)) / 2
    return Box(south=south - tall, west=west - wide, north=north + tall, east=east + wide)


def view_of(box: Box, *, pad: float) -> View:
    """The box in the middle of the picture, as large as it goes."""
    left, right = mercator_x(box.west), mercator_x(box.east)
    top, bottom = mercator_y(box.north), mercator_y(box.south)
    scale = min((WIDTH - 2 * pad) / max(right - left, 1e-9), (HEIGHT - 2 * pad) / max(bottom - top, 1e-9))
    scale = max(scale, HEIGHT)  # never smaller than the whole world
    return View((left + right) / 2 - WIDTH / 2 / scale, (top + bottom) / 2 - HEIGHT / 2 / scale, scale)


def circles(spots: Iterable[Spot], view: View) -> Iterator[Circle]:
    """What lies in one cell of the picture is one circle in its middle of mass; the largest is drawn first."""
    cells: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for spot in spots:
        x, y = view.x(spot.longitude), view.y(spot.latitude)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            cells.setdefault((floor(x / CELL), floor(y / CELL)), []).append((x, y, spot.count))
    for (column, row), found in sorted(cells.items(), key=lambda cell: -sum(spot[2] for spot in cell[1])):
        count = sum(spot[2] for spot in found)
        yield Circle(
            x=round(sum(x * n for x, _y, n in found) / count, 1),
            y=round(sum(y * n for _x, y, n in found) / count, 1),
            count=count,
            box=view.box(column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL),
        )


def land(rings: Iterable[Ring], view: View) -> list[str]:
    """The outlines as path data, in whole pixels, without what lies outside."""
    return [part for ring in rings if (part := _outline(ring, view))]


def _outline(ring: Ring, view: View) -> str:
    west, east = min(point[0] for point in ring), max(point[0] for point in ring)
    south, north = min(point[1] for point in ring), max(point[1] for point in ring)
    if view.x(east) < 0 or view.x(west) > WIDTH or view.y(south) < 0 or view.y(north) > HEIGHT:
        return ""
    kept: list[tuple[float, float]] = []
    for longitude, latitude in ring:
        x, y = round(view.x(longitude), 1), round(view.y(latitude), 1)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= SEEN:
            kept.append((x, y))
    return f"M{'L'.join(f'{x:g} {y:g}' for x, y in kept)}Z" if len(kept) > 2 else ""


def tiles_under(template: str, view: View) -> Iterator[Tile]:
    """Pictures of 256 pixels that cover the view, at the zoom whose pixels are nearest to ours."""
    zoom = max(0, min(DEEPEST, ceil(log2(view.scale / 256) - 0.5)))
    count = 2**zoom
    size = view.scale / count
    for row in range(max(0, floor(view.top * count)), min(count, ceil((view.top + HEIGHT / view.scale) * count))):
        for column in range(floor(view.left * count), ceil((view.left + WIDTH / view.scale) * count)):
            url = template.replace("{z}", str(zoom)).replace("{x}", str(column % count)).replace("{y}", str(row))
            yield Tile(
                url=url,
                x=round((column / count - view.left) * view.scale, 2),
                y=round((row / count - view.top) * view.scale, 2),
                size=round(size, 2),
            )


ROUND = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def scale_of(view: View, latitude: float) -> Scale:
    """The largest round distance that takes at most a quarter of the picture."""
    pixels = view.scale / (40075.0 * cos(radians(latitude)))  # of one kilometre
    km = max((value for value in ROUND if value * pixels <= WIDTH / 4), default=ROUND[0])
    return Scale(km=f"{km:g}", width=round(km * pixels, 1))
