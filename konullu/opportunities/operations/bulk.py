"""Several opportunities at once. Each is done or refused by itself, so that one that fails stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from konullu.opportunities.operations import publishing
from konullu.opportunities.operations.drafting import save
from konullu.opportunities.queries.reading import details_of, opportunity_for
from konullu.opportunities.rules.roles import Act
from konullu.platform.errors import Refusal, Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.opportunities.models import Opportunity

MOST = 200


@dataclass(kw_only=True)
class Outcome:
    """What became of them."""

    done: list[UUID] = field(default_factory=list)
    refused: dict[UUID, list[Refusal]] = field(default_factory=dict)


@transaction.atomic
def close_many(*, ids: Sequence[UUID], closing: str, by: "Person", now: datetime) -> Outcome:
    """Close each of them for the same reason (publishing.close)."""
    return _each(ids, by, Act.PUBLISH, lambda row: publishing.close(opportunity=row, closing=closing, by=by, now=now))


@transaction.atomic
def archive_many(*, ids: Sequence[UUID], by: "Person", now: datetime) -> Outcome:
    """Put each of them away (publishing.archive)."""
    return _each(ids, by, Act.PUBLISH, lambda row: publishing.archive(opportunity=row, by=by, now=now))


@transaction.atomic
def extend_many(*, ids: Sequence[UUID], apply_until: datetime, by: "Person", now: datetime) -> Outcome:
    """Give each of them another last moment to apply."""

    def extend(row: "Opportunity") -> object:
        return save(opportunity=row, details=replace(details_of(row), apply_until=apply_until), by=by, now=now)

    return _each(ids, by, Act.EDIT, extend)


@transaction.atomic
def set_contact_of_many(
    *, ids: Sequence[UUID], name: str, email: str, phone: str, by: "Person", now: datetime
) -> Outcome:
    """Give each of them the same contact."""

    def change(row: "Opportunity") -> object:
        details = replace(details_of(row), contact_name=name, contact_email=email, contact_phone=phone)
        return save(opportunity=row, details=details, by=by, now=now)

    return _each(ids, by, Act.EDIT, change)


def _each(ids: Sequence[UUID], by: "Person", act: Act, change: "Callable[[Opportunity], object]") -> Outcome:
    """NotVisible and PermissionDenied stop everything: nobody chooses on a page what they can't see there."""
    outcome = Outcome()
    for one in list(dict.fromkeys(ids))[:MOST]:
        row = opportunity_for(by, one, act)
        try:
            with transaction.atomic():
                change(row)
        except Refused as refused:
            outcome.refused[one] = refused.reasons
        else:
            outcome.done.append(one)
    return outcome
