"""When something takes place, in words."""

from datetime import date, datetime

import pytest

from konullu.web.ui.dates import BAKU
from konullu.web.ui.periods import period, since, until


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BAKU)


@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "language", "words"),
    [
        ("2026-11-28T10:00", "2026-11-28T14:00", False, "az", "28 noyabr, şənbə, 10:00–14:00"),
        ("2026-11-28T10:00", "2026-11-28T14:00", False, "en", "28 November, Saturday, 10:00–14:00"),
        ("2026-11-28T10:00", "2026-11-29T00:00", False, "ru", "28 ноября, суббота, 10:00–24:00"),
        ("2026-11-28T22:00", "2026-11-29T06:00", False, "az", "28 noyabr, 22:00 – 29 noyabr, 06:00"),
        ("2026-11-28T00:00", "2026-11-29T00:00", True, "az", "28 noyabr, şənbə"),
        ("2026-11-28T00:00", "2026-11-30T00:00", True, "az", "28–29 noyabr"),
        ("2026-11-30T09:00", "2026-12-06T18:00", False, "az", "30 noyabr – 6 dekabr"),
        ("2026-12-30T00:00", "2027-01-07T00:00", True, "az", "30 dekabr 2026 – 6 yanvar 2027"),
        ("2027-02-01T00:00", "2027-03-01T00:00", True, "az", "1–28 fevral 2027"),
        ("2026-11-28T10:00", None, False, "az", "28 noyabr, şənbə, 10:00"),
        ("2026-11-28T00:00", None, True, "az", "28 noyabrdan"),
        ("2026-04-28T00:00", None, True, "az", "28 apreldən"),
        ("2027-01-10T00:00", None, True, "az", "10 yanvar 2027‑ci ildən"),
        (None, "2026-12-07T00:00", True, "az", "6 dekabra qədər"),
        (None, "2026-12-07T00:00", True, "ru", "до 6 декабря"),
        (None, "2030-12-07T00:00", True, "az", "6 dekabr 2030‑cu ilə qədər"),
        (None, None, False, "az", ""),
    ],
)
def test_period_is_said_as_people_say_it(
    starts: str | None, ends: str | None, all_day: bool, language: str, words: str
) -> None:
    said = period(
        moment(starts) if starts else None,
        moment(ends) if ends else None,
        all_day=all_day,
        time_zone="Asia/Baku",
        language=language,
        this_year=2026,
    )
    assert said == words


def test_hours_are_those_of_the_place() -> None:
    said = period(
        moment("2026-11-28T23:00"),
        moment("2026-11-29T01:00"),
        all_day=False,
        time_zone="America/New_York",
        language="en",
        this_year=2026,
    )
    assert said == "28 November, Saturday, 14:00–16:00"


def test_year_is_written_when_it_is_not_this_one() -> None:
    assert since(date(2027, 1, 10), "en", 2026) == "from 10 January 2027"
    assert until(date(2027, 1, 10), "ru", 2026) == "до 10 января 2027"
