"""People by id, for reactions that were told of a fact."""

from collections.abc import Iterable
from uuid import UUID

from konullu.accounts.models import Person


def living(person_ids: Iterable[UUID]) -> list[Person]:
    """Those of these people whose account is there and not erased, in the order of opening."""
    return list(Person.objects.filter(pk__in=set(person_ids), erased_at=None).order_by("created_at", "pk"))
