"""Tags and filters, as templates use them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from konullu.web.ui import style_guide

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


def shown(template: str, language: str = "az", **words: Any) -> str:
    with translation.override(language):
        return engines["django"].from_string(template).render(words).strip()


@pytest.mark.parametrize(
    ("template", "az", "en"),
    [
        ("{{ n|az_suffix }}", "12‑si", "12"),
        ('{{ n|az_suffix:"ablative" }}', "12‑dən", "12"),
        ("{{ many|number }}", "42\u202f615", "42,615"),
        ("{{ share|percent }}", "18,6\u00a0%", "18.6%"),
        ("{{ name|initials }}", "Cİ", "Cİ"),
        ("{{ phone|phone }}", "+994 50 123 45 67", "+994 50 123 45 67"),
        ("{{ nothing|number }}{{ nothing|human_day }}{{ nothing|human_moment }}{{ nothing|since:now }}", "", ""),
    ],
)
def test_words_and_numbers(template: str, az: str, en: str) -> None:
    words = {
        "n": 12,
        "many": 42615,
        "share": 0.186,
        "name": "Cavid İsmayılov",
        "phone": "+994501234567",
        "nothing": None,
        "now": NOW,
    }
    assert (shown(template, "az", **words), shown(template, "en", **words)) == (az, en)


def test_day_carries_its_date_for_machines() -> None:
    written = '<time datetime="2026-11-29">sabah, 29 noyabr</time>'
    assert shown("{{ day|human_day:now }}", day=date(2026, 11, 29), now=NOW) == written


@pytest.mark.parametrize(("language", "written"), [("az", "51 saat"), ("ru", "51 час"), ("en", "51 hours")])
def test_waiting_is_said_in_the_language(language: str, written: str) -> None:
    since = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
    assert f">{written}<" in shown("{{ since|since:now }}", language, since=since, now=NOW)


def test_years_are_never_grouped() -> None:
    assert shown("{{ year }}", year=2026) == "2026"


def test_icon_is_hidden_and_comes_from_the_sprite() -> None:
    drawn = shown('{% icon "check" "icon--lg" %}')
    assert re.fullmatch(
        r'<svg class="icon icon--lg" aria-hidden="true"><use href="/static/ui/icons[^"]*\.svg#i-check"/></svg>', drawn
    )


def test_every_icon_that_a_template_asks_for_is_in_the_sprite() -> None:
    known = set(style_guide.icon_names())
    asked: dict[str, str] = {}
    for path in (Path(settings.PACKAGE)).rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        names = re.findall(r'{% icon "([\w-]+)"|<c-icon[^>]*\bname="([\w-]+)"|\bicon="([\w-]+)"', text)
        asked.update({name: path.name for found in names for name in found if name})
    assert asked
    assert {name: where for name, where in asked.items() if name not in known} == {}


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ('<c-icon name="check"/>', 'class="icon"'),
        ('<c-banner kind="warn" title="Look" level="3">here</c-banner>', "banner--warn"),
        ("<c-banner>here</c-banner>", 'class="banner"'),
        ('<c-next title="Then">list</c-next>', "Then"),
        ('<c-empty title="Nothing" level="3">here</c-empty>', "empty__motif"),
        ('<c-tag kind="ok" icon="check">Ready</c-tag>', "tag--ok"),
        ('<c-avatar name="Əli Nəbiyev" size="sm"/>', ">ƏN<"),
        ('<c-meter :taken="12" :of="40">words</c-meter>', '<progress class="meter__bar" max="40" value="12"'),
        ('<c-dialog id="d" title="Leave?">x<c-slot name="end">y</c-slot></c-dialog>', 'aria-labelledby="d-title"'),
    ],
)
def test_component_is_drawn(template: str, wanted: str) -> None:
    # Cotton compiles what a loader reads; a string from a test goes through the same compiler.
    from django_cotton.compiler_regex import CottonCompiler

    assert wanted in shown(CottonCompiler().process(template))


def test_title_of_a_banner_cannot_break_out() -> None:
    from django_cotton.compiler_regex import CottonCompiler

    drawn = shown(CottonCompiler().process('<c-banner title="{{ evil }}">x</c-banner>'), evil="<script>")
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
