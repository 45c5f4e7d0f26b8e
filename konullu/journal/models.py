from django.db import models

from konullu.platform.models import Record


class Entry(Record):
    """One line: who did what to what. Plain ids, so that it outlives everything it speaks of."""

    verb = models.CharField(max_length=80)  # "accounts.signed_up": domain, dot, past tense
    actor_id = models.UUIDField(null=True)  # None: the system itself
    on_behalf_of_id = models.UUIDField(
        null=True, db_index=True
    )  # the minor, when a guardian acts; the organisation's id else
    subject_kind = models.CharField(max_length=60)  # "accounts.person"
    subject_id = models.UUIDField()
    detail = models.JSONField(default=dict)  # codes and ids only, never names, numbers or addresses
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-created_at"], name="entry_about"),
            models.Index(fields=["actor_id", "-created_at"], name="entry_by"),
        ]
