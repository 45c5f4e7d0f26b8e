"""The letters of the languages of Könüllü: case pairs, what search folds together, the order of the alphabets.

The tables are our own and closed: letters of Latin, Greek, Cyrillic and Armenian script that Unicode has had for long.
So an answer depends neither on a locale nor on the Unicode version of Python or PostgreSQL, and an index outlives an
upgrade of either. The same tables stand, written out, in platform/migrations/0002_text_functions.sql
(made by tools/build_text_functions.py); a test compares the two letter by letter.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import chain
from string import ascii_lowercase, ascii_uppercase

# Latin-1 to Latin Extended-B with IPA (ə lives there), Greek, Cyrillic, Armenian, more Latin and Greek, full width.
_BLOCKS = ((0xC0, 0x2AF), (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x587), (0x1E00, 0x1FFF), (0xFF10, 0xFF5A))
LETTERS = [c for c in map(chr, chain(*(range(a, b + 1) for a, b in _BLOCKS))) if unicodedata.category(c)[0] in "LN"]
# Partners outside are left out: Unicode still gives capitals to IPA letters now and then.
_CASED = dict.fromkeys([*ascii_lowercase, *ascii_uppercase, *LETTERS])

MARKS = "".join(map(chr, range(0x300, 0x370)))  # a decomposed "ö" is "o" and one of these
INVISIBLE = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
APOSTROPHES = "'`´ʹʻʼʽʾʿˈˊˋ‘’‛′＇"  # oʻ is also written o', o‘, o’, o`
SPACES = "\t\n\v\f\r\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"

EXPANSIONS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}  # in search, one letter that people type as two
# What Unicode does not decompose, and what people without that key type instead.
_TYPED_AS = {
    "ə": "e",
    "ǝ": "e",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
    "ĸ": "k",
    "ә": "а",
    "ғ": "г",
    "қ": "к",
    "ҝ": "к",
    "ң": "н",
    "ҥ": "н",
    "ө": "о",
    "ү": "у",
    "ұ": "у",
    "һ": "х",
    "ҳ": "х",
    "ҷ": "ч",
    "ҹ": "ч",
    "і": "и",
    "ј": "и",
    "ґ": "г",
    "є": "е",
    "ς": "σ",
}
# Sorting puts these with one letter.
_SORTED_WITH = {"ß": "s", "æ": "a", "œ": "o", "þ": "t", "ĳ": "i", "ŀ": "l", "ŉ": "n"}

_LATIN = "abcdeəfghıijklmnopqrstuvwxyz"
_CYRILLIC = "аәбвгґғдеєёжзиійјкқҝлмнңоөпрстуўүұфхҳһцчҹҷшщъыьэюя"


@dataclass(frozen=True)
class Order:
    """How one language sorts. Letters of other languages stand beside the letter they look like."""

    letters: tuple[str, ...]  # all letters in order, the language's own script first
    digraphs: tuple[str, ...] = ()  # those of the letters that are written with two characters
    same: tuple[tuple[str, str], ...] = ()  # letters that dictionaries file under another one
    dotless: bool = False  # capital I is ı, as in Azerbaijani


ORDERS = {
    # Law on the restoration of the Azerbaijani alphabet of Latin script (25 December 1991); w after v.
    "az": Order(tuple("abcçdeəfgğhxıijkqlmnoöprsştuüvwyz" + _CYRILLIC), dotless=True),
    "en": Order(tuple(_LATIN + _CYRILLIC)),
    # Dictionaries file ё under е, and so does CLDR.
    "ru": Order(tuple(_CYRILLIC.replace("ё", "") + _LATIN), same=(("ё", "е"),)),
    "kk": Order(tuple("аәбвгғґдеєёжзийкқҝлмнңоөпрстуўұүфхҳһцчҹҷшщъыіјьэюя" + _LATIN)),
    "ky": Order(tuple("абвгґғдеєәёжзиійјкқҝлмнңоөпрстуўүұфхҳһцчҹҷшщъыьэюя" + _LATIN)),
    # Law on the Uzbek alphabet of Latin script (2 September 1993, as of 1995): after z come oʻ gʻ sh ch ng.
    # The Cyrillic one ends with ў қ ғ ҳ.
    "uz": Order(
        (*_LATIN, "oʻ", "gʻ", "sh", "ch", "ng", *"абвгґдеәєёжзиійјкҝлмнңоөпрстуүұфхһцчҹҷшщъыьэюяўқғҳ"),
        digraphs=("oʻ", "gʻ", "sh", "ch", "ng"),
    ),
}
_FIRST_KEY = 0x100  # the sort key of the first letter; digits stay themselves, below
_PUNCTUATION = '_-‐‑‒–—,;:!?.…·/\\|()[]{}«»“”„"#%&@*+<=>^~$§№'
_FIRST_TOKEN = 0xE000  # stands for a digraph between two steps


@cache
def upper_pairs(*, dotted: bool) -> dict[str, str]:
    """Small to capital letter, one to one. Dotted: i becomes İ, ı becomes I, as in Azerbaijani."""
    pairs = {c: c.upper() for c in _CASED if c.upper() in _CASED and c.upper() != c}
    return pairs | ({"i": "İ", "ı": "I"} if dotted else {})


@cache
def lower_pairs(*, dotless: bool) -> dict[str, str]:
    """Capital to small letter, one to one. Dotless: I becomes ı, İ becomes i, as in Azerbaijani."""
    pairs = {c: c.lower() for c in _CASED if c.lower() in _CASED and c.lower() != c}
    return pairs | {"İ": "i"} | ({"I": "ı"} if dotless else {})


@cache
def fold_table() -> dict[str, str]:
    """Every character that search sees as something else: "" for nothing, EXPANSIONS not yet applied."""
    table = {c: c.lower() for c in ascii_uppercase}
    table |= {c: folded for c in LETTERS if (folded := _folded(c)) != c}
    table |= dict.fromkeys(SPACES, " ") | dict.fromkeys(MARKS + INVISIBLE + APOSTROPHES, "")
    return table


@cache
def sort_table(language: str) -> dict[str, str]:
    """Character to sort key, after `sort_replacements`."""
    order = ORDERS[language]
    single = [letter for letter in order.letters if len(letter) == 1]
    keys = {letter: chr(_FIRST_KEY + place) for place, letter in enumerate(order.letters)}
    keys |= {letter: keys[other] for letter, other in order.same}
    table = {
        c: keys[_nearest(c, order, keys)] for c in [*single, *ascii_lowercase, *LETTERS] if _nearest(c, order, keys)
    }
    table |= {c: folded for c in LETTERS if c not in table and (folded := _folded(c)) != c}
    table |= {token: keys[digraph] for digraph, token in _tokens(order).items()}
    table |= {mark: chr(2 + place) for place, mark in enumerate(_PUNCTUATION)}
    table |= dict.fromkeys(" " + SPACES, "\x01") | dict.fromkeys(MARKS + INVISIBLE + APOSTROPHES, "")
    return table


@cache
def sort_replacements(language: str) -> tuple[tuple[str, str], ...]:
    """What is replaced before `sort_table`, after `sort_first_pairs`: decomposed own letters, then digraphs."""
    order = ORDERS[language]
    own = [c for c in dict.fromkeys([*order.letters, *(letter for letter, _ in order.same)]) if len(c) == 1]
    pairs = [(unicodedata.normalize("NFD", form), c) for c in own for form in (c, c.upper())]
    pairs = [
        (decomposed, c) for decomposed, c in pairs if len(decomposed) == 2 and decomposed[0] not in ascii_uppercase
    ]
    dot = [("ı\u0307", "i")] if order.dotless else []
    return (*dot, *pairs, *_tokens(order).items())


@cache
def sort_first_pairs(language: str) -> dict[str, str]:
    """What changes before `sort_replacements`, one to one: the Azerbaijani I, Uzbek apostrophes."""
    order = ORDERS[language]
    dotless = {"I": "ı", "İ": "i"} if order.dotless else {}
    return dotless | (dict.fromkeys(APOSTROPHES.replace("ʻ", ""), "ʻ") if order.digraphs else {})


def _folded(c: str) -> str:
    """One letter as search sees it: nothing for an apostrophe, itself where it would be more than one letter."""
    seen = ""
    while seen != c:
        seen = c
        small = lower_pairs(dotless=False).get(c, c)
        bare = "".join(x for x in unicodedata.normalize("NFKD", small) if x not in MARKS)
        c = _TYPED_AS.get(bare, bare) if len(bare) == 1 else small
    return "" if c in APOSTROPHES else c


def _nearest(c: str, order: Order, keys: dict[str, str]) -> str:
    """The letter of this order that c is filed with; empty when it belongs to another script."""
    small = lower_pairs(dotless=order.dotless).get(c, c)
    if small in keys:
        return small
    if small in _SORTED_WITH:
        return _SORTED_WITH[small]
    decomposed = unicodedata.normalize("NFKD", small)
    composed = unicodedata.normalize("NFC", decomposed[:2])
    bare = "".join(x for x in decomposed if x not in MARKS)
    candidates = (composed, _TYPED_AS.get(composed, ""), bare, _TYPED_AS.get(bare, ""), _SORTED_WITH.get(bare, ""))
    return next((candidate for candidate in candidates if candidate in keys), "")


def _tokens(order: Order) -> dict[str, str]:
    # gʻ before ng, so that n and gʻ do not become ng and an apostrophe
    return {digraph: chr(_FIRST_TOKEN + place) for place, digraph in enumerate(order.digraphs)}
