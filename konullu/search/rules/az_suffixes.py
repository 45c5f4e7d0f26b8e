"""Azerbaijani words without their endings, on folded text: "konullulerin", "konullulere", "konulluler" -> "konullu".

Folding makes the harmonies one (-lar and -lər; -ın, -in, -un, -ün are two), so a short list is enough. Only endings of
nouns are taken, from the outside in: question of place or case, whose it is, plural. Where two readings are possible
("Şirvanın" is of Şirvan, or of a "Şirva") both are given: a wrong one finds nothing, as nobody writes it. Measured on
tests/search/az_words.py; docs/benchmarks.md has the figures.
"""

from collections.abc import Iterator
from functools import lru_cache

LEAST = 3  # letters of a stem; two are enough before endings that are hardly ever part of a word
_VOWELS = frozenset("aeiou")
_HIGH = frozenset("iu")

# ending, what must stand before it: "v" a vowel, "c" a consonant, "h" i or u (whose it is), "" anything
_CASES = (
    ("ndaki", "h"), ("ndeki", "h"), ("ndan", "h"), ("nden", "h"), ("nda", "h"), ("nde", "h"), ("nin", "v"),
    ("nun", "v"), ("daki", ""), ("deki", ""), ("dan", ""), ("den", ""), ("dir", ""), ("dur", ""), ("yla", "v"),
    ("yle", "v"), ("da", ""), ("de", ""), ("la", ""), ("le", ""), ("na", "h"), ("ne", "h"), ("ni", "v"), ("nu", "v"),
    ("ya", "v"), ("ye", "v"), ("yi", "v"), ("yu", "v"), ("in", "c"), ("un", "c"),
    ("a", "c"), ("e", "c"), ("i", "c"), ("u", "c"),
)  # fmt: skip
_WHOSE = (("imiz", "c"), ("umuz", "c"), ("iniz", "c"), ("unuz", "c"), ("si", "v"), ("su", "v"),
          ("im", "c"), ("um", "c"), ("i", "c"), ("u", "c"))  # fmt: skip
_PLURAL = (("lar", ""), ("ler", ""))
_SHORT_STEM = frozenset(["da", "de", "dan", "den", "daki", "deki", "lar", "ler"])
_SURE = frozenset(
    ["ndaki", "ndeki", "ndan", "nden", "nda", "nde", "daki", "deki", "dan", "den", "yla", "yle", "la", "le"]
)
_SHORT_NOUNS = frozenset(["ev", "is", "su", "at", "it", "el"])
# Names and words that look like forms of others: Gəncə is not "to a young one", qanun (law) not "of blood".
_WHOLE = frozenset(
    [
        "gence",
        "baki",
        "seki",
        "susa",
        "quba",
        "qusar",
        "qax",
        "qazax",
        "tovuz",
        "oguz",
        "agdas",
        "agsu",
        "astara",
        "lerik",
        "masalli",
        "cebrayil",
        "fuzuli",
        "kelbecer",
        "lacin",
        "zengilan",
        "xocali",
        "xocavend",
        "terter",
        "berde",
        "yevlax",
        "goycay",
        "ucar",
        "kurdemir",
        "sabirabad",
        "saatli",
        "imisli",
        "beyleqan",
        "agcabedi",
        "goranboy",
        "samux",
        "samaxi",
        "ismayilli",
        "qebele",
        "zaqatala",
        "balaken",
        "siyezen",
        "xizi",
        "sabran",
        "xacmaz",
        "abseron",
        "salyan",
        "neftcala",
        "bilesuvar",
        "celilabad",
        "yardimli",
        "sirvan",
        "haciqabul",
        "culfa",
        "ordubad",
        "sahbuz",
        "babek",
        "serur",
        "sederek",
        "kengerli",
        "qanun",
    ]
)
# An uşaq is an uşağı, a çörək is a çörəyi: the last consonant is soft before a vowel.
_HARD = {"g": "q", "y": "k"}


@lru_cache(maxsize=100_000)
def az_stems(word: str) -> tuple[str, ...]:
    """The stems that a folded word may have, the word itself not among them, the shortest first."""
    if word in _WHOLE:
        return ()
    found: set[str] = set()
    for one in (word, *_without(word, _CASES)):
        for two in (one, *_without(one, _WHOSE)):
            found.update((two, *_without(two, _PLURAL)))
    if whole := found & _WHOLE:
        return tuple(whole)
    found -= {word, *(stem + plural for stem in found for plural, _ in _PLURAL)}  # halfway forms tell nothing new
    return tuple(sorted(found, key=lambda stem: (len(stem), stem)))


def _without(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    is_sure = False
    for ending, before in endings:
        if not word.endswith(ending) or (is_sure and len(ending) == 1):
            continue
        stem = word[: -len(ending)]
        least = 2 if ending in _SHORT_STEM or stem in _SHORT_NOUNS else LEAST
        if len(stem) < least or not _fits(stem[-1], before):
            continue
        is_sure = is_sure or (ending in _SURE and (ending[-2] != "l" or stem[-1] not in _VOWELS))
        yield stem
        if ending[0] in _VOWELS and stem[-1] in _HARD and len(stem) > LEAST:
            yield stem[:-1] + _HARD[stem[-1]]


def _fits(letter: str, before: str) -> bool:
    if before == "v":
        return letter in _VOWELS
    if before == "c":
        return letter not in _VOWELS
    return letter in _HIGH if before == "h" else True
