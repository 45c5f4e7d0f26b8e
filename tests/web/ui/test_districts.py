"""The map is woven from the outlines that the house keeps."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from konullu.web.ui import districts
from konullu.web.ui.management.commands import weave_districts
from tests.people import World


@pytest.mark.django_db
def test_kept_chart_is_what_the_command_weaves(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = districts.CHART.read_text(encoding="utf-8")
    monkeypatch.setattr(districts, "CHART", tmp_path / "districts.txt")
    call_command("weave_districts", stdout=StringIO())
    assert districts.CHART.read_text(encoding="utf-8") == kept


def test_point_in_a_hole_is_outside() -> None:
    square = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]
    shapes = {"A": [square, hole]}
    found = [weave_districts.at(x, y, shapes, {"A": "A"}) for x, y in ((1, 1.5), (4.5, 4.5), (10, 1))]  # type: ignore[dict-item]
    assert found == ["A", ".", "."]


def test_smallest_town_keeps_a_knot() -> None:
    large = [[0.0, 0.0], [100.0, 0.0], [100.0, 50.0], [0.0, 50.0], [0.0, 0.0]]
    tiny = [[20.1, 20.1], [20.2, 20.1], [20.2, 20.2], [20.1, 20.2], [20.1, 20.1]]
    chart = weave_districts.woven({"AZ-A": [large], "AZ-B": [tiny]}, {"AZ-A": (50.0, 25.0), "AZ-B": (20.15, 20.15)})
    drawn, _, listed = chart.partition("\n\n")
    assert drawn.count("B") == 1
    assert listed == "A AZ-A\nB AZ-B\n"
