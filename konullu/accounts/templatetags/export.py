"""Cells of the readable export."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from konullu.platform.templatetags.written import written_day, written_moment

register = template.Library()


@register.filter
def cell(row: Mapping[str, Any], key: str) -> str:
    """One value as a person reads it: moments in their time zone, lists with commas, nothing as a dash."""
    return in_words(row[key])


def in_words(value: Any) -> str:
    if isinstance(value, datetime):
        return written_moment(value)
    if isinstance(value, date):
        return written_day(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {in_words(part)}" for key, part in value.items()) or "–"
    if isinstance(value, list | tuple | set):
        return ", ".join(in_words(part) for part in value if part) or "–"
    return "–" if value in (None, "") else str(value)
