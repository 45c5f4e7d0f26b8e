"""National identity: what was verified, and requests to change what it has locked."""

from django.db import models
from django.db.models import Q

from konullu.platform.models import Record


class LinkedIdentity(Record):
    """A national identity that was verified and belongs to a person. created_at is when it was linked.

    Subject and FIN are matched by keyed hash; the FIN can be read back only with the instance's key.
    """

    class Assurance(models.TextChoices):
        LOW = "low"
        SUBSTANTIAL = "substantial"
        HIGH = "high"

    person = models.OneToOneField("accounts.Person", on_delete=models.CASCADE, related_name="linked_identity")
    issuer = models.CharField(max_length=200)
    subject_hash = models.CharField(max_length=64)
    fin_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    sealed_fin = models.TextField(blank=True)
    assurance = models.CharField(max_length=12, choices=Assurance)
    legal_entities = models.JSONField(default=list)  # [{"tax_id": ..., "name": ...}] the person may act for
    verified_at = models.DateTimeField()  # of the latest sign-in with it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject_hash"], name="linked_identity_one_person_per_subject"),
        ]


class NameChangeRequest(Record):
    """A person with a verified identity asks to change name or birth date; Union staff decide."""

    class State(models.TextChoices):
        OPEN = "open"
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="name_change_requests")
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    reason = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(max_length=1000, blank=True)  # why it was refused, for the person to read

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="open"), name="name_change_one_open_per_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="name_change_decision_has_an_author",
            ),
        ]
