"""The purposes that a person can consent to, read from data/purposes.toml, and what their texts weigh."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

PARTS = ("title", "purpose", "data", "operations", "validity", "withdrawal", "retention")
LANGUAGES = ("az", "en", "ru")


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One version of one purpose. texts: language -> the parts of the text, as they are shown and stored."""

    code: str
    version: int
    oldest_good: int  # consents to versions from this one on still count
    minors: bool  # may it be asked of people under 18?
    days: int  # valid for so many days; 0: until withdrawn
    texts: Mapping[str, Mapping[str, str]]

    def language(self, wanted: str) -> str:
        """The language in which the text exists for a reader: the wanted one, else Azerbaijani."""
        return wanted if wanted in self.texts else "az"

    def text_hash(self, language: str) -> str:
        """SHA-256 of the text in one language: what was shown can be proved later."""
        canonical = json.dumps([self.texts[language][part] for part in PARTS], ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def valid_until(self, now: datetime) -> datetime | None:
        return now + timedelta(days=self.days) if self.days else None


@cache
def all_versions() -> dict[tuple[str, int], Purpose]:
    """Every purpose in every version that was ever published, by code and number."""
    found = {}
    for block in tomllib.loads(_read("purposes.toml"))["purpose"]:
        purpose = Purpose(
            code=block["code"],
            version=block["version"],
            oldest_good=block["oldest_good"],
            minors=block["minors"],
            days=block["days"],
            texts={language: {part: block[language][part] for part in PARTS} for language in LANGUAGES},
        )
        found[purpose.code, purpose.version] = purpose
    return found


@cache
def current() -> dict[str, Purpose]:
    """The newest version of each purpose, by code, in the order of the file."""
    newest: dict[str, Purpose] = {}
    for (code, version), purpose in all_versions().items():
        if code not in newest or version > newest[code].version:
            newest[code] = purpose
    return newest


def good(code: str, version: int) -> Purpose | None:
    """A version that somebody has read, while consents to it still count; else None."""
    newest, read = current().get(code), all_versions().get((code, version))
    return read if newest is not None and read is not None and read.version >= newest.oldest_good else None


def published_hashes() -> dict[str, str]:
    """What was written down when a text was published: "code/version/language" -> SHA-256."""
    lines = (line.split() for line in _read("purposes.sha256").splitlines() if line.strip())
    return {name: digest for digest, name in lines}


def _read(name: str) -> str:
    return resources.files("konullu.accounts").joinpath("data", name).read_text(encoding="utf-8")
