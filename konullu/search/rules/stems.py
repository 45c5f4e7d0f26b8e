"""From words as people write them to what the index compares: folded words and their stems.

Latin words get the Azerbaijani stems and, where the text is English, the English one; Cyrillic words the Russian one
(Snowball), which needs й and ё and therefore comes before folding. A query says no language, so its words get all that
their script allows: a wrong stem finds nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

import snowballstemmer

from konullu.platform.text import az_lower, fold
from konullu.search.rules.az_suffixes import az_stems

LONGEST = 40  # characters of a word that count
MOST_WORDS = 12  # of a query
_WORD = re.compile(r"[^\W_]+(?:['ʻʼ‘’`ʹ′´][^\W_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Said so often that they tell nothing apart.
_STOP = frozenset(
    [
        "ve",
        "ile",
        "ucun",
        "bu",
        "o",
        "da",
        "de",
        "ki",
        "bir",
        "her",
        "ya",
        "ne",
        "and",
        "the",
        "of",
        "to",
        "in",
        "for",
        "a",
        "an",
        "on",
        "at",
        "with",
        "or",
        "и",
        "в",
        "на",
        "с",
        "по",
        "для",
        "о",
        "к",
        "из",
        "у",
        "не",
        "от",
        "den",
        "dan",
        "olan",
        "kimi",
        "hem",
    ]
)
_russian = snowballstemmer.stemmer("russian")
_english = snowballstemmer.stemmer("english")


def words_of(text: str) -> list[str]:
    """The words of a text in their order, in small letters, marks kept; parts of hyphenated words apart."""
    return [word[:LONGEST] for word in _WORD.findall(az_lower(text))]


@lru_cache(maxsize=200_000)
def terms(word: str, language: str = "") -> tuple[str, ...]:
    """What stands in the index for one word (in small letters): folded, then its stems. language "": any."""
    folded = fold(word)[:LONGEST]
    if not folded or folded in _STOP:
        return ()
    found = [folded]
    if _CYRILLIC.search(word):
        found.append(fold(_russian.stemWord(word)))
    else:
        if language != "en":
            found += az_stems(folded)
        if language in ("en", ""):
            found.append(_english.stemWord(folded))
    return tuple(dict.fromkeys(stem for stem in found if stem))


def index_terms(text: str, language: str) -> list[tuple[str, ...]]:
    """The terms of each word of a text, in order; words without any (stop words) are left out."""
    return [found for word in words_of(text) if (found := terms(word, language))]


@lru_cache(maxsize=50_000)
def name_terms(name: str, language: str) -> tuple[str, ...]:
    """All terms of a name or a label, which come again and again."""
    return tuple(dict.fromkeys(term for found in index_terms(name, language) for term in found))


def query_words(text: str) -> list[str]:
    """The words of a query that count, each once, in order."""
    return [word for word in dict.fromkeys(words_of(text)) if terms(word)][:MOST_WORDS]


def tsquery(words: Iterable[str]) -> str:
    """The words as a tsquery of PostgreSQL: all of them, each in any of its forms, the last one unfinished."""
    listed = list(words)
    return " & ".join(_either(word, is_last=number == len(listed) - 1) for number, word in enumerate(listed))


def any_form(word: str) -> str:
    """A whole word as a tsquery: any of its forms."""
    return _either(word, is_last=False)


def _either(word: str, *, is_last: bool) -> str:
    found = terms(word)
    parts = [_quoted(stem) for stem in found]
    if is_last and len(found[0]) >= 2:
        parts[0] += ":*"
    return f"({' | '.join(parts)})" if len(parts) > 1 else parts[0]


@lru_cache(maxsize=200_000)
def _quoted(lexeme: str) -> str:
    """In quotes where anything in it could be an operator."""
    if lexeme.isalnum():
        return lexeme
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def tsvector(title: Iterable[tuple[str, ...]], rest: Iterable[tuple[str, ...]]) -> str:
    """A tsvector of PostgreSQL: the terms of the title with their positions and the highest weight, the rest bare."""
    places: dict[str, str] = {}
    for position, found in enumerate(title, start=1):
        for term in found:
            places.setdefault(term, f":{position}A")  # the first place is enough
    bare = dict.fromkeys(chain.from_iterable(rest))
    for term in places:
        bare.pop(term, None)
    return " ".join([*(_quoted(term) + at for term, at in places.items()), *map(_quoted, bare)])
