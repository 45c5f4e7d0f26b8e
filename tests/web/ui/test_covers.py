"""Weaves: nothing of a chart is lost or doubled, and nothing stands in a style attribute."""

import re
from xml.etree import ElementTree

import pytest

from konullu.organisations.directions import DIRECTIONS
from konullu.web.ui import carpet, covers, districts
from konullu.web.ui.covers import Cloth, Run, charts, path

ALL_WEAVES = {
    **{
        f"{direction} {shape}": covers.cover(direction, shape)
        for direction in covers.DIRECTIONS
        for shape in covers.SHAPES
    },
    "unknown": covers.cover("9.9.9"),
    "carpet": carpet.carpet(),
    "strip": carpet.strip(),
    "weave": carpet.weave(),
    "motif": covers.motif("nar"),
}


def knots_of(d: str) -> list[tuple[int, int]]:
    """All knots that path data covers, as often as it covers them."""
    numbers = re.findall(r"m(-?\d+)[ ]?(-?\d+)h(\d+)v(\d+)h-(\d+)z", d)
    assert "".join(f"m{a} {b}h{w}v{h}h-{w}z" for a, b, w, h, _back in numbers).replace(" -", "-") == d
    found, x, y = [], 0, 0
    for right, down, width, height, back in numbers:
        assert width == back
        x, y = x + int(right), y + int(down)
        found += [(x + i, y + j) for i in range(int(width)) for j in range(int(height))]
    return found


@pytest.mark.parametrize("name", charts())
def test_chart_is_rectangular_and_uses_the_three_yarns(name: str) -> None:
    chart = charts()[name]
    assert {len(row) for row in chart} == {len(chart[0])}
    assert set("".join(chart)) <= set(".Xo#")


@pytest.mark.parametrize("name", charts())
def test_runs_cover_exactly_the_knots(name: str) -> None:
    chart = charts()[name]
    cloth = Cloth(len(chart[0]), len(chart))
    cloth.lay(chart, 0, 0)
    for yarn, runs in cloth.runs().items():
        expected = sorted((x, y) for y, row in enumerate(chart) for x, letter in enumerate(row) if letter == yarn)
        assert sorted(knots_of(path(runs))) == expected


def test_the_carpet_and_the_map_lose_no_knot_either() -> None:
    rows, _letters = districts.chart()
    land = {(x, y) for y, row in enumerate(rows) for x, letter in enumerate(row) if letter != "."}
    drawn = [knot for d in districts.paths({"AZ-BA": "d1", "AZ-SAK": "d3"}).values() for knot in knots_of(d)]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == land


def test_what_leaves_the_edge_is_cut() -> None:
    cloth = Cloth(3, 2)
    cloth.fill(-1, -1, 3, 9, "X")
    assert cloth.runs() == {"X": [Run(0, 0, 2, 2)]}


def test_scaled_motif_has_larger_knots() -> None:
    cloth = Cloth(4, 4)
    cloth.lay(("X.", ".o"), 0, 0, scale=2)
    assert cloth.runs() == {"X": [Run(0, 0, 2, 2)], "o": [Run(2, 2, 2, 2)]}


@pytest.mark.parametrize("name", ALL_WEAVES)
def test_weave_is_well_formed_hidden_from_readers_and_without_style(name: str) -> None:
    drawn = ALL_WEAVES[name]
    picture = ElementTree.fromstring(drawn)
    assert picture.get("aria-hidden") == "true"
    assert "style" not in drawn
    assert {element.get("class") for element in picture.iter("path")} <= {f"k{n}" for n in range(1, 12)}


def test_cover_is_the_same_every_time_and_light() -> None:
    fresh = covers.cover.__wrapped__("3.0.9", "wide")
    assert fresh == covers.cover("3.0.9", "wide")
    assert max(len(covers.cover(direction)) for direction in covers.DIRECTIONS) < 5_000


def test_cover_is_the_same_at_the_left_and_at_the_right() -> None:
    rows = covers.cover("3.0.10")
    knots = {(x, y) for d in re.findall(r'd="([^"]+)"', rows) for x, y in knots_of(d)}
    assert knots == {(119 - x, y) for x, y in knots}


def test_every_direction_of_the_law_wears_its_own_dye_and_motif() -> None:
    """organisations.directions and the covers say the same."""
    told = {direction.code: (direction.dye, direction.motif) for direction in DIRECTIONS}
    assert told == {code: covers.DIRECTIONS[code][:2] for code in told}


def test_there_is_a_colour_for_each_dye_and_yarn() -> None:
    css = (covers.CHARTS.parents[1] / "static/ui/components.css").read_text(encoding="utf-8")
    for dye in {dye for dye, _middle, _side in covers.DIRECTIONS.values()}:
        assert f".dye-{dye} {{" in css
    for yarn in carpet.CARPET_YARNS.values():
        assert f".{yarn} {{ fill:" in css


def test_the_map_knows_all_districts_and_gives_each_a_spot_of_its_own() -> None:
    _rows, letters = districts.chart()
    assert len(letters) == len(set(letters.values())) == 77
    assert set(districts.spots()) == set(letters.values())
    assert len({(spot.x, spot.y) for spot in districts.spots().values()}) == 77
