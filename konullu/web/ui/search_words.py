"""The labels of everything that can be asked for, in the reader's language: directions, kinds, causes, districts."""

from collections.abc import Callable
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.opportunities.rules import taxonomy
from konullu.opportunities.words import Kind, Provided
from konullu.organisations.directions import BY_CODE
from konullu.places.printed import region_names
from konullu.search.words import Sort, When
from konullu.web.ui.language_names import language_name

type Words = str | Promise

SORTED_BY: dict[Sort, Words] = {
    Sort.FIT: _("The best fit first."),
    Sort.SOONEST: _("What begins soonest comes first."),
    Sort.NEWEST: _("The newest first."),
    Sort.NEAREST: _("The nearest first."),
}
HOURS = (2, 5, 10, 20)
DISTANCES = (5, 10, 25, 50, 100)


@lru_cache(maxsize=4000)
def label(name: str, code: str, language: str) -> str:
    """What a value of an asking's field is called; a code that we don't know names itself.

    language is the active one. Kept: a page of results says a hundred of them.
    """
    return str(LABELS[name](code, language)) if name in LABELS else code


def _kind(code: str, _language: str) -> Words:
    return Kind(code).label if code in set(Kind) else code


def _direction(code: str, _language: str) -> Words:
    return BY_CODE[code].label if code in BY_CODE else code


def _provided(code: str, _language: str) -> Words:
    return Provided(code).label if code in set(Provided) else code


def _concept(scheme: str) -> Callable[[str, str], Words]:
    return lambda code, language: taxonomy.label(scheme, code, language)


def _goal(code: str, language: str) -> Words:
    goal = taxonomy.goals().get(int(code)) if code.isascii() and code.isdigit() else None
    return f"{code}. {goal.label(language)}" if goal else code


def region_name(code: str, language: str) -> str:
    """A district by its ISO code; a code that we don't know names itself."""
    return region_names(language).get(code, code)


LABELS: dict[str, Callable[[str, str], Words]] = {
    "kind": _kind,
    "direction": _direction,
    "gives": _provided,
    "cause": _concept("cause"),
    "access": _concept("accessibility"),
    "goal": _goal,
    "language": language_name,
    "region": region_name,
    "when": lambda code, _language: When(code).label if code in set(When) else code,
}
