"""Days and moments in words, for letters and papers: 2 dekabr 2026, 18:00. Pages have more of it (web/ui/dates.py)."""

from datetime import date, datetime

MONTHS = {
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


def written_day(value: date, language: str) -> str:
    """2 dekabr 2026: the day as it stands in the value, a moment is brought to its time zone before."""
    return f"{value.day} {MONTHS[language].split()[value.month - 1]} {value.year}"


def written_moment(value: datetime, language: str) -> str:
    """2 dekabr 2026, 18:00, on the clock of the value's own time zone."""
    return f"{written_day(value, language)}, {value:%H:%M}"
