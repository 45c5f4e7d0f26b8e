from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func

# Indexed columns are as few as can be: every one makes each new score dearer.


class Document(models.Model):
    """One public opportunity, made for finding. Everything here can be made again (`konullu manage rebuild_search`).

    No foreign key: a reader keeps copies by plain ids, and writing many at once must not look up each of them.
    """

    id = models.UUIDField(primary_key=True)  # of the opportunity
    score = models.FloatField(default=1.0)  # kept by the ranking: the part that is the same for every reader
    published_at = models.DateTimeField()
    soonest_at = models.DateTimeField()  # when it begins; the far end of time when it has begun or has no date
    listed_until = models.DateTimeField()  # exclusive; the far end of time when it has no end
    first_day = models.DateField()  # in Baku; without dates: always
    last_day = models.DateField()  # inclusive
    age_from = models.SmallIntegerField()
    age_to = models.SmallIntegerField()  # inclusive
    hours = models.SmallIntegerField()  # at least so many a week
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    north = models.FloatField(null=True)  # the latitude in Mercator degrees, so that nearest neighbours come in order
    organisation = models.CharField(max_length=80)  # slug
    tags = ArrayField(models.IntegerField())  # ids of Mark: what can be chosen as a filter
    words = SearchVectorField()  # stems; those of the title with positions

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True, north__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False, north__isnull=False),
                name="document_whole_point",
            ),
        ]
        indexes = [
            models.Index(F("score").desc(), "id", name="document_best"),
            models.Index(F("published_at").desc(), "id", name="document_newest"),
            models.Index(fields=["soonest_at", "id"], name="document_soonest"),
            models.Index(fields=["listed_until"], name="document_over"),
            models.Index(fields=["organisation", "-published_at"], name="document_of_organisation"),
            # One scan finds what has the tags and the words. No pending list: readers would have to go through it.
            GinIndex(fields=["tags", "words"], name="document_found", fastupdate=False),
            GistIndex(Func("longitude", "north", function="point"), name="document_nearest"),
        ]


class Card(models.Model):
    """What a list shows of a document, apart from it so that walks over documents stay light."""

    document_id = models.UUIDField(primary_key=True)
    content = models.JSONField()  # rules/cards.py


class Placing(models.Model):
    """Where a document stands in the blocks. Apart from it, so that settling does not write its words anew."""

    document_id = models.UUIDField(primary_key=True)
    slot = models.IntegerField()  # its place in the bit strings of Block
    marks = ArrayField(models.IntegerField(), default=list)  # what stands there for it now
    is_settled = models.BooleanField(default=False)  # is it what the document says?

    class Meta:
        constraints = [
            # Deferred: all places are dealt anew in one statement.
            models.UniqueConstraint(fields=["slot"], name="placing_slot_once", deferrable=models.Deferrable.DEFERRED),
        ]
        indexes = [
            models.Index(fields=["document_id"], condition=models.Q(is_settled=False), name="placing_unsettled"),
        ]


class Mark(models.Model):
    """What the number of a value means that can be filtered or counted: ("kind", "one_time"), ("day", "2026-11-28")."""

    id = models.IntegerField(primary_key=True)  # rules.marks.mark_of
    field = models.CharField(max_length=12)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["field", "code"], name="mark_once")]


class Bits(models.Field):  # type: ignore[type-arg]
    """A bit string of 32,000. Read and written by SQL only (queries/blocks.py, operations/blocks.py)."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002  Django's own name
        return "bit(32000)"


class Block(models.Model):
    """Which of 32,000 documents have a mark: one bit each. Filters are ANDs of these, counts are numbers of ones.

    4,000 bytes, kept in the row: two rows fill a page.
    """

    pk = models.CompositePrimaryKey("mark", "number")
    mark = models.IntegerField()  # 0: every document
    number = models.IntegerField()  # slot // 32,000
    bits = Bits()


class Spelling(models.Model):
    """A word as people have written it, for "did you mean"."""

    word = models.CharField(primary_key=True, max_length=40)  # folded
    shown = models.CharField(max_length=40)
    documents = models.IntegerField()  # in how many, about

    class Meta:
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="spelling_alike", fastupdate=False)]
