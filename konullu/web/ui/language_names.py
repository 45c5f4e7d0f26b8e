"""The names that forms and lists need: of languages, of cities that stand for time zones; and words with a capital."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import get_timezone, get_timezone_location
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.profile import SIGNED, SPOKEN
from konullu.platform.text import az_upper, sort_key

SIGN_LANGUAGES = {"sgn-az": _("Azerbaijani Sign Language"), "rsl": _("Russian Sign Language")}
# The locale data of one or the other language lacks these.
OWN_NAMES = {"ttt": _("Tat"), "tly": _("Talysh"), "tat": _("Tatar"), "lez": _("Lezgian"), "av": _("Avar")}


def language_names(language: str) -> list[tuple[str, Any]]:
    """Spoken languages by name, in the order of the reader's alphabet, then the sign languages."""
    known = Locale(language).languages
    spoken = [(code, known.get(code) or OWN_NAMES[code]) for code in SPOKEN]
    spoken = [(code, first_capital(str(name), language)) for code, name in spoken]
    spoken.sort(key=lambda pair: sort_key(str(pair[1]), language))
    return [*spoken, *((code, SIGN_LANGUAGES[code]) for code in SIGNED)]


def first_capital(name: str, language: str) -> str:
    """The locale data write names of languages small; in a list they begin with a capital."""
    return (az_upper(name[:1]) if language == "az" else name[:1].upper()) + name[1:]


def _capital(words: Any) -> str:
    return first_capital(str(words), get_language() or "az")


capital = lazy(_capital, str)


def capital_choices(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Words that stand small within a sentence, as the choices of a form, where they begin with a capital."""
    return [(code, capital(each)) for code, each in words.items()]


@cache
def city_of(zone: str, language: str) -> str:
    """A time zone by the city that names it: "Asia/Baku" is Bakı, Baku, Баку."""
    return get_timezone_location(get_timezone(zone), locale=language, return_city=True)


@cache
def language_name(code: str, language: str) -> str:
    """One language in the reader's language: "az" is Azerbaijani; an unknown code stays a code."""
    if code in SIGN_LANGUAGES:
        return str(SIGN_LANGUAGES[code])
    known = Locale(language).languages.get(code) or OWN_NAMES.get(code)
    return first_capital(str(known), language) if known else code
