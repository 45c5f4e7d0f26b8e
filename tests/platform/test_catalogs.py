"""Translations are compiled when their text is newer, whole or not at all."""

import gettext

import pytest

from konullu.platform import catalogs

TEXT = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Sign in"
msgstr "Войти"

#, fuzzy
msgid "Sign out"
msgstr "Войти вон"

msgid "%(count)s hour"
msgid_plural "%(count)s hours"
msgstr[0] "%(count)s час"
msgstr[1] "%(count)s часа"
msgstr[2] "%(count)s часов"

msgctxt "organisation"
msgid "Leave"
msgstr "Покинуть"
"""


@pytest.fixture
def source(tmp_path, monkeypatch):
    path = tmp_path / "some" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    monkeypatch.setattr(catalogs, "PACKAGE", tmp_path)
    return path


def compiled(source):
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_text_is_compiled_with_plurals_and_contexts(source):
    assert catalogs.compile_all() == [source]
    words = compiled(source)
    assert words.gettext("Sign in") == "Войти"
    assert [words.ngettext("%(count)s hour", "%(count)s hours", n) for n in (1, 3, 5, 21)] == [
        "%(count)s час", "%(count)s часа", "%(count)s часов", "%(count)s час",
    ]  # fmt: skip
    assert words.pgettext("organisation", "Leave") == "Покинуть"


def test_guess_is_left_in_english(source):
    catalogs.compile_all()
    assert compiled(source).gettext("Sign out") == "Sign out"


def test_second_time_there_is_nothing_to_do(source):
    catalogs.compile_all()
    assert catalogs.compile_all() == []


def test_changed_text_is_compiled_again(source):
    catalogs.compile_all()
    source.write_text(TEXT.replace("Войти", "Вход"))
    assert catalogs.compile_all() == [source]
    assert compiled(source).gettext("Sign in") == "Вход"


def test_broken_text_is_named_and_the_old_words_stay(source):
    catalogs.compile_all()
    source.write_text(TEXT + "\n<<<<<<< a merge that went wrong\n")
    with pytest.raises(catalogs.BrokenCatalog, match=r"django\.po"):
        catalogs.compile_all()
    assert compiled(source).gettext("Sign in") == "Войти"
    assert [path.name for path in source.parent.iterdir() if path.name.startswith(".")] == []
