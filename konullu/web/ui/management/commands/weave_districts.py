"""Weave the outlines of the districts into data/districts.txt (once, when the outlines change)."""

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from konullu.places.queries import districts_with_outlines
from konullu.web.ui import districts

WIDTH = 104
# Letters of the chart; "." is outside, "#" starts a comment.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!$%&*+-/:;<=>?@^_~|"

type Ring = list[list[float]]

HEAD = """\
# The districts and cities of Azerbaijan as knots: one letter, one district; the list of letters stands below the chart.
# Woven by `konullu manage weave_districts` from: geoBoundaries AZE ADM2 (Runfola et al. 2020), source Wikipedia,
# state of 2020, CC BY-SA 3.0. This file is under CC BY-SA 3.0 too.
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = districts_with_outlines()
        shapes = {region.code: list(rings(region.outline)) for region in found}
        centres = {region.code: (float(region.longitude), float(region.latitude)) for region in found}
        Path(districts.CHART).write_text(HEAD + woven(shapes, centres), encoding="utf-8")
        self.stdout.write(f"{len(shapes)} districts")


def rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """All rings of a GeoJSON polygon or multipolygon; a hole counts as an outside by the even-odd rule."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def woven(shapes: dict[str, list[Ring]], centres: dict[str, tuple[float, float]]) -> str:
    """The chart and its list of letters. Longitudes are shortened by the cosine of the middle latitude."""
    points = [point for shape in shapes.values() for ring in shape for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    knot = (east - west) / WIDTH
    knot_high = knot * math.cos(math.radians((south + north) / 2))
    height = math.ceil((north - south) / knot_high)
    letter = dict(zip(sorted(shapes), LETTERS, strict=False))
    rows = [
        [at(west + (x + 0.5) * knot, north - (y + 0.5) * knot_high, shapes, letter) for x in range(WIDTH)]
        for y in range(height)
    ]
    for code, (longitude, latitude) in centres.items():  # the smallest towns keep one knot at least
        if not any(letter[code] in row for row in rows):
            rows[int((north - latitude) / knot_high)][int((longitude - west) / knot)] = letter[code]
    return "\n".join("".join(row) for row in rows) + "\n\n" + "".join(f"{v} {k}\n" for k, v in letter.items())


def at(x: float, y: float, shapes: dict[str, list[Ring]], letter: dict[str, str]) -> str:
    """The letter of the district in which the point lies, by the even-odd rule."""
    for code, shape in shapes.items():
        if sum(crossings(x, y, ring) for ring in shape) % 2:
            return letter[code]
    return districts.OUTSIDE


def crossings(x: float, y: float, ring: Ring) -> int:
    """How often a ray to the east meets the ring."""
    count = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            count += 1
    return count
