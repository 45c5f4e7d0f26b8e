"""A person saves a search, changes how often it writes, and lets it go."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from konullu.accounts.facts import PersonErased
from konullu.journal.operations import record
from konullu.platform.errors import Refusal, Refused
from konullu.search.models import SavedSearch
from konullu.search.rules.address import address_of
from konullu.search.rules.asking import Asking
from konullu.search.rules.rhythm import next_letter
from konullu.search.words import Rhythm

if TYPE_CHECKING:
    from konullu.accounts.models import Person

MOST = 50
LONGEST = 2000  # characters of an address


@transaction.atomic
def save(*, person: "Person", asking: Asking, name: str, rhythm: Rhythm, now: datetime) -> SavedSearch:
    """Keep a search; the same one again changes its name and its rhythm. Raises Refused."""
    address = address_of(asking)
    own = SavedSearch.objects.filter(person=person)
    row = own.filter(address=address).select_for_update().first()
    if row is not None:
        return change(saved=row, name=name, rhythm=rhythm, now=now)
    _refuse(address, own.count())
    row, is_new = SavedSearch.objects.get_or_create(
        person=person,
        address=address,
        defaults={
            "name": name,
            "rhythm": rhythm.value,
            "created_at": now,
            "looked_at": now,
            "due_at": next_letter(rhythm, after=now),
        },
    )
    if is_new:
        _note("search.search_saved", row, now)
    return row


def _refuse(address: str, count: int) -> None:
    if not address:
        raise Refused(
            Refusal(
                code="search.asks_nothing",
                text=_("This search asks for nothing in particular."),
                next_step=_("Type a word or choose a filter, then save it."),
                next_url_name="portal:opportunities",
            )
        )
    if count >= MOST or len(address) > LONGEST:
        raise Refused(
            Refusal(
                code="search.too_many_saved",
                text=_("You have saved %(count)d searches.") % {"count": count},
                next_step=_("Remove some that you don't need any more."),
                next_url_name="volunteer:saved_searches",
            )
        )


@transaction.atomic
def change(*, saved: SavedSearch, name: str, rhythm: Rhythm, now: datetime) -> SavedSearch:
    """Another name or rhythm. The row was loaded for its owner."""
    saved.name = name
    if saved.rhythm != rhythm:
        saved.rhythm, saved.due_at = rhythm.value, next_letter(rhythm, after=now)
        saved.looked_at = now if saved.due_at else saved.looked_at
    saved.save(update_fields=["name", "rhythm", "due_at", "looked_at"])
    _note("search.saved_search_changed", saved, now)
    return saved


@transaction.atomic
def remove(*, saved: SavedSearch, now: datetime) -> None:
    """Let it go. The row was loaded for its owner."""
    _note("search.saved_search_removed", saved, now)
    saved.delete()


def on_person_erased(fact: PersonErased) -> None:
    """The reaction, in the transaction of the erasure (konullu/reactions.py)."""
    forget(person_id=fact.person_id, now=fact.at)


@transaction.atomic
def forget(*, person_id: UUID, now: datetime) -> None:
    """Remove all searches of a person."""
    count, _by_kind = SavedSearch.objects.filter(person_id=person_id).delete()
    record(
        verb="search.person_forgotten",
        subject_kind="accounts.person",
        subject_id=person_id,
        actor_id=None,
        now=now,
        detail={"searches_removed": count},
    )


def _note(verb: str, row: SavedSearch, now: datetime) -> None:
    record(verb=verb, subject_kind="search.saved_search", subject_id=row.pk, actor_id=row.person_id, now=now)
