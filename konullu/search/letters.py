"""The letter of a saved search."""

from django.utils.translation import gettext_lazy as _

from konullu.organisations.letters import link
from konullu.platform.letters import Letter
from konullu.search.rules.found import Card


def about(card: Card, *, language: str) -> str:
    """One line: title, organisation, district."""
    return " · ".join(part for part in (card.title, card.organisation, card.region_name(language)) if part)


def search_link(address: str, *, language: str) -> str:
    """The full address of the list, the newest first."""
    return f"{link('portal:opportunities', language=language)}?{address}&sort=newest"


LETTERS = [
    Letter(
        template="search/letters/digest",
        kind="search",
        about=_("There is something new in a saved search."),
        example={
            "name": "Gəncədə ekologiya",
            "count": 7,
            "more": 2,
            "opportunities": [
                "Gəncə çayının təmizliyi · Yaşıl Gəncə · Gəncə",
                "Ağacəkmə: 400 palıd tingi · Yaşıl Xəzər · Gəncə",
            ],
            "url": "https://konullu.example/az/opportunities/?q=a%C4%9Fac",
        },
    )
]
