"""Simplify polygons that share borders so that they go on sharing them, and ask where a point is."""

from collections import defaultdict
from itertools import pairwise
from math import hypot

type Point = tuple[float, float]
type Ring = list[Point]


def simplified(shapes: list[list[list[list[float]]]], tolerance: float) -> list[list[list[list[float]]]]:
    """Douglas-Peucker on the pieces between the points where three areas meet, each piece once for both its sides."""
    owners: dict[Point, set[int]] = defaultdict(set)
    number = 0
    for shape in shapes:
        for polygon in shape:
            for ring in polygon:
                for x, y in ring:
                    owners[x, y].add(number)
                number += 1
    done: dict[tuple[Point, ...], Ring] = {}
    return [
        [
            [[list(p) for p in _ring([(x, y) for x, y in ring], owners, done, tolerance)] for ring in polygon]
            for polygon in shape
        ]
        for shape in shapes
    ]


def contains(polygon: list[list[list[float]]], x: float, y: float) -> bool:
    """Even-odd rule over all rings, so that a hole is outside."""
    return sum(_crossings(ring, x, y) for ring in polygon) % 2 == 1


def distance_outside(polygon: list[list[list[float]]], x: float, y: float) -> float:
    """Degrees to the nearest edge."""
    return min(_to_segment((x, y), (a[0], a[1]), (b[0], b[1])) for ring in polygon for a, b in pairwise(ring))


def _ring(ring: Ring, owners: dict[Point, set[int]], done: dict[tuple[Point, ...], Ring], tolerance: float) -> Ring:
    open_ring = ring[:-1]
    count = len(open_ring)
    nodes = [
        i for i in range(count)
        if owners[open_ring[i]] != owners[open_ring[i - 1]] & owners[open_ring[i]]
        or owners[open_ring[i]] != owners[open_ring[(i + 1) % count]] & owners[open_ring[i]]
    ]  # fmt: skip
    if len(nodes) < 2:  # an island or an enclave: two fixed points that its other side finds too
        first = open_ring.index(min(open_ring))
        far = max(range(count), key=lambda i: (_length(open_ring[i], open_ring[first]), open_ring[i]))
        nodes = sorted({*nodes, first, far})
    made: Ring = []
    for start, end in zip(nodes, [*nodes[1:], nodes[0] + count], strict=True):
        piece = [open_ring[i % count] for i in range(start, end + 1)]
        forward = piece[0] < piece[-1] or (piece[0] == piece[-1] and piece <= piece[::-1])
        key = tuple(piece if forward else piece[::-1])
        if key not in done:
            done[key] = _peucker(list(key), tolerance)
        made.extend((done[key] if forward else done[key][::-1])[:-1])
    if len(made) < 4:  # too small to lose anything
        return ring
    return [*made, made[0]]


def _peucker(points: Ring, tolerance: float) -> Ring:
    if len(points) < 3:
        return points
    gaps = [_to_segment(p, points[0], points[-1]) for p in points[1:-1]]
    far = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[far] <= tolerance:
        return [points[0], points[-1]]
    return [*_peucker(points[: far + 2], tolerance)[:-1], *_peucker(points[far + 1 :], tolerance)]


def _to_segment(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    if not dx and not dy:
        return _length(p, a)
    along = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)))
    return _length(p, (a[0] + along * dx, a[1] + along * dy))


def _length(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _crossings(ring: list[list[float]], x: float, y: float) -> int:
    count = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            count += 1
    return count
