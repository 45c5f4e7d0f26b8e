"""What is sent once and kept: sizes over the wire, licences beside what is not ours, no eval."""

import hashlib
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

STATIC = Path(settings.PACKAGE) / "web/ui/static/ui"
DOCS = Path(__file__).parents[3] / "docs/ui.md"
HTMX = STATIC / "vendor/htmx-4.0.1.min.js"


def packed(*paths: Path) -> int:
    return sum(len(brotli.compress(path.read_bytes(), quality=11)) for path in paths)


def test_styles_and_scripts_are_light() -> None:
    assert packed(STATIC / "tokens.css", STATIC / "components.css") < 18_000
    assert packed(HTMX, STATIC / "ui.js") < 16_000
    assert packed(STATIC / "icons.svg") < 4_000


def test_fonts_of_a_page_are_light_and_carry_their_licence() -> None:
    latin = sorted(STATIC.glob("fonts/*-latin-*.woff2"))
    assert len(latin) == 2
    assert sum(path.stat().st_size for path in latin) < 25_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts/OFL.txt").read_text(encoding="utf-8").upper()


def test_htmx_is_the_one_that_was_vendored() -> None:
    assert 'this.version="4.0.1"' in HTMX.read_text(encoding="utf-8").replace("'", '"')
    assert hashlib.sha256(HTMX.read_bytes()).hexdigest() in DOCS.read_text(encoding="utf-8")
    assert "Zero-Clause BSD" in (HTMX.parent / "htmx-LICENSE.txt").read_text(encoding="utf-8")


def test_our_own_scripts_evaluate_nothing() -> None:
    scripts = [path for path in Path(settings.PACKAGE).rglob("static/**/*.js") if "vendor" not in path.parts]
    assert scripts
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\.|setAttribute\(.style", text), path


@pytest.mark.parametrize("name", ["tokens.css", "components.css"])
def test_style_sheets_ask_no_foreign_host(name: str) -> None:
    addresses = re.findall(r"url\(([^)]*)\)", (STATIC / name).read_text(encoding="utf-8"))
    assert all(address.strip("\"'").startswith("fonts/") for address in addresses)


def test_every_font_file_that_is_named_is_there() -> None:
    for name in re.findall(r'url\("([^"]+)"\)', (STATIC / "tokens.css").read_text(encoding="utf-8")):
        assert (STATIC / name).is_file()
