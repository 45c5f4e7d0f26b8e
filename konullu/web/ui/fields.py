"""Form fields that people of this house meet often. Each accepts whatever a person may reasonably type."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konullu.platform import text

__all__ = ["BIRTHDAY", "DayField", "DayWidget", "LineField", "ParagraphsField", "PhoneField"]


class LineField(forms.CharField):
    """One line of text, trimmed; control, invisible and direction characters are refused (platform.text)."""

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        self.longest = max_length
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        return text.clean_line(str(value), self.longest) if value not in self.empty_values else ""


class ParagraphsField(forms.CharField):
    """Several lines of text, under the same care. `rows`: how tall the control is."""

    def __init__(self, *, max_length: int = 4000, rows: int = 5, **options: Any) -> None:
        # No maxlength on the control: browsers would cut what is pasted without a word.
        self.longest = max_length
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), **options})

    def to_python(self, value: Any) -> str:
        return text.clean_text(str(value), self.longest) if value not in self.empty_values else ""


class PhoneWidget(forms.TextInput):
    """The country's prefix is shown; a number with its own + may be typed too."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None, prefix: str = "+994") -> None:
        self.prefix = prefix
        super().__init__({"class": "input--w10", "autocomplete": "tel-national", "maxlength": "40", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        shown = super().format_value(value)
        return str(shown).removeprefix(self.prefix) if shown else None


class PhoneField(forms.CharField):
    """A phone number as typed, cleaned of invisible characters; accounts decides whether it is one."""

    widget = PhoneWidget

    def to_python(self, value: Any) -> str:
        return re.sub(
            r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+", " ", super().to_python(value) or ""
        ).strip()


class DayWidget(forms.MultiWidget):
    """Day, month, year: three short inputs, for a day one knows by heart (a birthday, a contract)."""

    use_fieldset = True
    template_name = "ui/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None, autocomplete: tuple[str, str, str] | None = None) -> None:
        off = ("off", "off", "off")
        parts = zip(("day", "month", "year"), autocomplete or off, ("2", "2", "4"), strict=True)
        super().__init__(
            {
                name: forms.TextInput(
                    {"class": f"input input--w{width}", "inputmode": "numeric", "maxlength": "8", "autocomplete": fill}
                )
                for name, fill, width in parts
            },
            attrs,
        )

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, words in zip(context["widget"]["subwidgets"], DAY_PARTS, strict=True):
            part["words"] = words
        return context


DAY_PARTS = (_("Day"), _("Month"), _("Year"))
BIRTHDAY = ("bday-day", "bday-month", "bday-year")


class DayField(forms.MultiValueField):
    """A calendar day in three inputs. Nothing is guessed: 31 February is an error that says so."""

    widget = DayWidget

    def __init__(self, **options: Any) -> None:
        parts = tuple(forms.CharField(required=False, max_length=8) for _part in range(3))
        super().__init__(parts, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> datetime.date | None:
        if not any(data_list):
            return None
        if not all(data_list):
            raise ValidationError(_("Write the day, the month and the year."), code="day")
        try:
            day, month, year = (int(part) if re.fullmatch(r"[0-9]{1,4}", part) else 0 for part in data_list)
            if year < 1000:
                raise ValidationError(_("Write the year with four digits, for example, 2007."), code="year")
            return datetime.date(year, month, day)
        except ValueError as error:
            raise ValidationError(_("There is no such day in the calendar."), code="day") from error
