"""Each way to read a cell: a table of what it takes, what it mends, what it refuses."""

from datetime import date
from typing import Any

import pytest

from konullu.opportunities.importing.cells import WAYS, Cells
from konullu.opportunities.importing.reasons import Bad

NYC = (
    "{'latitude': '40.72664935898081', 'longitude': '-73.97911148500697', "
    """'human_address': '{"address": "37 Avenue", "city": "New York", "state": "NY", "zip": "10009"}'}"""
)
NO_STREET = """{'human_address': '{"address": "", "city": "", "state": "NY", "zip": "2114"}'}"""


def read(way: str, *texts: str, **settings: Any) -> tuple[Any, list[str]]:
    cells = Cells(texts=list(texts), settings=settings)
    return WAYS[way](cells), cells.mends


@pytest.mark.parametrize(
    ("way", "texts", "settings", "value", "mends"),
    [
        ("line", ["  Gəncədə   ağac əkirik "], {}, "Gəncədə ağac əkirik", []),
        ("line", ["<b>Help</b> &amp; learn<script>alert(1)</script>"], {}, "Help & learn", ["html_removed"]),
        ("line", ["5 < 6 and 7 > 2"], {}, "5 < 6 and 7 > 2", []),
        ("line", ["AT&T Day"], {}, "AT&T Day", []),
        ("line", ["a\u202eb\x00c"], {}, "abc", ["invisible_removed"]),
        ("line", ["one two three four"], {"max": 12, "cut": True}, "one two…", ["cut"]),
        ("paragraphs", ["<p>One</p><p>Two<br>Three</p>"], {"max": 99}, "One\n\nTwo\nThree", ["html_removed"]),
        ("paragraphs", ["One", "", "Two"], {"max": 99}, "One\n\nTwo", []),
        ("word", ["Müntəzəm "], {"folded": {"muntezem": "ongoing"}}, "ongoing", []),
        ("word", ["Other"], {"folded": {"other": ""}}, "", ["no_counterpart"]),
        ("words", ["az; RU,az"], {"folded": {"az": "az", "ru": "ru"}}, ("az", "ru"), []),
        ("whole", ["12"], {}, 12, []),
        ("whole", ["12.0"], {}, 12, []),
        ("whole", ["1 200"], {}, 1200, []),
        ("whole", ["1,200"], {}, 1200, []),
        ("day", ["January 22 2011"], {"formats": ["%B %d %Y"]}, date(2011, 1, 22), []),
        ("day", ["2026-12-01"], {}, date(2026, 12, 1), []),
        ("day", ["2026-12-01 10:00:00"], {}, date(2026, 12, 1), []),
        ("day", ["01.12.2026"], {"formats": ["%d/%m/%Y", "%d.%m.%Y"]}, date(2026, 12, 1), []),
        ("point", ["40.720942", "-73.997929"], {}, (40.720942, -73.997929), []),
        ("point", ["(40.4093, 49.8671)"], {}, (40.4093, 49.8671), []),
        ("point", ["40,4093; 49,8671"], {}, (40.4093, 49.8671), []),
        ("point_inside", [NYC], {}, (40.726649, -73.979111), ["point_inside"]),
        ("point_inside", ['{"latitude": 40.5, "longitude": 49.5}'], {}, (40.5, 49.5), ["point_inside"]),
        ("address_inside", [NYC], {"postcode": "[0-9]{5}"}, "37 Avenue, New York, NY 10009", []),
        ("address_inside", [NO_STREET], {"postcode": "[0-9]{5}"}, "", ["postcode_wrong"]),
        ("address", ["BROOKLYN ", "NY", "11201"], {}, "BROOKLYN, NY 11201", []),
        ("email", ["mailto:salam@konullu.example"], {}, "salam@konullu.example", []),
        ("phone", ["050 212 34 56"], {}, "+994502123456", []),
        ("link", ["www.konullu.example/a"], {}, "https://www.konullu.example/a", []),
        ("link", ["/opportunities/5017"], {"base": "https://x.example/"}, "https://x.example/opportunities/5017", []),
    ],
)
def test_a_cell_is_read(way: str, texts: list[str], settings: dict[str, Any], value: Any, mends: list[str]) -> None:
    assert read(way, *texts, **settings) == (value, mends)


@pytest.mark.parametrize(
    ("way", "text", "settings", "code"),
    [
        ("line", "one two three", {"max": 5}, "too_long"),
        ("line", "x" * 10_000_000, {"max": 5}, "too_long"),
        ("line", "a" + "\u0301" * 50, {}, "unreadable"),
        ("word", "sometimes", {"folded": {"ongoing": "ongoing"}}, "not_known"),
        ("words", "az, xx", {"folded": {"az": "az"}}, "not_known"),
        ("whole", "many", {}, "not_a_number"),
        ("whole", "3.5", {}, "not_a_number"),
        ("whole", "-1", {}, "not_a_number"),
        ("whole", "9" * 400, {}, "not_a_number"),
        ("whole", "٣", {}, "not_a_number"),
        ("whole", "0", {"min": 1}, "not_a_number"),
        ("day", "February 30 2011", {"formats": ["%B %d %Y"]}, "not_a_day"),
        ("day", "2011-02-30", {}, "not_a_day"),
        ("day", "January 1 0007", {"formats": ["%B %d %Y"]}, "not_a_day"),
        ("day", "soon", {}, "not_a_day"),
        ("point", "0, 0", {}, "not_a_point"),
        ("point", "nan, nan", {}, "not_a_point"),
        ("point", "inf, 3", {}, "not_a_point"),
        ("point", "91, 3", {}, "not_a_point"),
        ("point", "40.1", {}, "not_a_point"),
        ("point_inside", "{'latitude': __import__('os')}", {}, "unreadable"),
        ("point_inside", "(" * 20_000, {}, "unreadable"),
        ("point_inside", "[1, 2]", {}, "unreadable"),
        ("address_inside", "{'human_address': '{broken'}", {}, "unreadable"),
        ("email", "salam@", {}, "not_an_email"),
        ("phone", "12", {}, "not_a_phone"),
        ("link", "javascript:alert(1)", {}, "not_a_link"),
        ("link", "https://", {}, "not_a_link"),
        ("link", "http://[", {}, "not_a_link"),
    ],
)
def test_a_wrong_cell_has_a_reason(way: str, text: str, settings: dict[str, Any], code: str) -> None:
    with pytest.raises(Bad) as caught:
        read(way, text, **settings)
    assert caught.value.code == code
