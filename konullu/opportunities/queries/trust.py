"""Which organisations publish without asking first."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from konullu.opportunities.models import Trust

if TYPE_CHECKING:
    from konullu.organisations.models import Organisation


def is_trusted(organisation: "Organisation") -> bool:
    """Does what it offers become public at once? The Union trusts itself."""
    return organisation.is_union or current_trust(organisation.pk) is not None


def current_trust(organisation_id: UUID) -> Trust | None:
    return Trust.objects.filter(organisation_id=organisation_id, ended_at=None).select_related("given_by").first()


def trusted_among(organisation_ids: Collection[UUID]) -> set[UUID]:
    """The trusted ones of these organisations; one query for a list."""
    rows = Trust.objects.filter(organisation_id__in=organisation_ids, ended_at=None)
    return set(rows.values_list("organisation_id", flat=True))
