"""Words as people of five countries write them: case, search, order, initials, and lines that are safe to keep.

Never `str.lower`, `upper` or `title` on a name: İ/i and I/ı are two letters in Azerbaijani. There is no title case
here: names stay as their owners write them.
"""

import re
import unicodedata
from functools import cache
from string import ascii_uppercase

from django.core.exceptions import ValidationError
from django.db.models import CharField, Func
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from konullu.platform import alphabets


def az_lower(text: str) -> str:
    """Small letters, I as ı and İ as i: "İŞIQ" -> "işıq". One to one. SQL: konullu_text.az_lower."""
    return text.translate(_az_lower())


def az_upper(text: str) -> str:
    """Capital letters, i as İ and ı as I: "işıq" -> "İŞIQ". One to one. SQL: konullu_text.az_upper."""
    return text.translate(_az_upper())


def fold(text: str) -> str:
    """What search compares: small, without marks and apostrophes, ə as e, ı as i, қ as к: "Oʻsh, ŞƏKİ" -> "osh, seki".

    Scripts are not changed into each other. Composed and decomposed forms meet. SQL: konullu_text.fold.
    """
    return text.translate(_fold())


def sort_key(text: str, language: str) -> str:
    """A text whose order by code point (in SQL: COLLATE "C") is the order of the language's legal alphabet.

    Spaces come first, then punctuation, digits, the own script, the other one, all other scripts by code point.
    Case and foreign marks do not count; an unknown language sorts as English. SQL: konullu_text.sort_key_az and so on.
    """
    known = language if language in alphabets.ORDERS else "en"
    text = text.translate(_sort_first(known))
    for old, new in alphabets.sort_replacements(known):
        text = text.replace(old, new)
    return text.translate(_sort(known))


class Fold(Func):
    """`fold` in the database."""

    function = "konullu_text.fold"
    output_field = CharField()


class SortKey(Func):
    """`sort_key` in the database: order_by(SortKey("name", "az"))."""

    template = '(konullu_text.sort_key_%(language)s(%(expressions)s) COLLATE "C")'
    output_field = CharField()

    def __init__(self, expression: object, language: str) -> None:
        super().__init__(expression, language=language if language in alphabets.ORDERS else "en")


def initials(name: str, language: str = "az") -> str:
    """One or two capitals for the round picture: of the first and the last word. "ilqar Əliyev" -> "İƏ"."""
    words = unicodedata.normalize("NFC", name).split()
    letters = [letter for word in words if (letter := next(filter(str.isalpha, word), ""))]
    firsts = "".join(letters[:1] + letters[1:][-1:])
    return az_upper(firsts) if language == "az" else firsts.translate(_upper())


class TextRefused(ValidationError, ValueError):
    """The text can't be kept as it is. `code` says why, `message` is a sentence that forms show at the field."""

    def __init__(self, message: str | Promise, code: str) -> None:
        super().__init__(message, code=code)  # type: ignore[arg-type]


_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff]"
)
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e0fff]"
)
# The two joiners are letters' business in Arabic script (ZWNJ) and in emoji (ZWJ); elsewhere nobody can see them.
_STRAY_JOINER = re.compile(
    "(?<![\u0600-\u06ff\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])[\u200c\u200d]|[\u200c\u200d]$"
)
_PILED_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")


def clean_line(text: str, max_length: int) -> str:
    """One line that is safe to keep: NFC, white space collapsed, at most max_length characters (code points).

    Raises TextRefused: control, bidi, invisible, marks, too_long. White space is never refused. Empty stays empty.
    """
    _refuse_huge(text, max_length)
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return _checked(line, max_length)


def clean_text(text: str, max_length: int) -> str:
    """Like clean_line for several lines: line ends become \\n, at most one empty line in a row, ends trimmed."""
    _refuse_huge(text, max_length)
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()]
    return _checked(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"), max_length)


def _refuse_huge(text: str, max_length: int) -> None:
    """Before any work: ten megabytes are not worth normalising."""
    if len(text) > 4 * max_length + 1000:
        raise _too_long(max_length)


def _checked(text: str, max_length: int) -> str:
    if _CONTROL.search(text):
        raise TextRefused(_("There is a character here that can't be shown. Type the text again."), "control")
    if _BIDI.search(text):
        raise TextRefused(
            _("There is a hidden sign here that turns the writing direction. Type the text again."), "bidi"
        )
    if _INVISIBLE.search(text) or _STRAY_JOINER.search(text):
        raise TextRefused(_("There is an invisible character here. Type the text again."), "invisible")
    if _PILED_MARKS.search(text):
        raise TextRefused(_("There are too many marks on one letter. Type the text again."), "marks")
    if len(text) > max_length:
        raise _too_long(max_length)
    return text


def _too_long(max_length: int) -> TextRefused:
    most = ngettext_lazy("Write at most %(n)d character.", "Write at most %(n)d characters.", "n") % {"n": max_length}
    return TextRefused(most, "too_long")


@cache
def _az_lower() -> dict[int, str]:
    return str.maketrans(alphabets.lower_pairs(dotless=True))


@cache
def _az_upper() -> dict[int, str]:
    return str.maketrans(alphabets.upper_pairs(dotted=True))


@cache
def _upper() -> dict[int, str]:
    return str.maketrans(alphabets.upper_pairs(dotted=False))


@cache
def _fold() -> dict[int, str]:
    table = alphabets.fold_table()
    return str.maketrans({c: alphabets.EXPANSIONS.get(to, to) for c, to in (alphabets.EXPANSIONS | table).items()})


@cache
def _sort_first(language: str) -> dict[int, str]:
    return str.maketrans({c: c.lower() for c in ascii_uppercase} | alphabets.sort_first_pairs(language))


@cache
def _sort(language: str) -> dict[int, str]:
    return str.maketrans(alphabets.sort_table(language))
