from django.db import models
from django.db.models import Q

from konullu.platform.models import Record


class Consent(Record):
    """One row of the ledger: a consent given or withdrawn, with the six items of law 998-IIIQ (docs/law.md AZ-8).

    Append only: a database trigger refuses UPDATE and DELETE. After erasure `person` leads to a pseudonym.
    """

    class Act(models.TextChoices):
        GIVEN = "given"
        WITHDRAWN = "withdrawn"

    class Capacity(models.TextChoices):
        SELF = "self"
        GUARDIAN = "guardian"

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="consents")
    number = models.PositiveIntegerField()  # 1, 2, 3 ... in this person's ledger, without gaps
    act = models.CharField(max_length=9, choices=Act)
    purpose = models.CharField(max_length=40)  # a code of data/purposes.toml
    version = models.PositiveSmallIntegerField()  # of the purpose's text
    language = models.CharField(max_length=5)  # in which it was read
    text_hash = models.CharField(max_length=64)  # SHA-256 of the text that was shown
    # The six items as they stood: subject_id, operator_id (and name), purpose, data and operations,
    # validity and withdrawal, deletion and archiving.
    items = models.JSONField()
    given_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity)
    valid_until = models.DateTimeField(null=True)  # None: until withdrawn

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="consent_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="consent_number_positive"),
            models.CheckConstraint(condition=Q(act__in=["given", "withdrawn"]), name="consent_act_known"),
        ]
        indexes = [models.Index(fields=["person", "purpose", "number"], name="consent_person_purpose")]


class AccessRecord(Record):
    """Somebody read a person's data: who (as office and role), when, which fields, why. Append only by trigger."""

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="access_records")
    reader_id = models.UUIDField(null=True)  # a plain id; None: the system
    reader_label = models.CharField(max_length=60)  # a role's code: "owner", "guardian", "union"; never a name
    organisation_id = models.UUIDField(null=True)
    organisation_name = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=40)
    fields = models.JSONField()  # codes: ["name", "phone"]

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="access_record_person_at"),
            models.Index(fields=["reader_id", "purpose", "created_at"], name="access_record_reader"),
        ]


class Export(Record):
    """A person's copy of everything: asked for, built by the worker, kept for seven days."""

    class State(models.TextChoices):
        ASKED = "asked"
        READY = "ready"
        FAILED = "failed"
        DELETED = "deleted"

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="exports")
    requested_by = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    language = models.CharField(max_length=5)
    file = models.CharField(max_length=200, blank=True)  # platform.files
    size = models.PositiveBigIntegerField(null=True)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="asked"), name="export_one_at_a_time"),
        ]


class Erasure(Record):
    """A wish to be erased: waits seven days, in which the person can sign in and keep the account.

    After that the row stays with the pseudonymous id and the receipt: codes and counts, no personal data.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CANCELLED = "cancelled"
        DONE = "done"

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="erasures")
    requested_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    language = models.CharField(max_length=5)
    receipt = models.JSONField(default=dict)  # what was deleted and what is kept, by codes
    objections = models.JSONField(default=list)  # codes that stood in the way on the latest nightly try
    cancelled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="waiting"), name="erasure_one_waiting"),
            models.CheckConstraint(
                condition=Q(state="waiting", cancelled_at=None, done_at=None)
                | Q(state="cancelled", cancelled_at__isnull=False, done_at=None)
                | Q(state="done", cancelled_at=None, done_at__isnull=False),
                name="erasure_state_has_time",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="erasure_due")]
