from django.db import models

from konullu.platform.models import Record
from konullu.search.words import Rhythm


class SavedSearch(Record):
    """An asking that comes back as a letter when there is something new in it."""

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=2000)  # rules.address: the canonical query string
    name = models.CharField(max_length=80, blank=True)  # the person's own; else the words of the filters
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices(), default=Rhythm.WEEKLY.value)
    looked_at = models.DateTimeField()  # what was published later is new
    due_at = models.DateTimeField(null=True)  # None: no letters

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "address"], name="saved_search_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="saved_search_due"),
            models.Index(fields=["person", "-created_at"], name="saved_search_of_person"),
        ]
