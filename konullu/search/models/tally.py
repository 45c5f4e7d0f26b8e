from django.contrib.postgres.fields import ArrayField
from django.db import models

from konullu.platform.models import Record
from konullu.search.words import Source

# Counters about opportunities. No person, no session, no network address: whoever looked is nowhere in here.


class Tally(models.Model):
    """What has become of one opportunity's places in lists: the numbers that engines.ranking asks for."""

    opportunity_id = models.UUIDField(primary_key=True)
    choices = models.IntegerField(default=0)  # connections that came from our own lists
    choices_everywhere = models.IntegerField(default=0)
    looks = models.FloatField(default=0.0)  # impressions, each weighed by the probability of having been read
    week = models.IntegerField()  # rules.scoring.week_of: to which week the next number belongs
    choices_this_week = models.IntegerField(default=0)  # of every source


class Connection(Record):
    """Somebody went on to join an opportunity; where they had seen it."""

    opportunity_id = models.UUIDField()
    source = models.CharField(max_length=8, choices=Source.choices())

    class Meta:
        indexes = [models.Index(fields=["opportunity_id", "-created_at"], name="connection_of_opportunity")]


class Showing(Record):
    """One page of a list as it was shown: which opportunities, in this order, ranked by which version.

    `created_at` is when the row was written, some seconds later.
    """

    first_position = models.IntegerField()  # of the first one in the whole list, from 0
    ranker = models.SmallIntegerField()  # engines.ranking.chance.VERSION; 0: another order (newest, nearest)
    opportunity_ids = ArrayField(models.UUIDField())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="showing_by_time")]


class Counted(models.Model):
    """Up to when the looks of the lists have been added to the tallies: one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="counted_single")]
