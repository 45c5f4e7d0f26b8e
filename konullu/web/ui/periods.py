"""When something takes place, in as few words as each language needs. Pure: zone, language and year are passed in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from konullu.web.ui.dates import MONTHS, WEEKDAYS
from konullu.web.ui.numbers import NO_BREAK_HYPHEN, az_suffix

# Azerbaijani hangs the ending on the month instead: noyabrdan, dekabra qədər; only aprel has a front vowel.
FROM = {"en": "from ", "ru": "с "}
UNTIL = {"en": "until ", "ru": "до "}
APRIL = 4


def period(
    starts_at: datetime | None,
    ends_at: datetime | None,
    *,
    all_day: bool,
    time_zone: str,
    language: str,
    this_year: int | None,
) -> str:
    """28 noyabr, şənbə, 10:00–14:00; 28–29 noyabr; 30 noyabr – 6 dekabr; 28 noyabrdan; 6 dekabra qədər; or nothing.

    ends_at is exclusive. The days and hours are those of the place (time_zone). The year is left out when it is
    this_year; None writes it always.
    """
    zone = ZoneInfo(time_zone)
    start = starts_at.astimezone(zone) if starts_at else None
    end = ends_at.astimezone(zone) if ends_at else None
    if end and (all_day or end.time() == datetime.min.time()):
        # Midnight belongs to the day before: what ends at 24:00 on Saturday does not last until Sunday.
        last = (end - timedelta(seconds=1)).date()
    else:
        last = end.date() if end else None
    if start is None:
        return until(last, language, this_year) if last else ""
    if last is None:
        if all_day:
            return since(start.date(), language, this_year)
        return f"{on_day(start.date(), language, this_year)}, {start:%H:%M}"
    if end is not None and not all_day and (start.date() == last or end - start <= timedelta(hours=24)):
        return _hours(start, end, last, language, this_year)
    if start.date() == last:
        return on_day(last, language, this_year)
    return days(start.date(), last, language, this_year)


def _hours(start: datetime, end: datetime, last: date, language: str, this_year: int | None) -> str:
    if start.date() == last:
        closing = "24:00" if end.date() > last else f"{end:%H:%M}"
        return f"{on_day(last, language, this_year)}, {start:%H:%M}–{closing}"
    first = plain_day(start.date(), language, this_year)
    return f"{first}, {start:%H:%M} – {plain_day(end.date(), language, this_year)}, {end:%H:%M}"


def plain_day(day: date, language: str, this_year: int | None) -> str:
    """28 noyabr, or 28 noyabr 2027."""
    words = f"{day.day} {MONTHS[language].split()[day.month - 1]}"
    return words if day.year == this_year else f"{words} {day.year}"


def on_day(day: date, language: str, this_year: int | None) -> str:
    """28 noyabr, şənbə."""
    return f"{plain_day(day, language, this_year)}, {WEEKDAYS[language].split('|')[day.weekday()]}"


def days(first: date, last: date, language: str, this_year: int | None) -> str:
    """28–29 noyabr; 30 noyabr – 6 dekabr; 30 dekabr 2026 – 6 yanvar 2027."""
    if first.year != last.year:
        return f"{plain_day(first, language, None)} – {plain_day(last, language, None)}"
    if first.month == last.month:
        return f"{first.day}–{plain_day(last, language, this_year)}"
    return f"{plain_day(first, language, first.year)} – {plain_day(last, language, this_year)}"


def since(day: date, language: str, this_year: int | None) -> str:
    """28 noyabrdan; of another year 6 dekabr 2027‑ci ildən."""
    if language == "az":
        words = plain_day(day, language, day.year)
        return f"{words}{'dən' if day.month == APRIL else 'dan'}" if day.year == this_year else f"{_of_year(day)} ildən"
    return FROM[language] + plain_day(day, language, this_year)


def until(day: date, language: str, this_year: int | None) -> str:
    """6 dekabra qədər: the day itself counts."""
    if language == "az":
        words = plain_day(day, language, day.year)
        ended = f"{words}{'ə' if day.month == APRIL else 'a'}" if day.year == this_year else f"{_of_year(day)} ilə"
        return f"{ended} qədər"
    return UNTIL[language] + plain_day(day, language, this_year)


def _of_year(day: date) -> str:
    """6 dekabr 2027‑ci: the year with the ending that is spoken, and never grouped."""
    ending = az_suffix(day.year, "ordinal").rpartition(NO_BREAK_HYPHEN)[2]
    return f"{plain_day(day, 'az', day.year)} {day.year}{NO_BREAK_HYPHEN}{ending}"
