"""Tags and filters for all templates (built in: no {% load %} needed)."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from konullu.platform import text
from konullu.platform.errors import Refusal
from konullu.web.ui import carpet as large_weaves
from konullu.web.ui import covers, dates, numbers
from konullu.web.ui.forms import way_of
from konullu.web.ui.once import once_field

register = template.Library()


def language() -> str:
    return get_language() or "az"


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """{% icon "check" %} draws a symbol of static/ui/icons.svg, hidden from readers: it stands beside words."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f"icon {css_class}".strip(),
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def cover(direction: str = "", shape: str = "wide") -> SafeString:
    """{% cover organisation.direction %}: the woven cover of a direction of the law; shape wide, tall or square."""
    return mark_safe(covers.cover(direction, shape))  # noqa: S308 our own drawing, no input in it


@register.simple_tag
def carpet() -> SafeString:
    """The large carpet of the home page."""
    return mark_safe(large_weaves.carpet())  # noqa: S308


@register.simple_tag
def carpet_strip() -> SafeString:
    """The home page's carpet for a phone: dancers and pomegranates in one row."""
    return mark_safe(large_weaves.strip())  # noqa: S308


@register.simple_tag
def weave() -> SafeString:
    """The one weave line of a page, above the footer."""
    return mark_safe(large_weaves.weave())  # noqa: S308


@register.simple_tag
def motif(name: str, css_class: str = "") -> SafeString:
    """One motif alone, for an empty state: {% motif "buynuz" %}."""
    return mark_safe(covers.motif(name, css_class))  # noqa: S308


@register.simple_tag
def once() -> SafeString:
    """The hidden key that stops a form from being sent twice (web/ui/once.py reads it)."""
    return once_field()


@register.simple_tag
def next_way(reason: Refusal) -> str:
    """{% next_way reason as next_url %}: where the next step of a refusal is, or nothing."""
    return way_of(reason)


@register.simple_tag
def banner_icon(kind: str) -> str:
    """Which symbol a banner of this kind carries; Django's message levels count too."""
    return {"ok": "check", "success": "check", "warn": "warn", "warning": "warn", "bad": "x", "error": "x"}.get(
        kind, "info"
    )


@register.filter
def human_day(value: date | datetime | None, now: datetime | None = None) -> str:
    """28 noyabr 2026, şənbə. `|human_day:request.now` says today and tomorrow in words."""
    return _time(value, dates.day(value, language(), now)) if value else ""


@register.filter
def plain_day(value: date | datetime | None) -> str:
    """28 noyabr 2026, for papers and the past: without a weekday."""
    return _time(value, dates.plain_day(value, language())) if value else ""


@register.filter
def human_moment(value: datetime | None, now: datetime | None = None) -> str:
    """28 noyabr 2026, 14:20."""
    return _time(value, dates.moment(value, language(), now)) if value else ""


@register.filter
def human_time(value: datetime | None) -> str:
    """14:20 in Baku."""
    return _time(value, dates.clock_time(value)) if value else ""


@register.filter
def since(value: datetime | None, now: datetime) -> str:
    """How long something has been waiting: {{ submitted_at|since:request.now }} is "51 saat"."""
    if value is None:
        return ""
    number, unit = dates.passed(value, now)
    words = {
        "minutes": ngettext("%(number)s minute", "%(number)s minutes", number),
        "hours": ngettext("%(number)s hour", "%(number)s hours", number),
        "days": ngettext("%(number)s day", "%(number)s days", number),
    }[unit]
    return _time(value, words % {"number": numbers.grouped(number, language())})


@register.filter
def az_suffix(value: int, case: str = "possessive") -> str:
    """12‑si, 31‑i (Azerbaijani only; the bare figure in other languages). Cases: see numbers.SUFFIXES."""
    return numbers.az_suffix(int(value), case) if language() == "az" else numbers.grouped(value, language())


@register.filter
def number(value: float | Decimal | None) -> str:
    """42 615 with narrow spaces. Never for identifiers, phone numbers or years."""
    return "" if value is None else numbers.grouped(value, language())


@register.filter
def percent(value: float | None) -> str:
    """A share between 0 and 1: 18,6 %."""
    return "" if value is None else numbers.percent(value, language())


@register.filter
def named(thing: Any) -> str:
    """The name of an organisation in the reader's language, or in Azerbaijani when it has no other."""
    return str(thing.name_in(language()))


@register.filter
def initials(name: str) -> str:
    """Cavid İsmayılov is Cİ."""
    return text.initials(name)


@register.filter
def avatar(name: str) -> str:
    """One of five dyes, always the same for a name: <span class="avatar {{ name|avatar }}">."""
    return ("", "avatar--b", "avatar--c", "avatar--d", "avatar--e")[sum(name.encode()) % 5]


@register.filter
def phone(value: str | None) -> str:
    """+994501234567 as +994 50 123 45 67; other numbers stay as they are."""
    if found := re.fullmatch(r"\+994(\d\d)(\d{3})(\d\d)(\d\d)", value or ""):
        return "+994 " + " ".join(found.groups())
    return value or ""


def _time(value: date | datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
