"""The searches that a person has saved. Nobody else sees them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.export import Section
from konullu.platform.errors import NotVisible
from konullu.search.models import SavedSearch
from konullu.search.rules.address import address_of
from konullu.search.rules.asking import Asking
from konullu.search.words import Rhythm

if TYPE_CHECKING:
    from konullu.accounts.models import Person


def saved_searches_of(person: "Person") -> list[SavedSearch]:
    """The newest first. What each asks: rules.address.asking_of(row.address)."""
    return list(SavedSearch.objects.filter(person=person).order_by("-created_at", "pk"))


def saved_search_visible_to(person: "Person", saved_id: UUID) -> SavedSearch:
    """Raises NotVisible for everybody else's."""
    row = SavedSearch.objects.filter(person_id=person.pk, pk=saved_id).first()
    if row is None:
        raise NotVisible
    return row


def saved_search_like(person: "Person", asking: Asking) -> SavedSearch | None:
    """The one that asks the same, if it was saved already."""
    return SavedSearch.objects.filter(person_id=person.pk, address=address_of(asking)).first()


def saved_searches_section(person: "Person") -> Section:
    """For the copy of a person's data (accounts.operations.export)."""
    return Section(
        title=_("Saved searches"),
        columns={"name": _("Name"), "asks": _("What it asks"), "letters": _("Letters"), "at": _("When")},
        rows=[
            {"name": row.name, "asks": row.address, "letters": Rhythm(row.rhythm).label, "at": row.created_at}
            for row in saved_searches_of(person)
        ],
    )
