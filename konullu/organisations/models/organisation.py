from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from konullu.organisations.words import LegalForm, State
from konullu.platform.models import Record


class Organisation(Record):
    """A legal entity or a group that organises voluntary activity, or a company that is a partner.

    `state` says where the accreditation stands; each move has its own Decision row. `answer_due_at` is the promise
    that was given when the papers were sent, and it does not change later.
    """

    name = models.CharField(max_length=160)  # in Azerbaijani
    other_names = models.JSONField(default=dict)  # {"en": "...", "ru": "..."}
    slug = models.SlugField(max_length=80, unique=True)
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices())
    tax_number = models.CharField(max_length=10, blank=True)  # VÖEN
    registration_number = models.CharField(max_length=40, blank=True)
    founded_date = models.DateField(null=True)
    description = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True)  # E.164
    website = models.URLField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    directions = ArrayField(models.CharField(max_length=8), default=list)  # codes of directions.py: "3.0.9"
    responsible = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_union = models.BooleanField(default=False)  # the Union itself: its team accredits the others
    state = models.CharField(max_length=12, choices=State.choices(), default=State.DRAFT.value)
    submitted_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    accredited_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_union"], condition=Q(is_union=True), name="organisation_one_union"),
            models.UniqueConstraint(
                fields=["tax_number"],
                condition=~Q(tax_number="") & Q(state__in=["submitted", "accredited", "suspended"]),
                name="organisation_one_per_tax_number",
            ),
            models.CheckConstraint(
                # Law 828-IIIQ art. 2.3: a commercial company is not an organiser.
                condition=~Q(legal_form="company") | Q(state__in=["draft", "partner"]),
                name="organisation_company_is_partner_only",
            ),
            models.CheckConstraint(
                condition=~Q(state="partner") | Q(legal_form="company"), name="organisation_partner_is_company"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False, answer_due_at__isnull=False),
                name="organisation_submitted_has_promise",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="organisation_queue")]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name in a language, or the Azerbaijani one when there is no other."""
        return str(self.other_names.get(language) or self.name)

    @property
    def is_public(self) -> bool:
        """Strangers may read about it; while suspended they learn that it is, and nothing more."""
        return self.state in (State.ACCREDITED, State.SUSPENDED)


class District(models.Model):
    """A place where the organisation works (ISO 3166-2, a district or a city)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="district_rows")
    region = models.ForeignKey("places.Region", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "region"], name="organisation_district_once")]
