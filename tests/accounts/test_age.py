"""Age: exact with a date, the lowest possible with the year alone."""

from datetime import UTC, date, datetime

import pytest

from konullu.accounts.models import Person
from konullu.accounts.rules import age as rules


@pytest.mark.parametrize(
    ("birth_date", "day", "expected"),
    [
        (date(2010, 3, 1), date(2026, 2, 28), 15),
        (date(2010, 3, 1), date(2026, 3, 1), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 5, 1), date(2026, 4, 30), 0),
    ],
)
def test_age_with_a_date_is_exact(birth_date: date, day: date, expected: int) -> None:
    assert rules.age_on(birth_year=birth_date.year, birth_date=birth_date, day=day) == expected
    assert rules.highest_age_on(birth_year=birth_date.year, birth_date=birth_date, day=day) == expected


@pytest.mark.parametrize(
    ("year", "day", "lowest", "highest"),
    [
        (2008, date(2026, 1, 1), 17, 18),
        (2008, date(2026, 12, 30), 17, 18),
        (2008, date(2026, 12, 31), 18, 18),
        (2026, date(2026, 6, 1), 0, 0),
    ],
)
def test_year_alone_gives_the_lowest_possible_age(year: int, day: date, lowest: int, highest: int) -> None:
    assert rules.age_on(birth_year=year, birth_date=None, day=day) == lowest
    assert rules.highest_age_on(birth_year=year, birth_date=None, day=day) == highest


@pytest.mark.parametrize(
    ("year", "known", "minor", "under_14", "asked"),
    [
        (2007, None, False, False, False),  # 18 for certain
        (2008, None, True, False, True),  # 17 or 18
        (2010, None, True, False, False),  # 15 or 16
        (2012, None, True, True, True),  # 13 or 14
        (2013, None, True, True, False),  # 12 or 13
        (2008, date(2008, 11, 25), False, False, False),  # 18 today
        (2008, date(2008, 11, 26), True, False, False),  # 18 tomorrow
        (2012, date(2012, 1, 5), True, False, False),
    ],
)
def test_who_is_a_minor_and_who_is_asked_for_the_date(
    year: int, known: date | None, minor: bool, under_14: bool, asked: bool
) -> None:
    now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    person = Person(birth_year=year, birth_date=known, time_zone="Asia/Baku")
    assert rules.is_minor(person, now) is minor
    assert rules.is_under_14(person, now) is under_14
    assert rules.needs_birth_date(person, now) is asked


def test_birthday_begins_at_midnight_where_the_person_lives() -> None:
    evening = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)  # 01:00 of the 25th in Baku
    assert not rules.is_minor(Person(birth_year=2008, birth_date=date(2008, 11, 25), time_zone="Asia/Baku"), evening)
    assert rules.is_minor(Person(birth_year=2008, birth_date=date(2008, 11, 25), time_zone="Europe/London"), evening)


@pytest.mark.parametrize(
    ("year", "has_guardian", "codes"),
    [
        (2013, False, ["accounts.guardian_needed"]),
        (2013, True, []),
        (2012, False, ["accounts.guardian_needed"]),  # perhaps 13
        (2011, False, []),
        (1990, False, []),
    ],
)
def test_under_14_does_nothing_alone(year: int, has_guardian: bool, codes: list[str]) -> None:
    now = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    person = Person(birth_year=year, time_zone="Asia/Baku")
    assert [reason.code for reason in rules.refusals_to_act_alone(person, now, has_guardian=has_guardian)] == codes


@pytest.mark.parametrize(
    ("birth_date", "codes"),
    [
        (date(2026, 11, 26), ["accounts.birth_date_wrong"]),
        (date(2009, 1, 1), ["accounts.birth_date_wrong"]),
        (date(2010, 1, 1), []),
    ],
)
def test_birth_date_must_fit(birth_date: date, codes: list[str]) -> None:
    found = rules.refusals_to_take_birth_date(birth_year=2010, birth_date=birth_date, day=date(2026, 11, 25))
    assert [reason.code for reason in found] == codes
