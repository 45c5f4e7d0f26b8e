"""What comes in from files and goes out in feeds."""

from django.db import models

from konullu.opportunities.models.opportunity import Opportunity
from konullu.platform.models import Record


class ImportRun(Record):
    """One import of a file into opportunities: who, what, and what became of the rows."""

    mapping = models.CharField(max_length=40)
    file_name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: a command
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    # The first of them, without what stood there: [{"row": 12, "cell": "start", "code": "not_a_day"}, ...]
    refused_rows = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"], name="import_of_organisation")]


class ImportedOrganisation(Record):
    """An organisation that a file named: the same key of the same source is the same organisation for ever."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="imported_organisation_once")]


class FeedLine(models.Model):
    """Where an opportunity stands in the feed for other portals (RPDE): one line for each that was ever public.

    `modified_at` is the database's clock at the write, never a moment that was passed in: the order of the feed
    depends on it (queries.feed). A line that is not live is a tombstone.
    """

    opportunity = models.OneToOneField(Opportunity, primary_key=True, on_delete=models.CASCADE, related_name="+")
    modified_at = models.DateTimeField()
    is_live = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["modified_at", "opportunity"], name="feed_order")]
