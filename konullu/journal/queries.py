from uuid import UUID

from django.db.models import QuerySet

from konullu.journal.models import Entry


def entries_about(subject_kind: str, subject_id: UUID) -> QuerySet[Entry]:
    """All that was done to one thing, latest first. The caller has already asked who is reading."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-created_at", "-id")


def entries_by(actor_id: UUID) -> QuerySet[Entry]:
    """All that one person did, also on behalf of others, latest first. The caller has already asked who is reading."""
    return Entry.objects.filter(actor_id=actor_id).order_by("-created_at", "-id")


def entries_on_behalf_of(principal_id: UUID) -> QuerySet[Entry]:
    """All that others did on behalf of a person (a guardian for a minor) or organisation, latest first."""
    return Entry.objects.filter(on_behalf_of_id=principal_id).order_by("-created_at", "-id")
