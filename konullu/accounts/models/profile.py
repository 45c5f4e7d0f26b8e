from django.db import models
from django.db.models import Q

from konullu.platform.models import Record


class LanguageLevel(models.TextChoices):
    """How well a person speaks a language; the words stand in rules.profile.LEVELS."""

    BASIC = "basic"
    INDEPENDENT = "independent"
    FLUENT = "fluent"
    NATIVE = "native"


class SpokenLanguage(Record):
    """One language that a person speaks."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="spoken_languages")
    language = models.CharField(max_length=8)  # ISO 639: "az", "tly"
    level = models.CharField(max_length=12, choices=LanguageLevel)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="spoken_language_once"),
            models.CheckConstraint(condition=Q(level__in=LanguageLevel.values), name="spoken_language_level_known"),
        ]


class Interest(Record):
    """One skill that a person has, or one cause that they care for: a concept of data/taxonomy.json."""

    class Kind(models.TextChoices):
        SKILL = "skill"
        CAUSE = "cause"

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=5, choices=Kind)
    concept = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "concept"], name="interest_once"),
            models.CheckConstraint(condition=Q(kind__in=["skill", "cause"]), name="interest_kind_known"),
        ]
        indexes = [models.Index(fields=["kind", "concept"], name="interest_concept")]


class Availability(Record):
    """One cell of the week in which a person can usually help."""

    class Part(models.TextChoices):
        MORNING = "morning"
        DAY = "day"
        EVENING = "evening"

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField()  # ISO 8601: 1 is Monday, 7 is Sunday
    part = models.CharField(max_length=8, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "weekday", "part"], name="availability_once"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="availability_weekday_real"),
            models.CheckConstraint(condition=Q(part__in=["morning", "day", "evening"]), name="availability_part_known"),
        ]


class EmergencyContact(Record):
    """Whom to call when something happens to the person. Another human being's data, so sealed like a secret."""

    person = models.OneToOneField("accounts.Person", on_delete=models.CASCADE, related_name="emergency_contact")
    sealed = models.TextField()  # platform.secrets over JSON: name, phone, relation


class AccessNeeds(Record):
    """What a person needs in order to take part: a special category of data (law 998-IIIQ, docs/law.md AZ-9).

    Kept apart from the profile and sealed; read only through operations.needs, which records every reading.
    """

    person = models.OneToOneField("accounts.Person", on_delete=models.CASCADE, related_name="access_needs")
    sealed = models.TextField()  # platform.secrets over JSON: needs (codes), note
