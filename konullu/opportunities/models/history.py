from django.contrib.postgres.fields import ArrayField
from django.db import models

from konullu.opportunities.models.opportunity import Opportunity
from konullu.opportunities.words import State
from konullu.platform.models import Record


class Move(Record):
    """One move of an opportunity: from where to where, by whom, why. Append only (trigger in migration 0002)."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField(max_length=16)  # a key of rules.publishing.MOVES
    from_state = models.CharField(max_length=10, choices=State.choices())
    to_state = models.CharField(max_length=10, choices=State.choices())
    moved_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: a job
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["opportunity", "created_at"], name="move_history")]


class Trust(Record):
    """The Union lets an organisation publish without asking first, until it is ended."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(ended_at=None), name="trust_once_at_a_time"
            ),
        ]


class Saved(Record):
    """A person keeps an opportunity for later."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="saved_rows")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "person"], name="saved_once")]
        indexes = [models.Index(fields=["person", "-created_at"], name="saved_of_person")]
