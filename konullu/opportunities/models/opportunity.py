from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from konullu.opportunities.words import Closing, Kind, State, Where
from konullu.platform.models import Record


def _codes(length: int) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Opportunity(Record):
    """What an organisation offers. Its words stand in Wording, one row for each language; its work in Role."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)  # for people's eyes; the id in the address decides
    kind = models.CharField(max_length=12, choices=Kind.choices())
    main_language = models.CharField(max_length=5, default="az")  # the language that is shown when the reader's lacks
    direction = models.CharField(max_length=8, blank=True)  # organisations.directions: "3.0.9"
    causes = _codes(40)  # ids of the taxonomy (rules.taxonomy), as the next four
    skills = _codes(40)
    requirements = _codes(40)
    accessibility = _codes(40)
    rewards = _codes(40)
    primary_goal = models.SmallIntegerField(null=True)  # SDG 1 to 17
    goals = ArrayField(models.SmallIntegerField(), default=list, blank=True)  # at most three, the primary one first
    targets = _codes(5)  # SDG targets: "4.4", "1.a"

    where = models.CharField(max_length=8, choices=Where.choices(), default=Where.ON_SITE.value)
    region = models.ForeignKey("places.Region", null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)  # WGS84
    longitude = models.FloatField(null=True)

    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)  # exclusive
    all_day = models.BooleanField(default=False)  # only the days of starts_at and ends_at count
    time_zone = models.CharField(max_length=40, default="Asia/Baku")  # IANA
    apply_until = models.DateTimeField(null=True)  # exclusive
    answer_days = models.PositiveSmallIntegerField(null=True)  # the organisation answers within so many days
    weekly_hours_min = models.PositiveSmallIntegerField(null=True)
    weekly_hours_max = models.PositiveSmallIntegerField(null=True)
    places = models.PositiveIntegerField(null=True)  # None: no limit is known

    age_min = models.PositiveSmallIntegerField(null=True)
    age_max = models.PositiveSmallIntegerField(null=True)
    languages = _codes(8)  # that a volunteer must speak: accounts.rules.profile.SPOKEN and SIGNED
    papers = _codes(20)  # words.Paper
    hazards = _codes(20)  # words.Hazard
    provided = _codes(20)  # words.Provided
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=16, blank=True)  # E.164
    external_url = models.URLField(max_length=500, blank=True)  # where one applies, when it is not here
    picture = models.CharField(max_length=200, blank=True)  # platform.files

    declarations = models.JSONField(default=dict)  # {code: {"by": person id, "at": moment}}
    state = models.CharField(max_length=10, choices=State.choices(), default=State.DRAFT.value)
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)  # the first time it was public
    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=12, choices=Closing.choices(), blank=True)
    archived_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # when the coordinator was asked whether it still stands
    confirmed_at = models.DateTimeField(null=True)  # when somebody said last that it still stands
    recheck_since = models.DateTimeField(null=True)  # changed in public by an organisation that is not trusted
    series = models.UUIDField(null=True)  # the same for all dates of a series
    source = models.CharField(max_length=40, blank=True)  # an import's mapping: "nyc-service"
    source_id = models.CharField(max_length=120, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the row, so a second run changes nothing

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="opportunity_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(age_max__isnull=True) | Q(age_min__isnull=True) | Q(age_max__gte=F("age_min")),
                name="opportunity_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="opportunity_point_on_earth",
            ),
            models.CheckConstraint(condition=Q(places__isnull=True) | Q(places__gt=0), name="opportunity_places"),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "closed"]) | Q(published_at__isnull=False),
                name="opportunity_published_has_date",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(closing=""), name="opportunity_closed_has_reason"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source=""), name="opportunity_once_per_source"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-changed_at"], name="opportunity_of_organisation"),
            models.Index(fields=["state", "submitted_at"], name="opportunity_queue"),
            # What the job that closes the past ones looks for.
            models.Index(fields=["apply_until"], condition=Q(state="published"), name="opportunity_deadline"),
            models.Index(fields=["starts_at"], condition=Q(starts_at__isnull=False), name="opportunity_start"),
            models.Index(fields=["ends_at"], condition=Q(state="published"), name="opportunity_end"),
            models.Index(
                fields=["recheck_since"], condition=Q(recheck_since__isnull=False), name="opportunity_recheck"
            ),
            models.Index(fields=["changed_at", "id"], condition=Q(published_at__isnull=False), name="opportunity_feed"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="opportunity_series"),
        ]

    @property
    def is_public(self) -> bool:
        """May strangers read it? A closed one stays readable: links to it are out in the world."""
        return self.state in (State.PUBLISHED, State.CLOSED)

    @property
    def is_volunteering(self) -> bool:
        return Kind(self.kind).is_volunteering


class Wording(models.Model):
    """What an opportunity says in one language."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)  # what you will do; paragraphs
    schedule = models.CharField(max_length=300, blank=True)  # when, in words: "Saturdays from 10 to 13"
    place_note = models.CharField(max_length=300, blank=True)  # how to find it
    bring = models.TextField(blank=True)  # one thing on each line
    gives = models.TextField(blank=True)  # what you get, beyond the list; one on each line
    courses = models.TextField(blank=True)  # courses that are asked; one on each line
    afterwards = models.TextField(blank=True)  # what happens after applying; one step on each line
    picture_text = models.CharField(max_length=200, blank=True)  # the picture in words

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "language"], name="wording_once_per_language")]


class Role(Record):
    """One kind of work inside an opportunity: how many are needed, what they must know."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="roles")
    position = models.PositiveSmallIntegerField()
    names = models.JSONField()  # {"az": "Bələdçi", ...}: the main language at least
    details = models.JSONField(default=dict)  # the same languages, one paragraph
    places = models.PositiveIntegerField(null=True)
    skills = _codes(40)
    languages = _codes(8)
    age_min = models.PositiveSmallIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "position"], condition=Q(removed_at=None), name="role_position_once"
            ),
        ]
