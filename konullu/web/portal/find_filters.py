"""The filters of the search page: a table of groups, each with its choices and how many there are. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from konullu.search.rules.asking import Asking
from konullu.search.words import When
from konullu.web.ui.asking_words import hours_in_words
from konullu.web.ui.search_words import DISTANCES, HOURS, label

type Count = Callable[[int, bool], str]
SHOWN = 12  # choices of a group; what is chosen is always among them


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice."""

    value: str
    words: Any
    count: str = ""
    is_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Choices under one legend. more: closed at first, unless something in it is chosen."""

    name: str
    title: Any
    options: Sequence[Option] = field(default_factory=list)
    kind: str = "checkbox"  # or radio, select
    more: bool = False

    @property
    def choices(self) -> SafeString:
        """The choices as HTML: there are a hundred of them on a page, and a template would take too long over them."""
        word = _("opportunities:")
        draw = _line_of_select if self.kind == "select" else lambda option: self._box(option, word)
        return mark_safe("".join(map(draw, self.options)))  # noqa: S308 each part is escaped where it is put in

    def _box(self, option: "Option", word: str) -> str:
        number = _count(option.count, word) if option.count else ""
        return (
            f'<label class="choice choice--bare"><input type="{self.kind}" name="{self.name}"'
            f' value="{escaped(option.value)}"{" checked" if option.is_on else ""}>'
            f"<span>{escaped(str(option.words))}</span>{number}</label>"
        )

    @property
    def on_count(self) -> int:
        return sum(option.is_on and bool(option.value) for option in self.options)

    @property
    def is_on(self) -> bool:
        return self.on_count > 0


def _line_of_select(option: Option) -> str:
    number = f" ({escaped(option.count)})" if option.count else ""
    chosen = " selected" if option.is_on else ""
    return f'<option value="{escaped(option.value)}"{chosen}>{escaped(str(option.words))}{number}</option>'


def _count(number: str, word: str) -> str:
    return f'<span class="count"><span class="vh">{escaped(word)} </span>{escaped(number)}</span>'


@lru_cache(maxsize=4000)
def escaped(text: str) -> str:
    """The names and numbers of filters are the same few thousand again and again."""
    return escape(text)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A group of which the search counts the values. name: in the address; field: of the asking."""

    name: str
    field: str
    title: Promise
    more: bool = False


FIRST = (Listed(name="direction", field="directions", title=gettext_lazy("Direction")),)
LAST = (
    Listed(name="kind", field="kinds", title=pgettext_lazy("filter", "Kind")),
    Listed(name="gives", field="provided", title=gettext_lazy("What is given"), more=True),
    Listed(name="access", field="accessibility", title=pgettext_lazy("of a place", "Accessibility"), more=True),
    Listed(name="cause", field="causes", title=gettext_lazy("Causes"), more=True),
    Listed(name="goal", field="goals", title=gettext_lazy("Sustainable Development Goals"), more=True),
)


def groups(asking: Asking, facets: Mapping[str, Sequence[Any]], language: str, count: Count) -> list[Group]:
    """All groups with at least one choice, in the order of the page."""
    return [group for group in _groups(asking, facets, language, count) if group.options]


def _groups(asking: Asking, facets: Mapping[str, Sequence[Any]], language: str, count: Count) -> Iterator[Group]:
    for listed in FIRST:
        yield _listed(listed, asking, facets, language, count)
    yield _place(asking, facets, language, count)
    if asking.near:
        yield _distance(asking)
    yield _when(asking, facets, count)
    yield _remote(asking, facets, count)
    for listed in LAST:
        yield _listed(listed, asking, facets, language, count)
    yield _hours(asking)
    yield _languages(asking, language)


def _listed(listed: Listed, asking: Asking, facets: Mapping[str, Any], language: str, count: Count) -> Group:
    chosen = [str(value) for value in getattr(asking, listed.field)]
    found = {value.code: value for value in facets.get(listed.name, ())}
    codes = list(dict.fromkeys([*list(found)[:SHOWN], *chosen]))
    options = [
        Option(
            value=code,
            words=label(listed.name, code, language),
            count=count(found[code].count, found[code].is_exact) if code in found else count(0, True),
            is_on=code in chosen,
        )
        for code in codes
    ]
    return Group(name=listed.name, title=listed.title, options=options, more=listed.more)


def _place(asking: Asking, facets: Mapping[str, Any], language: str, count: Count) -> Group:
    """One district from a list: a select is short, and its first line is the whole country."""
    found = {value.code: value for value in facets.get("region", ())}
    codes = sorted({*found, *asking.regions}, key=lambda code: label("region", code, language))
    options = [
        Option(
            value=code,
            words=label("region", code, language),
            count=count(found[code].count, found[code].is_exact) if code in found else "",
            is_on=code in asking.regions,
        )
        for code in codes
    ]
    everywhere = Option(value="", words=_("Everywhere"), is_on=not asking.regions)
    return Group(name="region", title=_("Where"), options=[everywhere, *options] if options else [], kind="select")


def _distance(asking: Asking) -> Group:
    here = asking.near.km if asking.near else 0
    options = [Option(value=str(km), words=_("up to %(km)s km") % {"km": km}, is_on=km == here) for km in DISTANCES]
    return Group(name="km", title=_("Distance from me"), options=options, kind="select")


def _when(asking: Asking, facets: Mapping[str, Any], count: Count) -> Group:
    found = {value.code: value for value in facets.get("when", ())}
    options = [Option(value="", words=_("Any time"), is_on=not asking.when)]
    options += [
        Option(
            value=when.value,
            words=when.label,
            count=count(found[when].count, found[when].is_exact) if when in found else "",
            is_on=asking.when == when,
        )
        for when in When
    ]
    return Group(name="when", title=_("When"), options=options, kind="radio")


def _remote(asking: Asking, facets: Mapping[str, Any], count: Count) -> Group:
    found = next(iter(facets.get("remote", ())), None)
    option = Option(
        value="1",
        words=_("From home, online"),
        count=count(found.count, found.is_exact) if found else "",
        is_on=asking.remote,
    )
    return Group(name="remote", title=_("From where"), options=[option])


def _hours(asking: Asking) -> Group:
    options = [Option(value="", words=_("Any number"), is_on=asking.hours_max is None)]
    options += [Option(value=str(n), words=hours_in_words(n), is_on=asking.hours_max == n) for n in HOURS]
    if asking.hours_max is not None and asking.hours_max not in HOURS:
        options.append(Option(value=str(asking.hours_max), words=hours_in_words(asking.hours_max), is_on=True))
    return Group(name="hours", title=_("Hours a week"), options=options, kind="radio", more=True)


def _languages(asking: Asking, language: str) -> Group:
    """Which languages one speaks: what needs another one is left out."""
    codes = list(dict.fromkeys([*SPOKEN_FIRST, *asking.languages]))
    options = [
        Option(value=code, words=label("language", code, language), is_on=code in asking.languages) for code in codes
    ]
    return Group(name="language", title=_("Languages I speak"), options=options, more=True)


SPOKEN_FIRST = ("az", "ru", "en", "tr")


def kept(asking: Asking) -> list[tuple[str, str]]:
    """What the form does not show but must not lose: the point, the box, the organisation, the order."""
    found = [("org", asking.organisation), ("sort", asking.sort)]
    if asking.near:
        found.append(("near", f"{asking.near.latitude:g},{asking.near.longitude:g}"))
    if asking.box:
        box = asking.box
        found.append(("box", f"{box.south:g},{box.west:g},{box.north:g},{box.east:g}"))
    return [(name, value) for name, value in found if value]
