"""Figures with Azerbaijani endings, and numbers of three languages."""

from decimal import Decimal

import pytest

from konullu.web.ui.numbers import az_suffix, grouped, percent, spoken_end


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0‑ı"),
        (1, "1‑i"),
        (2, "2‑si"),
        (3, "3‑ü"),
        (4, "4‑ü"),
        (5, "5‑i"),
        (6, "6‑sı"),
        (7, "7‑si"),
        (8, "8‑i"),
        (9, "9‑u"),
        (10, "10‑u"),
        (12, "12‑si"),
        (20, "20‑si"),
        (30, "30‑u"),
        (31, "31‑i"),
        (40, "40‑ı"),
        (50, "50‑si"),
        (60, "60‑ı"),
        (64, "64‑ü"),
        (70, "70‑i"),
        (80, "80‑i"),
        (90, "90‑ı"),
        (100, "100‑ü"),
        (300, "300‑ü"),
        (1000, "1\u202f000‑i"),
        (20_000, "20\u202f000‑i"),
        (100_000, "100\u202f000‑i"),
        (1_000_000, "1\u202f000\u202f000‑u"),
        (3_000_000_000, "3\u202f000\u202f000\u202f000‑ı"),
        (42_615, "42\u202f615‑i"),
    ],
)
def test_figure_takes_the_ending_of_its_spoken_word(number: int, written: str) -> None:
    assert az_suffix(number) == written


@pytest.mark.parametrize(
    ("case", "five", "six", "ten", "twenty"),
    [
        ("ablative", "5‑dən", "6‑dan", "10‑dan", "20‑dən"),
        ("locative", "5‑də", "6‑da", "10‑da", "20‑də"),
        ("dative", "5‑ə", "6‑ya", "10‑a", "20‑yə"),
        ("accusative", "5‑i", "6‑nı", "10‑u", "20‑ni"),
        ("genitive", "5‑in", "6‑nın", "10‑un", "20‑nin"),
        ("ordinal", "5‑ci", "6‑cı", "10‑cu", "20‑ci"),
    ],
)
def test_other_cases_follow_the_vowel_too(case: str, five: str, six: str, ten: str, twenty: str) -> None:
    assert [az_suffix(number, case) for number in (5, 6, 10, 20)] == [five, six, ten, twenty]


def test_every_number_has_a_last_word() -> None:
    assert [spoken_end(number) for number in (0, 7, 10, 500, 7000, 2_000_000, 10**9, 10**12)] == [
        "sıfır",
        "yeddi",
        "on",
        "yüz",
        "min",
        "milyon",
        "milyard",
        "milyard",
    ]


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (999, "az", "999"),
        (42_615, "az", "42\u202f615"),
        (42_615, "ru", "42\u202f615"),
        (42_615, "en", "42,615"),
        (4.5, "az", "4,5"),
        (Decimal("1234.50"), "ru", "1\u202f234,50"),
        (1234.5, "en", "1,234.5"),
    ],
)
def test_thousands_and_decimals_are_the_languages_own(value: float | Decimal, language: str, written: str) -> None:
    assert grouped(value, language) == written


def test_percent_has_a_space_that_does_not_break() -> None:
    assert (percent(0.186, "az"), percent(0.186, "en"), percent(0.5, "ru", digits=0)) == (
        "18,6\u00a0%",
        "18.6%",
        "50\u00a0%",
    )
