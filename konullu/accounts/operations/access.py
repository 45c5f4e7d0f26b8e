"""Writing down who read a person's data, for that person to see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from konullu.accounts.models import AccessRecord
from konullu.accounts.rules.access import SAME_LOOK, fields_not_seen_yet, unknown_codes

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def note(
    *,
    people: "Iterable[Person]",
    reader: "Person",
    organisation_id: UUID | None,
    organisation_name: str,
    purpose: str,
    fields: Sequence[str],
    now: datetime,
    role: str = "team",
) -> int:
    """Record that `reader` saw these fields of these people; returns how many rows were written.

    Reading one's own data is no news and is left out. The same reader, office and purpose within an hour count
    once, unless more fields are seen. role, purpose and fields are codes of rules.access; others are a ValueError.
    No journal line: the record itself is the log.
    """
    if wrong := unknown_codes(role=role, purpose=purpose, fields=fields):
        raise ValueError(f"codes that nobody could read: {wrong}")
    seen_ids = {person.pk for person in people} - {reader.pk}
    earlier: dict[UUID, list[Sequence[str]]] = defaultdict(list)
    for person_id, then in AccessRecord.objects.filter(
        person_id__in=seen_ids,
        reader_id=reader.pk,
        organisation_id=organisation_id,
        purpose=purpose,
        created_at__gt=now - SAME_LOOK,
        created_at__lte=now,
    ).values_list("person_id", "fields"):
        earlier[person_id].append(then)
    rows = [
        AccessRecord(
            created_at=now,
            person_id=person_id,
            reader_id=reader.pk,
            reader_label=role,
            organisation_id=organisation_id,
            organisation_name=organisation_name,
            purpose=purpose,
            fields=new,
        )
        for person_id in sorted(seen_ids)
        if (new := fields_not_seen_yet(fields, earlier[person_id]))
    ]
    return len(AccessRecord.objects.bulk_create(rows))


@transaction.atomic
def note_own_reading(*, person: "Person", fields: Sequence[str], now: datetime) -> None:
    """Record that the person opened their own special-category data: every reading of those is written down."""
    seen = AccessRecord.objects.filter(
        person=person, reader_id=person.pk, purpose="own", created_at__gt=now - SAME_LOOK, created_at__lte=now
    ).values_list("fields", flat=True)
    if new := fields_not_seen_yet(fields, seen):
        AccessRecord.objects.create(
            created_at=now, person=person, reader_id=person.pk, reader_label="self", purpose="own", fields=new
        )
