"""Filters of letters: {{ at|written_moment }} is "2 dekabr 2026, 18:00" in the reader's language and time zone."""

from datetime import date, datetime

from django import template
from django.utils.timezone import localtime
from django.utils.translation import get_language

from konullu.platform import dates

register = template.Library()


@register.filter
def written_day(value: date | datetime) -> str:
    here = localtime(value) if isinstance(value, datetime) else value
    return dates.written_day(here, get_language() or "az")


@register.filter
def written_moment(value: datetime) -> str:
    return dates.written_moment(localtime(value), get_language() or "az")
