"""Templates obey the content policy, speak every alphabet, and decide nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, refuse

UNESCAPED = r"\|\s*safe\b|autoescape\s+off"
# What a template may not contain, and what to do instead. Letters are exempt from the style rule: mail has no policy.
REFUSED_IN_TEMPLATES = {
    r"<[^>]*\sstyle\s*=": "a style attribute; make it a class",
    r"<style\b": "a style element; it belongs in a style sheet",
    r"<script(?![^>]*\bsrc\s*=)[^>]*>": "an inline script; make it a module",
    r"<[^>]*\son[a-z]+\s*=": "an inline handler; make it a module",
    r"hx-on": "hx-on; make it a module",
    r"[\"'\s]js:": "a js: value; htmx would evaluate it",
    r"javascript:": "a javascript: address",
    r"\|\s*(?:upper|lower|title|capfirst)\b": "a casing filter; it breaks İ and ı, write the text as it should look",
    UNESCAPED: "unescaped output",
    r"\.is_(?:staff|superuser|operator)\b": "a permission; ask the rule in the query and pass the answer",
    r"\.objects\b": "a query",
    r"content\s*=\s*[\"']no-referrer[\"']": "no-referrer; the browser then sends no origin and every form is refused",
}
REFUSED_IN_CSS = {r"text-transform\s*:": "text-transform; it breaks İ and ı, write the text as it should look"}
LETTERS = "/letters/"
MAY_IN_LETTERS = {r"<[^>]*\sstyle\s*=", r"<style\b"}
# The frame of a letter holds words that were rendered, and escaped, when the letter was written.
MAY_BE_UNESCAPED = {"konullu/messaging/templates/messaging/letters/frame.html"}


def sins_of_templates(root: Path) -> Iterator[str]:
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if not name.startswith("konullu/"):
            continue
        if "templates" in path.parts and path.suffix in {".html", ".txt", ".svg"}:
            allowed = set(MAY_IN_LETTERS) if LETTERS in name else set()
            if name in MAY_BE_UNESCAPED or path.suffix == ".txt":  # plain text has nothing to escape
                allowed.add(UNESCAPED)
            rules = {pattern: why for pattern, why in REFUSED_IN_TEMPLATES.items() if pattern not in allowed}
            yield from sins_in(name, without_comments(path.read_text(encoding="utf-8")), rules)
        elif path.suffix == ".css":
            yield from sins_in(
                name, re.sub(r"/\*.*?\*/", keep_lines, path.read_text(), flags=re.DOTALL), REFUSED_IN_CSS
            )


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment .*?\{% endcomment %\}", keep_lines, text, flags=re.DOTALL)


def keep_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def sins_in(name: str, text: str, rules: dict[str, str]) -> Iterator[str]:
    for pattern, why in rules.items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {why}"


def test_templates_are_clean() -> None:
    refuse(sins_of_templates(ROOT))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<p class="x" style="--v: 3">', "a style attribute; make it a class"),
        ("<style>p {}</style>", "a style element; it belongs in a style sheet"),
        ("<script>alert(1)</script>", "an inline script; make it a module"),
        ('<script type="module">x()</script>', "an inline script; make it a module"),
        ('<a href="#" onclick="x()">', "an inline handler; make it a module"),
        ('<p hx-on:click="x()">', "hx-on; make it a module"),
        ("<p hx-vals='js:{a: 1}'>", "a js: value; htmx would evaluate it"),
        ('<a href="javascript:x()">', "a javascript: address"),
        ("{{ person.name|upper }}", "a casing filter; it breaks İ and ı, write the text as it should look"),
        ("{{ person.name|safe }}", "unescaped output"),
        ("{% if user.is_operator %}", "a permission; ask the rule in the query and pass the answer"),
        ("{% for p in Person.objects.all %}", "a query"),
        (
            '<meta name="referrer" content="no-referrer">',
            "no-referrer; the browser then sends no origin and every form is refused",
        ),
    ],
)
def test_planted_sin_is_caught(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "konullu/web/office/templates/office/team.html"
    path.parent.mkdir(parents=True)
    path.write_text(f"<p>\n{text}\n")
    assert list(sins_of_templates(tmp_path)) == [f"konullu/web/office/templates/office/team.html:2: {why}"]


def test_planted_text_transform_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "konullu/web/ui/static/ui/page.css"
    path.parent.mkdir(parents=True)
    path.write_text("/* never text-transform: none */\n.tag { text-transform: uppercase }\n")
    assert [sin.split(": ")[0] for sin in sins_of_templates(tmp_path)] == ["konullu/web/ui/static/ui/page.css:2"]


def test_letters_may_carry_style_but_no_script(tmp_path: Path) -> None:
    path = tmp_path / "konullu/accounts/templates/accounts/letters/welcome.html"
    path.parent.mkdir(parents=True)
    path.write_text('<p style="color: red">\n<script>x()</script>\n')
    assert [sin.rsplit("html:", 1)[1] for sin in sins_of_templates(tmp_path)] == [
        "2: an inline script; make it a module"
    ]
