"""Letting go of records of erased people whose retention is over."""

from datetime import datetime

from django.db import transaction

from konullu.accounts.models import AccessRecord, Consent, Guardianship
from konullu.accounts.rules.erasure import RETENTION_YEARS
from konullu.journal.operations import record
from konullu.platform.ids import new_id


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Delete what is older than ten years and belongs to people who were erased; the nightly task.

    The database lets these rows go by its own clock only (migration 0002_append_only).
    """
    year = now.year - RETENTION_YEARS
    # 1 March instead of 29 February: the later day, so that the database agrees.
    limit = now.replace(year=year, month=3, day=1) if (now.month, now.day) == (2, 29) else now.replace(year=year)
    count = 0
    for model in (Consent, AccessRecord):
        count += model.objects.filter(created_at__lt=limit, person__erased_at__isnull=False).delete()[0]
    count += Guardianship.objects.filter(ended_at__lt=limit, minor__erased_at__isnull=False).delete()[0]
    if count:
        record(
            verb="accounts.retention_ended",
            subject_kind="accounts.retention",
            subject_id=new_id(),
            actor_id=None,
            now=now,
            detail={"rows": count},
        )
    return count
