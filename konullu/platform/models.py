from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from konullu.platform.ids import new_id


class Record(models.Model):
    """What every table has: a time-ordered id, and the moment the row was made (passed in by the operation)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class MailboxItem(Record):
    """A letter that was not sent anywhere, because no server is configured: development reads it at /dev/mailbox."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    channel = models.CharField(max_length=5, choices=Channel)
    to = models.CharField(max_length=320)
    subject = models.TextField(blank=True)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="mailboxitem_newest")]


class RateLimit(models.Model):
    """The last uses of one key in one bucket (platform/ratelimit.py)."""

    pk = models.CompositePrimaryKey("bucket", "key")
    bucket = models.CharField(max_length=60)  # what is limited: "signin.code_by_number"
    key = models.CharField(max_length=64)  # keyed hash of whom it limits
    taken_at = ArrayField(models.DateTimeField())
    expires_at = models.DateTimeField(db_index=True)


class IdempotencyKey(Record):
    """One act that must be done once, and the answer that was given (platform/idempotency.py)."""

    scope = models.CharField(max_length=64)  # keyed hash of the person or session, and of the door
    key = models.CharField(max_length=64)  # keyed hash of the key that the client gave
    fingerprint = models.CharField(max_length=64)  # SHA-256 of method, path and body
    leased_until = models.DateTimeField()  # while it is being done; after that another try may take over
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)  # sealed
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotencykey_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="idempotencykey_answer_when_answered",
            ),
        ]
