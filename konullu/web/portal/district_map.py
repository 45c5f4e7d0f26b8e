"""The map of the home page: the same districts and numbers as the list beside it, as a woven picture. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from konullu.web.ui import districts

type Row = tuple[str, str, int]  # ISO code, name in the reader's language, number of organisations

# Naxçıvan Autonomous Republic has no shape of its own: it is its eight units.
WHOLES = {"AZ-NX": ("AZ-BAB", "AZ-CUL", "AZ-KAN", "AZ-NV", "AZ-ORD", "AZ-SAD", "AZ-SAH", "AZ-SAR")}
SEATS = {"AZ-NX": "AZ-NV"}
LABELS = 12
# In knots. Letters: Noto Sans Bold at the size of .map-name. One organisation is a knot, more are a pin with a number.
LETTER_WIDTH, LINE_HEIGHT, PIN, KNOT = 2.0, 3.4, 2.3, 1.1


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A district with organisations: its number, and its name where there is room for it."""

    code: str
    name: str
    count: int
    x: float
    y: float
    label_x: float = 0
    label_y: float = 0
    anchor: str = ""

    @property
    def number_y(self) -> float:
        """The base line that puts the number into the middle of the pin."""
        return self.y + 1.05

    @property
    def radius(self) -> float:
        return PIN if self.count > 1 else KNOT


@dataclass(frozen=True, kw_only=True)
class DistrictMap:
    width: int
    height: int
    paths: dict[str, str]
    pins: list[Pin]
    rows: list[Row]  # the list is the source, the picture is drawn from it

    @property
    def inner(self) -> SafeString:
        """Land and pins as SVG. A template would take longer over seventy pins than over the rest of the page."""
        land = "".join(f'<path class="map-{name}" d="{d}"/>' for name, d in self.paths.items())
        return mark_safe(land + "".join(map(_pin, self.pins)))  # noqa: S308 numbers, and names that are escaped


def _pin(pin: Pin) -> str:
    drawn = f'<circle class="map-pin" cx="{pin.x:g}" cy="{pin.y:g}" r="{pin.radius:g}"/>'
    if pin.count > 1:
        drawn += f'<text class="map-number" x="{pin.x:g}" y="{pin.number_y:g}">{pin.count}</text>'
    if pin.anchor:
        place = f'x="{pin.label_x:g}" y="{pin.label_y:g}"'
        drawn += f'<text class="map-name map-name--{pin.anchor}" {place}>{escape(pin.name)}</text>'
    return drawn


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def drawn(rows: Sequence[Row]) -> DistrictMap:
    """rows: districts with their numbers, in the order in which the list shows them."""
    dyed = {unit: dye(count) for code, _name, count in rows for unit in WHOLES.get(code, (code,))}
    width, height = districts.size()
    pins = list(pinned(rows))
    return DistrictMap(width=width, height=height, paths=districts.paths(dyed), pins=pins, rows=list(rows))


def sketched(rows: Sequence[Row]) -> DistrictMap:
    """The same pins on plain land: small beside a list, and woven once for all. The latest sketches are kept."""
    return _sketched(tuple(rows))


@lru_cache(maxsize=64)
def _sketched(rows: tuple[Row, ...]) -> DistrictMap:
    width, height = districts.size()
    return DistrictMap(width=width, height=height, paths=districts.paths({}), pins=list(pinned(rows)), rows=list(rows))


def dye(count: int) -> str:
    """Three depths of one colour; the exact number stands on the pin."""
    return "d1" if count == 1 else "d2" if count < 4 else "d3"


def pinned(rows: Sequence[Row]) -> Iterator[Pin]:
    """Pins from the largest number down; the first ones keep their names as long as nothing is covered."""
    spots = districts.spots()
    seated = [(code, name, count, SEATS.get(code, code)) for code, name, count in rows]
    known = [(code, name, count, spots[seat]) for code, name, count, seat in seated if seat in spots]
    known.sort(key=lambda row: (-row[2], row[0]))
    taken = [around(spot.x, spot.y, PIN if count > 1 else KNOT) for _code, _name, count, spot in known]
    labels = 0
    for code, name, count, spot in known:
        pin = Pin(code=code, name=name, count=count, x=spot.x, y=spot.y)
        if labels < LABELS and (place := free_place(pin, taken)):
            box, pin = place
            taken.append(box)
            labels += 1
        yield pin


def around(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, x + radius, y + radius)


def free_place(pin: Pin, taken: Iterable[Box]) -> tuple[Box, Pin] | None:
    """Room for the name at the right, at the left, above or below the pin."""
    taken = list(taken)
    width, height = districts.size()
    long = len(pin.name) * LETTER_WIDTH
    away = pin.radius + 0.7
    for anchor, left, y in (
        ("start", pin.x + away, pin.y + 1),
        ("end", pin.x - away - long, pin.y + 1),
        ("middle", pin.x - long / 2, pin.y - away),
        ("middle", pin.x - long / 2, pin.y + away + 2.2),
    ):
        box = Box(left, y - LINE_HEIGHT + 1, left + long, y + 1)
        inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
        if inside and not any(box.meets(other) for other in taken):
            x = {"start": left, "end": left + long, "middle": pin.x}[anchor]
            named = Pin(
                code=pin.code, name=pin.name, count=pin.count, x=pin.x, y=pin.y, label_x=x, label_y=y, anchor=anchor
            )
            return box, named
    return None
