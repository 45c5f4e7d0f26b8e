"""A point of the map as a coordinator has it: two numbers, or the link that a map gives under "share"."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konullu.platform import text

_NUMBER = r"([+-]?[0-9]{1,3}(?:[.,][0-9]+)?)"
_PAIR = re.compile(rf"{_NUMBER}\s*[;,\s]\s*{_NUMBER}")
# Where the maps in use here write the point into their links; order matters: the pin before the view.
_IN_LINKS = (
    re.compile(r"!3d(-?[0-9.]+)!4d(-?[0-9.]+)"),
    re.compile(
        r"[?&](?:q|query|ll|destination|mlat)=(-?[0-9]+\.[0-9]+)(?:,|%2C|&mlon=)(-?[0-9]+\.[0-9]+)", re.IGNORECASE
    ),
    re.compile(r"/@(-?[0-9]+\.[0-9]+),(-?[0-9]+\.[0-9]+)"),
    re.compile(r"#map=[0-9.]+/(-?[0-9]+\.[0-9]+)/(-?[0-9]+\.[0-9]+)"),
)
type Point = tuple[float, float]


class MapPointField(forms.CharField):
    """Latitude and longitude in degrees (WGS84), or None."""

    widget = forms.TextInput(attrs={"class": "input--w20", "autocomplete": "off", "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        typed = text.clean_line(str(value), 1000) if value not in self.empty_values else ""
        if not typed:
            return None
        point = read_point(typed)
        if point is None:
            raise ValidationError(
                _("No point could be read. Copy two numbers like 40.4093, 49.8671 from a map, or leave it empty."),
                code="point",
            )
        return point


def read_point(typed: str) -> Point | None:
    """The point that was meant, or None. A comma may stand in place of the decimal point."""
    found = None
    if "://" in typed:
        found = next((match for pattern in _IN_LINKS if (match := pattern.search(typed))), None)
    elif match := _PAIR.fullmatch(typed):
        found = match
    if found is None:
        return None
    try:
        latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
    except ValueError:  # "1.2.3" in a link
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def written_point(latitude: float | None, longitude: float | None) -> str:
    """Six decimals are ten centimetres."""
    return "" if latitude is None or longitude is None else f"{round(latitude, 6)}, {round(longitude, 6)}"
