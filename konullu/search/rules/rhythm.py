"""When a saved search writes: at eight in the morning in Baku, every day or every Monday. Pure."""

from datetime import datetime, time, timedelta

from konullu.search.rules.documents import BAKU
from konullu.search.words import Rhythm

HOUR = time(8)


def next_letter(rhythm: Rhythm, *, after: datetime) -> datetime | None:
    """The next turn after a moment; None when there is none."""
    if rhythm == Rhythm.NEVER:
        return None
    local = after.astimezone(BAKU)
    day = local.date() if local.time() < HOUR else local.date() + timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(day, HOUR, tzinfo=BAKU)
