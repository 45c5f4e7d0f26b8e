"""The words that generated opportunities are written in: real ones of five languages, in a Zipf order of their own."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Any

LANGUAGES = ("az", "ru", "en", "kk", "uz")
ROOT = Path(__file__).resolve().parent.parent
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = {
    "az": ("", "lar", "ların", "da", "dan", "ı", "lara", "larla", "da olan", "çı", "sız", "lıq"),
    "uz": ("", "lar", "ning", "da", "dan", "ni", "larga"),
    "kk": ("", "лар", "дың", "да", "дан", "ды", "ларға"),
    "ru": ("", "ов", "ам", "ами", "ах", "ом", "ный", "ная"),
    "en": ("", "s", "ing", "ed", "er", "ers", "ness"),
}


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language with the running sum of their Zipf weights."""

    words: list[str]
    weights: list[float]


def place_data(name: str) -> list[dict[str, Any]]:
    found = json.loads(resources.files("konullu.places").joinpath("data", name).read_text(encoding="utf-8"))
    return found if isinstance(found, list) else next(value for value in found.values() if isinstance(value, list))


def vocabularies(rng: random.Random) -> dict[str, Vocabulary]:
    texts = dict.fromkeys(LANGUAGES, "")
    for scheme in ("cause", "skill", "accessibility", "requirement"):
        for labels in _labels(scheme):
            for language in LANGUAGES:
                texts[language] += " " + labels.get(language, "")
    for language in ("az", "ru"):
        for path in sorted(ROOT.glob(f"konullu/**/locale/{language}/LC_MESSAGES/django.po")):
            texts[language] += " ".join(re.findall(r'msgstr(?:\[\d\])? "(.+)"', path.read_text(encoding="utf-8")))
    texts["en"] += " ".join(
        re.findall(r'msgid "(.+)"', "".join(p.read_text() for p in ROOT.glob("konullu/**/az/**/*.po")))
    )
    for row in (*place_data("regions.json"), *place_data("cities.json")):
        for language in LANGUAGES:
            texts[language] += " " + row["names"].get(language, "")
    # Of these two we have few words of their own: neighbours' words with their endings make up the long tail.
    texts["kk"] += texts["ru"]
    texts["uz"] += texts["az"]
    return {language: _vocabulary(texts[language], language, rng) for language in LANGUAGES}


def _labels(scheme: str) -> Iterator[dict[str, str]]:
    from konullu.opportunities.rules import taxonomy

    return (concept.labels for concept in taxonomy.concepts(scheme).values())


def _vocabulary(text: str, language: str, rng: random.Random) -> Vocabulary:
    bases = list(dict.fromkeys(word.lower() for word in _LETTERS.findall(text)))
    rng.shuffle(bases)
    forms = list(dict.fromkeys(base + ending for ending in _ENDINGS[language] for base in bases))
    return Vocabulary(forms, list(accumulate(1 / (rank + 2.7) for rank in range(len(forms)))))
