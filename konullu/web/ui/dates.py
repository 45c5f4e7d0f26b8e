"""Days and hours as each language writes them (guide 9). Pure: the language and the present moment are passed in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from konullu.platform.dates import MONTHS, written_day

BAKU = ZoneInfo("Asia/Baku")

WEEKDAYS = {
    "az": "bazar ertəsi|çərşənbə axşamı|çərşənbə|cümə axşamı|cümə|şənbə|bazar",
    "en": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "ru": "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
}
WEEKDAYS_IN_GRIDS = {
    "az": "B.e. Ç.a. Ç. C.a. C. Ş. B.",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "ru": "Пн Вт Ср Чт Пт Сб Вс",
}
NEAR_DAYS = {
    "az": {-1: "dünən", 0: "bu gün", 1: "sabah"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "ru": {-1: "вчера", 0: "сегодня", 1: "завтра"},
}


def day_in_baku(value: date | datetime) -> date:
    """The day on the wall in Baku at this moment; a plain day stays what it is."""
    return value.astimezone(BAKU).date() if isinstance(value, datetime) else value


def day(value: date | datetime, language: str, now: datetime | None = None) -> str:
    """28 noyabr 2026, şənbə; with `now`, the near days in words first: sabah, 28 noyabr."""
    the_day = day_in_baku(value)
    month = MONTHS[language].split()[the_day.month - 1]
    if now and (word := NEAR_DAYS[language].get((the_day - day_in_baku(now)).days)):
        return f"{word}, {the_day.day} {month}"
    weekday = WEEKDAYS[language].split("|")[the_day.weekday()]
    return f"{written_day(the_day, language)}, {weekday}"


def plain_day(value: date | datetime, language: str) -> str:
    """28 noyabr 2026: days of papers and of things long past, where nobody asks for the weekday."""
    return written_day(day_in_baku(value), language)


def day_in_grid(value: date | datetime, language: str) -> str:
    """The weekday's short form (Ç.a.), for the heads of grids only."""
    return WEEKDAYS_IN_GRIDS[language].split()[day_in_baku(value).weekday()]


def clock_time(value: datetime) -> str:
    """14:20 in Baku, 24-hour clock."""
    return f"{value.astimezone(BAKU):%H:%M}"


def moment(value: datetime, language: str, now: datetime | None = None) -> str:
    """28 noyabr 2026, 14:20; with `now`: bu gün, 14:20."""
    the_day = day_in_baku(value)
    if now and (word := NEAR_DAYS[language].get((the_day - day_in_baku(now)).days)):
        return f"{word}, {clock_time(value)}"
    return f"{written_day(the_day, language)}, {clock_time(value)}"


def span(starts_at: datetime, ends_at: datetime, language: str, now: datetime | None = None) -> str:
    """28 noyabr 2026, şənbə, 10:00–14:00; over midnight both days are named."""
    if day_in_baku(starts_at) == day_in_baku(ends_at):
        return f"{day(starts_at, language, now)}, {clock_time(starts_at)}–{clock_time(ends_at)}"
    return f"{moment(starts_at, language, now)} – {moment(ends_at, language, now)}"


def passed(since: datetime, now: datetime) -> tuple[int, str]:
    """How long ago, in the largest whole unit: (51, "hours"), (3, "days"); never less than one minute."""
    waited = max(now - since, timedelta(minutes=1))
    if waited < timedelta(hours=1):
        return int(waited / timedelta(minutes=1)), "minutes"
    if waited < timedelta(hours=72):
        return int(waited / timedelta(hours=1)), "hours"
    return waited.days, "days"
