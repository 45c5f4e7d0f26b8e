from django.db import models
from django.db.models import F, Q

from konullu.organisations.models.organisation import Organisation
from konullu.organisations.words import Post
from konullu.platform.models import Record


class Membership(Record):
    """An organisation is a member of a union from a day to a day (exclusive), or until further notice.

    At any day an organisation stands under one union only (exclusion constraint in migration 0002), so that the
    members form a tree; operations.federation keeps it free of circles.
    """

    union = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="member_rows")
    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="union_rows")
    since_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(union=F("member")), name="membership_not_of_itself"),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("since_date")), name="membership_ends_later"
            ),
        ]


class Office(Record):
    """A term of office in a union: one holder for a post at a time (exclusion constraint in migration 0002)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=16, choices=Post.choices())
    since_date = models.DateField()
    until_date = models.DateField(null=True)  # exclusive

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("since_date")), name="office_ends_later"
            ),
        ]
