from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konullu.platform.models import Record


class ChannelChoice(Record):
    """A person's own answer for one kind of letter on one channel; without a row the rules decide."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="channelchoice_once"),
        ]


class QuietHours(Record):
    """When a person is not to be woken, in their own time zone; both empty: never quiet, by their own choice."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True)
                | Q(starts__isnull=False, ends__isnull=False) & ~Q(starts=F("ends")),
                name="quiethours_both_or_neither",
            ),
        ]
