"""Letters about what is new in a saved search; none when nothing is."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from konullu.messaging.operations import queue
from konullu.search.letters import about, search_link
from konullu.search.models import SavedSearch
from konullu.search.queries.finding import new_cards
from konullu.search.rules.address import asking_of
from konullu.search.rules.rhythm import next_letter
from konullu.search.words import Rhythm

LETTER = "search/letters/digest"
NAMED = 5  # opportunities named in one letter
COUNTED = 50  # more are "50 and more"
AT_ONCE = 200
LONGEST_SILENCE = timedelta(days=31)  # what is older than this is not news, however long the worker was down


def due_searches(*, now: datetime) -> list[UUID]:
    """The next ones whose turn has come."""
    rows = SavedSearch.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def write_digest(*, saved_id: UUID, now: datetime) -> int:
    """Write one letter when there is something new, and name the next turn; how many are new.

    No journal line: nobody acted, and the letter itself stays. Safe to repeat: the turn moves on in the same
    transaction, and another worker at the same row skips it.
    """
    rows = SavedSearch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    row = rows.filter(pk=saved_id, due_at__lte=now).first()
    if row is None:
        return 0
    since = max(row.looked_at, now - LONGEST_SILENCE)
    row.looked_at, row.due_at = now, next_letter(Rhythm(row.rhythm), after=now)
    row.save(update_fields=["looked_at", "due_at"])
    person = row.person
    if person.erased_at is not None:
        return 0
    asking = asking_of(row.address)
    cards = new_cards(asking, language=person.language, now=now, since=since, limit=COUNTED)
    if cards:
        context = {
            "name": row.name or asking.text,
            "count": len(cards),
            "more": max(len(cards) - NAMED, 0),
            "opportunities": [about(card, language=person.language) for card in cards[:NAMED]],
            "url": search_link(row.address, language=person.language),
        }
        queue(to=person, template=LETTER, context=context, now=now, key=f"{row.pk}:{now:%Y%m%d%H%M}")
    return len(cards)
