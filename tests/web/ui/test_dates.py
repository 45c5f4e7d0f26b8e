"""Days and hours in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from konullu.web.ui import dates

DAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)  # noon in Baku


@pytest.mark.parametrize(
    ("language", "written"),
    [("az", "28 noyabr 2026, şənbə"), ("en", "28 November 2026, Saturday"), ("ru", "28 ноября 2026, суббота")],
)
def test_day_is_written_out(language: str, written: str) -> None:
    assert dates.day(DAY, language) == written


def test_day_of_a_paper_is_written_without_its_weekday() -> None:
    assert [dates.plain_day(NOON, language) for language in ("az", "ru")] == ["28 noyabr 2026", "28 ноября 2026"]


@pytest.mark.parametrize(
    ("days", "written"),
    [(-1, "dünən, 27 noyabr"), (0, "bu gün, 28 noyabr"), (1, "sabah, 29 noyabr"), (2, "30 noyabr 2026, bazar ertəsi")],
)
def test_near_days_are_said_in_words(days: int, written: str) -> None:
    assert dates.day(DAY + timedelta(days=days), "az", NOON) == written


def test_the_day_is_the_one_on_the_wall_in_baku() -> None:
    late = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)
    assert (dates.day(late, "az"), dates.clock_time(late)) == ("28 noyabr 2026, şənbə", "00:30")


def test_all_months_and_weekdays_have_names_in_all_languages() -> None:
    for language in ("az", "en", "ru"):
        assert len(set(dates.MONTHS[language].split())) == 12
        assert len(set(dates.WEEKDAYS[language].split("|"))) == 7
        assert len(dates.WEEKDAYS_IN_GRIDS[language].split()) == 7


def test_monday_is_first_in_grids() -> None:
    assert dates.day_in_grid(date(2026, 11, 30), "az") == "B.e."


def test_a_span_names_the_second_day_only_over_midnight() -> None:
    start = NOON
    assert dates.span(start, start + timedelta(hours=4), "az") == "28 noyabr 2026, şənbə, 12:00–16:00"
    assert dates.span(start, start + timedelta(hours=14), "az") == "28 noyabr 2026, 12:00 – 29 noyabr 2026, 02:00"


@pytest.mark.parametrize(
    ("waited", "told"),
    [
        (timedelta(seconds=5), (1, "minutes")),
        (timedelta(minutes=59), (59, "minutes")),
        (timedelta(hours=51), (51, "hours")),
        (timedelta(hours=72), (3, "days")),
        (timedelta(days=-1), (1, "minutes")),
    ],
)
def test_waiting_is_told_in_the_largest_whole_unit(waited: timedelta, told: tuple[int, str]) -> None:
    assert dates.passed(NOON - waited, NOON) == told
