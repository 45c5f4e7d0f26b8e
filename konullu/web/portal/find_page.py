"""The search page for one asking: heading, chips, filters with counts, ways to other pages. No database here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konullu.places.printed import region_names
from konullu.search.rules.address import address_of
from konullu.search.rules.asking import Asking
from konullu.search.rules.found import Found
from konullu.search.words import Sort
from konullu.web.portal import find_chips, find_filters
from konullu.web.portal.district_map import DistrictMap, drawn, sketched
from konullu.web.portal.spot_map import SMALLEST, Circle, SpotMap
from konullu.web.ui import covers
from konullu.web.ui.account import address
from konullu.web.ui.numbers import grouped
from konullu.web.ui.offer_cards import OfferCard, cards_of
from konullu.web.ui.search_words import SORTED_BY

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link: to another order, to another page, to something near."""

    url: str
    words: Any = ""
    is_on: bool = False
    number: int = 0
    count: str = ""

    @property
    def is_here(self) -> bool:
        return self.is_on


@dataclass(frozen=True)
class FindPage:
    """What the templates show. The list is the page, the map is a picture of the same list."""

    asking: Asking
    found: Found
    problems: list[Any]
    language: str
    now: datetime
    route: str = "portal:opportunities"
    spots: SpotMap | None = None  # the points of the map page, where districts say too little

    @cached_property
    def action(self) -> str:
        return reverse(self.route)

    def url(self, asking: Asking, route: str = "") -> str:
        query = address_of(asking)
        path = reverse(route) if route else self.action
        return f"{path}?{query}" if query else path

    def count(self, number: int, is_exact: bool = True) -> str:
        return grouped(number, self.language) if is_exact else f"{grouped(number, self.language)}+"

    @cached_property
    def total(self) -> str:
        return self.count(self.found.total, self.found.total_is_exact)

    @cached_property
    def heading(self) -> str:
        words = ngettext("%(n)s opportunity", "%(n)s opportunities", self.found.total) % {"n": self.total}
        return f"{words}: {self.asking.text[:60]}" if self.asking.text else words

    @property
    def button(self) -> str:
        if not self.found.total:
            return _("Search")
        return ngettext("Show %(n)s opportunity", "Show %(n)s opportunities", self.found.total) % {"n": self.total}

    @property
    def summary(self) -> str:
        """24 imkandan 1–20. Əvvəl tezliklə başlayanlar."""
        if not self.found.cards:
            return _("Nothing was found.")
        if self.is_map:
            return _("The map shows places; what is done from home stands only in the list.")
        first = (self.asking.page - 1) * PAGE + 1
        words = {"first": first, "last": first + len(self.found.cards) - 1, "total": self.total}
        return f"{_('%(first)s–%(last)s of %(total)s.') % words} {SORTED_BY[self.sort]}"

    @property
    def sort(self) -> Sort:
        return Sort(self.asking.sort or Sort.FIT)

    @property
    def sorts(self) -> list[Way]:
        """The nearest can only be asked for from a point."""
        return [
            Way(url=self.url(replace(self.asking, sort=sort.value, page=1)), words=sort.label, is_on=sort == self.sort)
            for sort in Sort
            if sort != Sort.NEAREST or self.asking.near
        ]

    @cached_property
    def cards(self) -> list[OfferCard]:
        return cards_of(self.found.cards, self.language, self.now)

    @property
    def cover_symbols(self) -> SafeString:
        """The covers that the cards of this page wear, each once."""
        worn = dict.fromkeys(covers.cover_symbol(card.direction) for card in self.cards)
        return mark_safe("".join(worn))  # noqa: S308 our own drawings, no input in them

    @cached_property
    def chips(self) -> list[find_chips.Chip]:
        return find_chips.chips(self.asking, self.language, self.url)

    @property
    def is_narrow(self) -> bool:
        return bool(self.chips or self.asking.text)

    @property
    def clear_url(self) -> str:
        return self.action

    @property
    def groups(self) -> list[find_filters.Group]:
        return find_filters.groups(self.asking, self.found.facets, self.language, self.count)

    @property
    def kept(self) -> list[tuple[str, str]]:
        return find_filters.kept(self.asking)

    @property
    def from_date(self) -> str:
        return self.asking.from_date.isoformat() if self.asking.from_date else ""

    @property
    def to_date(self) -> str:
        return self.asking.to_date.isoformat() if self.asking.to_date else ""

    @property
    def here(self) -> str:
        return self.url(self.asking, "portal:opportunities")

    @property
    def map_url(self) -> str:
        return self.url(replace(self.asking, page=1), "portal:opportunities_map")

    @property
    def save_url(self) -> str:
        """Where the search is saved; only one that asks for something is worth a letter."""
        page = address("volunteer:saved_search_new")
        return f"{page}?{address_of(replace(self.asking, page=1))}" if page and self.is_narrow else ""

    @property
    def feed_url(self) -> str:
        """Atom of the same search."""
        page = reverse("feeds:atom_opportunities", kwargs={"language": self.language})
        query = address_of(replace(self.asking, page=1))
        return f"{page}?{query}" if query else page

    @property
    def did_you_mean(self) -> Way | None:
        words = self.found.did_you_mean
        return Way(url=self.url(replace(self.asking, text=words, page=1)), words=words) if words else None

    @property
    def relaxations(self) -> list[Way]:
        return [
            Way(url=self.url(way.asking), words=find_chips.wider(way, self.asking, self.language),
                count=self.count(way.count))
            for way in self.found.relaxations
        ]  # fmt: skip

    @property
    def pages(self) -> list[Way]:
        """The first pages, those around this one; the last is not promised where the number is not exact."""
        last = self.found.pages
        here = self.asking.page
        if last <= 1:
            return []
        numbers = sorted({1, *range(max(1, here - 2), min(last, here + 2) + 1)})
        return [Way(url=self._page(number), number=number, is_on=number == here) for number in numbers]

    @property
    def previous_url(self) -> str:
        return self._page(min(self.asking.page - 1, self.found.pages)) if self.asking.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self._page(self.asking.page + 1) if self.asking.page < self.found.pages else ""

    def _page(self, number: int) -> str:
        return self.url(replace(self.asking, page=max(1, number)))

    @cached_property
    def map(self) -> DistrictMap | None:
        """The districts of the list with their numbers; none when nothing lies in a district of our map."""
        rows = list(self._districts())
        draw = drawn if self.is_map else sketched
        return draw(rows) if rows else None

    def _districts(self) -> Iterator[tuple[str, str, int]]:
        names = region_names(self.language)
        for value in self.found.facets.get("region", ()):
            if value.count and value.code.startswith("AZ-") and value.code in names:
                yield value.code, names[value.code], value.count

    @property
    def is_map(self) -> bool:
        return self.route == "portal:opportunities_map"

    @property
    def districts(self) -> list[Way]:
        """The list that the map pictures: each district with its number leads to its own list."""
        return [
            Way(
                url=self.url(replace(self.asking, regions=(code,), page=1), "portal:opportunities"),
                words=name,
                count=self.count(count),
            )
            for code, name, count in self._districts()
        ]

    @property
    def circles(self) -> list[tuple[Any, Way]]:
        """Each circle with its link: into its part of the map, or to the list when it can't be opened further."""
        return [(circle, self._circle(circle)) for circle in (self.spots.circles if self.spots else [])]

    def _circle(self, circle: Circle) -> Way:
        is_small = circle.count <= PAGE or circle.box.north - circle.box.south < SMALLEST
        route = "portal:opportunities" if is_small else "portal:opportunities_map"
        words = ngettext("%(n)s opportunity", "%(n)s opportunities", circle.count) % {"n": self.count(circle.count)}
        return Way(url=self.url(replace(self.asking, box=circle.box, page=1), route), words=words)

    @property
    def wider_url(self) -> str:
        """The map without the part that was chosen."""
        return self.url(replace(self.asking, box=None, near=None, regions=(), sort="", page=1))

    @property
    def map_words(self) -> str:
        return _("The same opportunities, by district.")
