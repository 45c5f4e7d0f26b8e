"""The directions of the law, and the weaves that stand for them."""

import pytest

from konullu.organisations.directions import BY_CODE, DIRECTIONS, Direction, named
from konullu.web.ui import covers


def test_the_eleven_points_of_article_3_are_there_in_order() -> None:
    assert [each.code for each in DIRECTIONS] == [f"3.0.{number}" for number in range(1, 12)]
    assert DIRECTIONS[0].article == "828-IIIQ, 3.0.1"


@pytest.mark.parametrize("direction", DIRECTIONS, ids=lambda each: each.code)
def test_motif_and_dye_are_those_of_the_cover(direction: Direction) -> None:
    dye, motif, _side = covers.DIRECTIONS[direction.code]
    assert (direction.dye, direction.motif) == (dye, motif)


def test_codes_are_named_in_the_order_of_the_law_and_unknown_ones_left_out() -> None:
    assert named(["3.0.11", "9.9", "3.0.2"]) == [BY_CODE["3.0.2"], BY_CODE["3.0.11"]]
