"""Every letter of the house, in three languages: nothing missing, nothing left in English, short enough for an SMS."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines

import konullu
from konullu.messaging.kinds import BY_CODE
from konullu.messaging.previews import preview
from konullu.messaging.registry import letter, letters
from konullu.platform.letters import Letter, render

PACKAGE = Path(konullu.__file__).parent
LANGUAGES = ["az", "en", "ru"]
MISSING = "MISSING-%s-MISSING"
SMS_PARTS_AT_MOST = 4


def named() -> list[str]:
    return [each.template for each in letters()]


@pytest.fixture
def strict() -> Iterator[None]:
    """A variable that the context does not have becomes a cry."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, MISSING
    yield
    engine.string_if_invalid = before


def test_every_template_of_a_letter_is_registered() -> None:
    """Codes and notices of accounts go out below messaging; they have tests of their own."""
    files = {
        path.relative_to(path.parents[2]).as_posix().split(".")[0]
        for path in PACKAGE.glob("*/templates/*/letters/*.txt")
        if path.parents[2].parent.name != "messaging"
    }
    below = {
        f"accounts/letters/{name}"
        for name in ("code", "new_device", "contact_changed", "factors_removed", "name_change_decided")
    }
    assert files - below - set(named()) == set()
    assert set(named()) - files == set()


@pytest.mark.parametrize("template", named())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_all_its_words(strict: None, template: str, language: str) -> None:
    words = preview(letter(template), language)
    for form in (words.subject, words.text, words.mail, words.html, words.sms):
        assert "MISSING-" not in form
        assert form.strip()
    assert "None" not in words.text
    assert len(words.subject) <= 120
    assert not re.search(r"[!]|uğurla|Zəhmət olmasa|successfully|please|пожалуйста|успешно", words.subject + words.text)
    assert words.sms_cost.parts <= SMS_PARTS_AT_MOST, words.sms


@pytest.mark.parametrize("template", named())
@pytest.mark.parametrize("language", ["az", "ru"])
def test_no_sentence_of_a_letter_is_left_in_english(template: str, language: str) -> None:
    english, other = preview(letter(template), "en"), preview(letter(template), language)
    given = " ".join(str(value) for value in letter(template).example.values())
    same = [line for line in sentences(english.mail) if line in sentences(other.mail) and line not in given]
    assert same == []
    assert english.subject != other.subject


def sentences(text: str) -> list[str]:
    """The lines that are words: no addresses, no bare names."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", line) and "://" not in line]


def test_a_letter_that_misses_a_variable_is_caught(strict: None) -> None:
    whole = letter("organisations/letters/role_changed")
    example = {key: value for key, value in whole.example.items() if key != "organisation"}
    poor = Letter(template=whole.template, kind=whole.kind, about=whole.about, example=example)
    assert "MISSING-organisation-MISSING" in preview(poor, "az").subject


def test_kinds_are_known_and_have_words() -> None:
    for each in letters():
        assert each.kind in BY_CODE
        assert str(each.about).strip()


def test_moments_are_told_in_the_readers_own_time_zone() -> None:
    """A letter is rendered for one reader: the same moment reads differently in Baku and in Almaty."""
    example = dict(letter("accounts/letters/export_ready").example)
    texts = {
        zone: render(
            template="accounts/letters/export_ready", context={"site": "", **example}, language="en", time_zone=zone
        ).text
        for zone in ("Asia/Baku", "Pacific/Kiritimati")
    }
    assert texts["Asia/Baku"] != texts["Pacific/Kiritimati"]
