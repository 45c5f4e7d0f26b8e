from datetime import datetime
from typing import Any
from uuid import UUID

from konullu.journal.models import Entry
from konullu.platform import request_id


def record(
    *,
    verb: str,
    subject_kind: str,
    subject_id: UUID,
    actor_id: UUID | None,
    now: datetime,
    on_behalf_of_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Write one line of the journal, in the transaction of the act it speaks of.

    `detail` holds codes and ids only; a name, a number or an address there would survive erasure.
    """
    return Entry.objects.create(
        created_at=now,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor_id=actor_id,
        on_behalf_of_id=on_behalf_of_id,
        detail=detail or {},
        request_id=request_id.current(),
    )
