"""Colours: both dark blocks are equal, and every pair of tokens that may meet has contrast enough (guide 8)."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "konullu/web/ui/static/ui"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
COMPONENTS = (STATIC / "components.css").read_text(encoding="utf-8")
STATES = ("ok", "warn", "bad", "info", "note")
GROUNDS = ("page", "surface", "sunken", "sunken-2")


def block(start: str, end: str) -> dict[str, str]:
    first = TOKENS.index(start)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", TOKENS[first : TOKENS.index(end, first)]))


LIGHT = block(":root {", "@media (prefers-color-scheme: dark)")
DARK_BY_SYSTEM = block("@media (prefers-color-scheme: dark)", ':root[data-theme="dark"]')
DARK_BY_CHOICE = block(':root[data-theme="dark"]', "@media (prefers-reduced-motion")
LOOKS = {"light": LIGHT, "dark": {**LIGHT, **DARK_BY_SYSTEM}}

TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3", "link", "accent-text") for ground in GROUNDS],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-selected", "selected"),
    ("link", "selected-bg"),
    ("ink", "selected-bg"),
    ("ink-2", "selected-bg"),
    ("accent-text", "accent-bg"),
    ("on-hero", "hero"),
    ("zeferan-300", "hero"),
    ("bad", "page"),
    *[(state, f"{state}-bg") for state in STATES],
    *[(state, "surface") for state in STATES],
    *[(ink, f"{state}-bg") for ink in ("ink", "ink-2", "link") for state in STATES],
]
MARK_PAIRS = [
    *[(f"{state}-line", "surface") for state in STATES],
    *[("line-strong", ground) for ground in GROUNDS],
    *[(f"chart-{number}", "surface") for number in range(1, 7)],
    ("focus-ink", "page"),
    ("focus-ink", "focus-halo"),
    ("selected", "surface"),
    ("accent", "page"),
]


def colour(look: dict[str, str], name: str) -> str:
    value = look[f"--{name}"].strip()
    while found := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = look[found[1]].strip()
    return value


def luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal.lstrip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_dark_is_the_same_by_system_and_by_choice() -> None:
    assert DARK_BY_SYSTEM
    assert DARK_BY_SYSTEM == DARK_BY_CHOICE


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, 4.5), (MARK_PAIRS, 3.0)], ids=["text", "marks"])
def test_pairs_that_may_meet_have_contrast(look: str, pairs: list[tuple[str, str]], least: float) -> None:
    weak = {
        f"{ink} on {ground}": round(contrast(colour(LOOKS[look], ink), colour(LOOKS[look], ground)), 2)
        for ink, ground in pairs
        if contrast(colour(LOOKS[look], ink), colour(LOOKS[look], ground)) < least
    }
    assert weak == {}


def test_contrast_is_counted_as_wcag_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_style_sheet_names_only_tokens_that_exist() -> None:
    given = set(LIGHT) | set(re.findall(r"(--[\w-]+):", COMPONENTS))
    assert set(re.findall(r"var\((--[\w-]+)", COMPONENTS)) - given == set()


def test_braces_of_the_style_sheets_are_balanced() -> None:
    for sheet in (TOKENS, COMPONENTS):
        assert sheet.count("{") == sheet.count("}")


def test_look_that_is_only_dark_by_system_is_dark_by_choice_too() -> None:
    """Every rule in components.css for the system's dark has a twin for the reader's own choice."""
    by_system = re.findall(r':root:not\(\[data-theme="light"\]\) ([^{]+) \{([^}]+)\}', COMPONENTS)
    by_choice = re.findall(r':root\[data-theme="dark"\] ([^{]+) \{([^}]+)\}', COMPONENTS)
    assert by_system
    assert sorted(by_system) == sorted(by_choice)
