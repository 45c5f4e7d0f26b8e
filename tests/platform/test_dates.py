"""Days and moments in words, and the filters that letters use."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import timezone, translation

from konullu.platform import dates

MOMENT = datetime(2026, 12, 2, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [("az", "2 dekabr 2026, 21:30"), ("en", "2 December 2026, 21:30"), ("ru", "2 декабря 2026, 21:30")],
)
def test_moment_is_written_out(language: str, written: str) -> None:
    assert dates.written_moment(MOMENT, language) == written


def test_letter_writes_the_readers_day_language_and_clock() -> None:
    letter = engines["django"].from_string("{% load written %}{{ at|written_day }}; {{ at|written_moment }}")
    with translation.override("ru"), timezone.override("Asia/Baku"):
        assert letter.render({"at": MOMENT}) == "3 декабря 2026; 3 декабря 2026, 01:30"
    with translation.override("az"), timezone.override("Europe/London"):
        assert letter.render({"at": MOMENT}) == "2 dekabr 2026; 2 dekabr 2026, 21:30"
