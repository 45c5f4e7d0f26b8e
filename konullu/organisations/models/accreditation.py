from django.contrib.postgres.fields import ArrayField
from django.db import models

from konullu.organisations.models.organisation import Organisation
from konullu.organisations.words import Paper, State
from konullu.platform.models import Record


class Decision(Record):
    """One move of the accreditation: from where to where, by whom, why. Append only (trigger in migration 0002)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="decisions")
    move = models.CharField(max_length=16)  # a key of rules.accreditation.MOVES
    from_state = models.CharField(max_length=12, choices=State.choices())
    to_state = models.CharField(max_length=12, choices=State.choices())
    decided_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    reasons = ArrayField(models.CharField(max_length=40), default=list)  # codes of reasons.py
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "created_at"], name="decision_history")]


class Document(Record):
    """A paper that the organisation shows to the Union. `digest` proves later which file was seen."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=Paper.choices())
    file = models.CharField(max_length=200)  # platform.files
    original_name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256, hex
    uploaded_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
