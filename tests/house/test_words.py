"""Every sentence of the product stands in Azerbaijani and Russian, once, and well formed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.house.tree import ROOT, refuse
from tools.messages import LANGUAGES, PLURAL_FORMS, apps, catalog_path, main, messages_in_python, missing

# Placeholders must survive translation, or the page fails where nobody looks.
PLACEHOLDER = r"%\([a-zA-Z_]\w*\)[sd]|%[sd]|\{[a-zA-Z_]*\}"


def sins_of_coverage(root: Path) -> Iterator[str]:
    for app in apps(root):
        for language in LANGUAGES:
            for message, places in missing(app, language, root).items():
                yield f"{language} {sorted(places)[0]}: {message.text}"


def sins_of_catalogs(root: Path) -> Iterator[str]:
    """Form of each catalog, and one translation for one msgid over all of them."""
    said: dict[tuple[str, str, str | None], dict[str, str]] = defaultdict(dict)
    for app in apps(root):
        for language in LANGUAGES:
            path = catalog_path(app, language)
            if not path.exists():
                continue
            catalog = polib.pofile(str(path))
            name = path.relative_to(root).as_posix()
            yield from sins_of_catalog(name, catalog, language)
            for entry in catalog:
                text = entry.msgstr or "|".join(entry.msgstr_plural.values())
                said[(language, entry.msgid, entry.msgctxt)].setdefault(text, name)
    for (language, msgid, _), texts in said.items():
        if len(texts) > 1:
            yield f"{language} {msgid!r} is said in {len(texts)} ways: {sorted(texts.values())}"


def sins_of_catalog(name: str, catalog: polib.POFile, language: str) -> Iterator[str]:
    if "".join(catalog.metadata.get("Plural-Forms", "").split()) != "".join(PLURAL_FORMS[language].split()):
        yield f"{name}: Plural-Forms are not those of {language}"
    for entry in catalog:
        if entry.fuzzy:
            yield f"{name}: {entry.msgid!r} is fuzzy"
        texts: Iterable[str] = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        wanted = set(re.findall(PLACEHOLDER, entry.msgid)) | set(re.findall(PLACEHOLDER, entry.msgid_plural or ""))
        for text in filter(None, texts):
            found = set(re.findall(PLACEHOLDER, text))
            if not found <= wanted or (not entry.msgid_plural and found != wanted):
                yield f"{name}: {entry.msgid!r} loses or invents a placeholder"
            if entry.msgid.endswith("\n") != text.endswith("\n"):
                yield f"{name}: {entry.msgid!r} ends otherwise than its translation"


def test_everything_is_translated() -> None:
    refuse(sins_of_coverage(ROOT))


def test_catalogs_are_well_formed_and_agree() -> None:
    refuse(sins_of_catalogs(ROOT))


def test_the_languages_of_the_tools_are_those_of_the_product() -> None:
    assert {code for code, _ in settings.LANGUAGES} - {"en"} == set(LANGUAGES)


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    app = tmp_path / "konullu/shifts"
    (app / "templates/shifts").mkdir(parents=True)
    (app / "apps.py").touch()
    (app / "rules.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext as count\n"
        'FULL = _("The shift is " "full")\nPLACES = count("%(n)s place", "%(n)s places", 2)\n'
    )
    (app / "templates/shifts/shift.html").write_text(
        '{% load i18n %}<a title="{% translate "Withdraw" context "shift" %}">\n'
        "{% blocktranslate trimmed with name=person.name %}\n  Hello,\n  {{ name }}\n{% endblocktranslate %}\n"
        '{{ title|default:_("Untitled") }}'
    )
    return tmp_path


def write_catalog(root: Path, language: str, body: str, forms: str | None = None) -> None:
    path = root / f"konullu/shifts/locale/{language}/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = f'msgid ""\nmsgstr "Plural-Forms: {forms or PLURAL_FORMS[language]}\\n"\n\n'
    path.write_text(header + body, encoding="utf-8")


def test_words_without_translation_are_caught_in_python_and_in_templates(planted: Path) -> None:
    write_catalog(planted, "ru", 'msgid "The shift is full"\nmsgstr "Смена заполнена"\n')
    found = {sin.split(": ", 1)[1] for sin in sins_of_coverage(planted) if sin.startswith("ru")}
    assert found == {"%(n)s place", "Withdraw", "Hello, %(name)s", "Untitled"}
    assert sum(sin.startswith("az") for sin in sins_of_coverage(planted)) == 5


def test_half_a_plural_and_a_fuzzy_entry_count_as_untranslated(planted: Path) -> None:
    write_catalog(
        planted,
        "ru",
        'msgid "%(n)s place"\nmsgid_plural "%(n)s places"\nmsgstr[0] "%(n)s место"\nmsgstr[1] ""\nmsgstr[2] ""\n\n'
        '#, fuzzy\nmsgid "The shift is full"\nmsgstr "Смена"\n',
    )
    found = {sin.split(": ", 1)[1] for sin in sins_of_coverage(planted) if sin.startswith("ru")}
    assert {"%(n)s place", "The shift is full"} <= found


@pytest.mark.parametrize(
    ("body", "forms", "sin"),
    [
        ("", "nplurals=1; plural=0;", "Plural-Forms are not those of az"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', None, "'a' is fuzzy"),
        ('msgid "a %(n)s"\nmsgstr "b"\n', None, "'a %(n)s' loses or invents a placeholder"),
        ('msgid "a {name}"\nmsgstr "b {nam}"\n', None, "'a {name}' loses or invents a placeholder"),
    ],
)
def test_a_malformed_catalog_is_caught(planted: Path, body: str, forms: str | None, sin: str) -> None:
    write_catalog(planted, "az", body, forms)
    assert [each.split("django.po: ")[1] for each in sins_of_catalogs(planted)] == [sin]


def test_two_translations_of_one_sentence_are_caught(planted: Path) -> None:
    write_catalog(planted, "az", 'msgid "Save"\nmsgstr "Saxla"\n')
    other = planted / "konullu/places"
    other.mkdir()
    (other / "apps.py").touch()
    path = catalog_path(other, "az")
    path.parent.mkdir(parents=True)
    path.write_text(
        (planted / "konullu/shifts/locale/az/LC_MESSAGES/django.po").read_text().replace("Saxla", "Yadda saxla")
    )
    assert [sin.split(": ")[0] for sin in sins_of_catalogs(planted)] == ["az 'Save' is said in 2 ways"]


def test_a_sentence_that_nobody_could_translate_is_an_error() -> None:
    source = 'from django.utils.translation import gettext as _\n_(f"{name} is full")\n'
    with pytest.raises(ValueError, match="plain strings"):
        list(messages_in_python(source, "rules.py"))


def test_the_tool_writes_what_is_missing(planted: Path) -> None:
    assert main([str(planted / "konullu/shifts"), "--write"], planted) == 1
    written = polib.pofile(str(catalog_path(planted / "konullu/shifts", "ru")))
    assert {entry.msgid for entry in written} == {
        "The shift is full",
        "%(n)s place",
        "Withdraw",
        "Hello, %(name)s",
        "Untitled",
    }
