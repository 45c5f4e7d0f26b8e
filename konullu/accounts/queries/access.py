"""Who looked at a person's data."""

from django.db.models import QuerySet

from konullu.accounts.models import AccessRecord, Person


def looks_at(person: Person) -> QuerySet[AccessRecord]:
    """All looks at this person's data, latest first. The caller has loaded the person as somebody they may read."""
    return AccessRecord.objects.filter(person=person).order_by("-created_at", "-id")
