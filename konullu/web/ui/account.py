"""The account menu: who is signed in and where this person can go. Reads only when the menu is drawn."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konullu.messaging.queries.inbox import unread_count
from konullu.organisations.queries import TeamPlace, teams_of


@dataclass(frozen=True)
class AccountWay:
    url: str
    words: str | Promise
    is_here: bool
    count: int = 0


class Account:
    """The reader, for the head of the page."""

    def __init__(self, request: HttpRequest) -> None:
        self.person: Any = getattr(request, "user", None)
        self.here = request.path

    @property
    def is_signed_in(self) -> bool:
        return bool(self.person and self.person.is_authenticated)

    @property
    def name(self) -> str:
        return str(self.person.name)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def sign_in_url(self) -> str:
        return address("portal:sign_in")

    @property
    def sign_out_url(self) -> str:
        return address("portal:sign_out")

    @cached_property
    def ways(self) -> list[AccountWay]:
        """My page first, then the rooms that are open to this person."""
        rooms = [("volunteer:home", _("My page"), 0), ("volunteer:inbox", _("Messages"), self.unread)]
        if self.has_office:
            rooms.append(("office:home", _("Office"), 0))
        if self.has_registry:
            rooms.append(("registry:home", _("Registry"), 0))
        found = [(address(name), words, count) for name, words, count in rooms]
        return [AccountWay(url, words, self.here == url, count) for url, words, count in found if url]

    @cached_property
    def teams(self) -> list[TeamPlace]:
        return teams_of(self.person) if self.is_signed_in else []

    @property
    def has_office(self) -> bool:
        return bool(self.teams)

    @property
    def is_in_union(self) -> bool:
        return any(place.organisation.is_union for place in self.teams)

    @property
    def has_registry(self) -> bool:
        """The Union's own team, and the operators of this installation."""
        return self.person.is_operator or self.is_in_union

    @cached_property
    def unread(self) -> int:
        return unread_count(self.person.pk) if self.is_signed_in else 0


def address(name: str) -> str:
    """The page's address, or nothing while that page is not part of this build."""
    return _address(name, get_language(), get_urlconf())


@lru_cache(maxsize=1000)
def _address(name: str, _language: str | None, _urlconf: object) -> str:
    """Every page draws the same dozens of links. The language stands in the address, so it is part of the key."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
