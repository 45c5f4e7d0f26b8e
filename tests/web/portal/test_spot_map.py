"""Points on a map: what is near becomes one circle, and each circle leads to its own part."""

from math import isclose

import pytest

from konullu.search.rules.asking import Box
from konullu.web.portal.spot_map import HEIGHT, WIDTH, Spot, drawn, tiles_under, view_of

SHEKI, BAKU, NEAR_BAKU = Spot(41.19, 47.17, 3), Spot(40.41, 49.87, 11), Spot(40.40, 49.86, 2)
SQUARE = [[44.7, 38.3], [50.4, 38.3], [50.4, 42.0], [44.7, 42.0]]


def test_no_spots_no_map() -> None:
    assert drawn([], box=None, rings=[]) is None


def test_near_spots_are_one_circle_and_far_ones_are_not() -> None:
    made = drawn([SHEKI, BAKU, NEAR_BAKU], box=None, rings=[])
    assert made is not None
    assert [circle.count for circle in made.circles] == [13, 3]
    assert all(0 < circle.x < WIDTH and 0 < circle.y < HEIGHT for circle in made.circles)


def test_every_circle_stands_inside_the_box_that_its_link_asks_for() -> None:
    made = drawn([SHEKI, BAKU], box=None, rings=[])
    assert made is not None
    for circle, spot in zip(made.circles, (BAKU, SHEKI), strict=True):
        assert circle.box.south < spot.latitude < circle.box.north
        assert circle.box.west < spot.longitude < circle.box.east


def test_asked_box_is_what_the_picture_shows_and_spots_outside_are_left_out() -> None:
    box = Box(south=40.0, west=49.0, north=41.0, east=51.0)
    made = drawn([SHEKI, BAKU], box=box, rings=[])
    assert made is not None
    assert [circle.count for circle in made.circles] == [11]
    assert made.box.south <= box.south
    assert made.box.east >= box.east


def test_single_point_has_room_around_it_and_a_scale_that_fits() -> None:
    made = drawn([Spot(40.7, -74.0, 1)], box=None, rings=[])
    assert made is not None
    assert isclose(made.circles[0].x, WIDTH / 2, abs_tol=1)
    assert 0 < made.scale.width <= WIDTH / 4


def test_outline_is_drawn_where_it_is_seen_and_nowhere_else() -> None:
    here = drawn([SHEKI, BAKU], box=None, rings=[SQUARE])
    there = drawn([Spot(40.7, -74.0, 1)], box=None, rings=[SQUARE])
    assert here is not None
    assert there is not None
    assert [d[0] for d in here.land] == ["M"]
    assert there.land == []


@pytest.mark.parametrize(
    "box", [Box(south=-85, west=-180, north=85, east=180), Box(south=0, west=0, north=0.001, east=0.001)]
)
def test_whole_world_and_a_street_are_drawn_with_few_tiles(box: Box) -> None:
    view = view_of(box, pad=0)
    tiles = list(tiles_under("https://tiles.example/{z}/{x}/{y}.png", view))
    assert 0 < len(tiles) <= 30
    assert all("{" not in tile.url for tile in tiles)
