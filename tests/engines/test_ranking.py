"""The score as a table: what lifts an opportunity, and what lowers it."""

import pytest

from konullu.engines.ranking import chance
from konullu.engines.ranking.chance import conversion, doubt, freshness, look, nearness, need_factor

CALM = {"choices": 30.0, "looks": 1000.0, "prior": 0.03, "choices_this_week": 1.0, "need_this_week": 5.0}


def scored(**changes: float) -> float:
    return chance.chance(**{**CALM, **changes})


@pytest.mark.parametrize(
    ("what", "higher", "lower"),
    [
        ("an opportunity nobody chose this week stands above its twin", {"choices_this_week": 0.0}, {}),
        ("each choice lowers it", {}, {"choices_this_week": 4.0}),
        ("the same choice lowers it less when many are needed", {"need_this_week": 40.0}, {"need_this_week": 2.0}),
        ("more choices from as many looks lift it", {"choices": 60.0}, {}),
        ("as many choices from more looks lower it", {}, {"looks": 4000.0}),
        ("a young one gets more of the doubt", {"choices": 0.0, "looks": 0.0}, {"choices": 0.0, "looks": 500.0}),
        ("kinds that are usually chosen start higher", {"looks": 0.0, "prior": 0.06}, {"looks": 0.0}),
    ],
)
def test_what_lifts_an_opportunity(what: str, higher: dict[str, float], lower: dict[str, float]) -> None:
    assert scored(**higher) > scored(**lower), what


def test_without_any_look_the_estimate_is_the_first_guess() -> None:
    assert conversion(0.0, 0.0, 0.03) == pytest.approx(0.03)


def test_with_many_looks_the_first_guess_is_forgotten() -> None:
    assert conversion(5_000.0, 100_000.0, 0.5) == pytest.approx(0.05, rel=0.02)


def test_doubt_fades_with_looks() -> None:
    assert doubt(0.03, 0.0) > 3 * doubt(0.03, 10_000.0) > 0


def test_the_first_result_is_always_looked_at_and_later_ones_less() -> None:
    assert [look(0), look(1) < 1, look(50) < look(10)] == [1.0, True, True]


def test_unlimited_need_of_less_than_one_counts_as_one() -> None:
    assert need_factor(3.0, 0.0) == need_factor(3.0, 1.0)


@pytest.mark.parametrize("function", [freshness, nearness])
def test_age_and_distance_only_lower(function: object) -> None:
    values = [function(x) for x in (0.0, 1.0, 10.0, 100.0, 10_000.0)]  # type: ignore[operator]
    assert values == sorted(values, reverse=True)
    assert min(values) >= 0
