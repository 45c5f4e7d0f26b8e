"""Texts of consents: complete, and never changed once they were published."""

import pytest

from konullu.accounts.rules import purposes
from konullu.accounts.rules.purposes import LANGUAGES, PARTS, Purpose


def hashes_now() -> dict[str, str]:
    return {
        f"{purpose.code}/{purpose.version}/{language}": purpose.text_hash(language)
        for purpose in purposes.all_versions().values()
        for language in LANGUAGES
    }


def test_no_published_text_was_changed() -> None:
    assert hashes_now() == purposes.published_hashes(), (
        "A text that people may have consented to was changed. Write a new version; for a new one add its line to "
        "data/purposes.sha256."
    )


def test_changing_one_letter_changes_the_hash() -> None:
    account = purposes.current()["account"]
    changed = {part: account.texts["az"][part] for part in PARTS} | {"data": account.texts["az"]["data"] + "."}
    other = Purpose(
        code="account", version=1, oldest_good=1, minors=True, days=0, texts={**account.texts, "az": changed}
    )
    assert other.text_hash("az") != purposes.published_hashes()["account/1/az"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_purpose_says_all_items_in_every_language(language: str) -> None:
    for purpose in purposes.all_versions().values():
        assert all(purpose.texts[language][part].strip() for part in PARTS)


def test_current_is_the_newest_version() -> None:
    for code, purpose in purposes.current().items():
        assert purpose.version == max(version for its_code, version in purposes.all_versions() if its_code == code)
        assert 1 <= purpose.oldest_good <= purpose.version


def test_minors_are_never_asked_to_be_public() -> None:
    assert [code for code, purpose in purposes.current().items() if not purpose.minors] == ["public_profile"]
