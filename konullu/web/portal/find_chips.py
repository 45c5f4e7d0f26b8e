"""The chosen filters as chips: each says what it asks, and its link is the same search without it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from konullu.search.rules.asking import Asking
from konullu.search.rules.found import Relaxation
from konullu.web.ui.asking_words import chosen


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One chosen filter, and the same search without it."""

    words: str
    url: str


def chips(asking: Asking, language: str, url: Callable[[Asking], str]) -> list[Chip]:
    """In the order of the filters. The search words are not among them: they stand in their own field."""
    asking = replace(asking, page=1)
    return [Chip(words=words, url=url(without)) for words, without in chosen(asking, language)]


def wider(way: Relaxation, asking: Asking, language: str) -> str:
    """What a relaxation gives up, as the words of its link: all that is asked here and no more there."""
    if way.what == "km" and way.asking.near:
        return _("Within %(km)s km of me") % {"km": f"{way.asking.near.km:g}"}
    if asking.text and not way.asking.text:
        return _("Without the words “%(words)s”") % {"words": asking.text[:60]}
    left = {words for words, _without in chosen(way.asking, language)}
    dropped = [words for words, _without in chosen(asking, language) if words not in left]
    return _("Without “%(filter)s”") % {"filter": ", ".join(dropped) or way.what}
