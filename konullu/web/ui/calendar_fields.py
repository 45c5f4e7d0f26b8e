"""Fields for days and hours that are looked up, not known by heart: the phone's own calendar and clock."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konullu.platform import text

__all__ = ["CalendarField", "ClockField", "CountField"]

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WRITTEN = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:. ]?([0-9]{2}))?(?::[0-9]{2}(?:\.[0-9]+)?)?")


class CalendarWidget(forms.DateInput):
    """The calendar of the phone or the browser. Where there is none, 28.11.2026 is typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input--w10", "autocomplete": "off", **(attrs or {})}, format="%Y-%m-%d")


class CalendarField(forms.CharField):
    """A calendar day: 2026-11-28 (as calendars send it) or 28.11.2026 (as people write it)."""

    widget = CalendarWidget

    def to_python(self, value: Any) -> Any:
        if isinstance(value, datetime.date):
            return value
        typed = text.clean_line(str(value), 40) if value not in self.empty_values else ""
        if not typed:
            return None
        if found := _ISO.fullmatch(typed):
            year, month, day = map(int, found.groups())
        elif found := _WRITTEN.fullmatch(typed):
            day, month, year = map(int, found.groups())
        else:
            raise ValidationError(_("Write the day like this: 28.11.2026."), code="day")
        try:
            chosen = datetime.date(year, month, day)
        except ValueError as error:
            raise ValidationError(_("There is no such day in the calendar."), code="day") from error
        if not 1900 <= chosen.year < 2200:
            raise ValidationError(_("This year is too far away. Write the day like this: 28.11.2026."), code="day")
        return chosen


class ClockWidget(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input--w6", "autocomplete": "off", **(attrs or {})}, format="%H:%M")


class ClockField(forms.CharField):
    """An hour of the day: 10:00, 10.00, 1000 or 10."""

    widget = ClockWidget

    def to_python(self, value: Any) -> Any:
        if isinstance(value, datetime.time):
            return value
        typed = text.clean_line(str(value), 40) if value not in self.empty_values else ""
        if not typed:
            return None
        found = _CLOCK.fullmatch(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(_("Write the hour like this: 10:00."), code="time")
        return datetime.time(hour, minute)


class CountField(forms.CharField):
    """A whole number that people count or remember: places, years, hours. `most` is the largest that makes sense."""

    widget = forms.TextInput(attrs={"class": "input--w4", "inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, most: int, least: int = 1, **options: Any) -> None:
        self.most, self.least = most, least
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        typed = text.clean_line(str(value), 40) if value not in self.empty_values else ""
        digits = re.sub(r"[\s.,']", "", typed) if re.fullmatch(r"[0-9]{1,3}([\s.,'][0-9]{3})+", typed) else typed
        if not digits:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", digits):
            raise ValidationError(_("Write a whole number with figures, for example, 12."), code="count")
        count = int(digits)
        if not self.least <= count <= self.most:
            message = _("Write a number from %(least)s to %(most)s.")
            raise ValidationError(message, code="count", params={"least": self.least, "most": self.most})
        return count
