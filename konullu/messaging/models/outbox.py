from django.conf import settings
from django.db import models
from django.db.models import Q

from konullu.messaging.models.sealed import SealedTextField
from konullu.platform.models import Record


class Message(Record):
    """A letter as it will be read: words frozen in the reader's language when its cause happened.

    To a person, or to an address without an account (then only a keyed hash tells whose it is).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    template = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    is_urgent = models.BooleanField()
    language = models.CharField(max_length=5)
    subject = SealedTextField()
    text = SealedTextField()
    action = models.CharField(max_length=120, blank=True)  # the words of the button that leads to `url`
    url = SealedTextField(blank=True)
    sms = SealedTextField(blank=True)
    html = SealedTextField(blank=True)
    key = models.CharField(max_length=200, null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    words_forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address_hash="") | Q(person__isnull=True) & ~Q(address_hash=""),
                name="message_to_a_person_or_an_address",
            ),
            # One cause, one letter: the same key to the same reader is the same letter.
            models.UniqueConstraint(
                fields=["person", "template", "key"],
                condition=Q(key__isnull=False, person__isnull=False),
                name="message_once_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["address_hash", "template", "key"],
                condition=Q(key__isnull=False, person__isnull=True),
                name="message_once_for_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="message_inbox"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"),
        ]


class Delivery(Record):
    """One letter on one channel, from queued until delivered, failed or dead."""

    class State(models.TextChoices):
        QUEUED = "queued"
        HELD = "held"  # until the person's quiet hours end
        SENDING = "sending"  # a worker has it; when its lease runs out another may take it
        SENT = "sent"  # the gateway has it
        DELIVERED = "delivered"  # the inbox holds it, or the gateway told us
        FAILED = "failed"  # refused for ever
        DEAD = "dead"  # tried too often
        DROPPED = "dropped"  # staff gave it up, or the person has removed the address

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    address = SealedTextField(blank=True)  # a person's is looked up anew at each attempt; empty once forgotten
    state = models.CharField(max_length=10, choices=State)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)  # while sending: when the lease runs out
    last_error = models.CharField(max_length=20, blank=True)  # a code of rules.failures
    last_error_detail = models.CharField(max_length=200, blank=True)  # the gateway's own words, no personal data
    reference = models.CharField(max_length=200, blank=True)  # the gateway's number for it
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # delivered, failed, dead or dropped

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_on_a_channel"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "held", "sending"], next_attempt_at__isnull=False)
                | ~Q(state__in=["queued", "held", "sending"]) & Q(next_attempt_at__isnull=True),
                name="delivery_has_a_next_attempt_while_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=["queued", "held", "sending"]),
                name="delivery_due",
            ),
            models.Index(fields=["-ended_at"], condition=Q(state__in=["failed", "dead"]), name="delivery_dead"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="delivery_reference"),
        ]
