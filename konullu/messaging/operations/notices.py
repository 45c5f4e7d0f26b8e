"""How a person wants to be written to."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from konullu.journal.operations import record
from konullu.messaging.channels import channel_named
from konullu.messaging.kinds import BY_CODE
from konullu.messaging.models import ChannelChoice, QuietHours
from konullu.messaging.queries.notices import is_here, notices_of
from konullu.messaging.rules.quiet import refusals_to_be_quiet
from konullu.messaging.rules.ways import refusals_to_choose
from konullu.platform.errors import Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@transaction.atomic
def choose(
    *,
    person: "Person",
    on: Mapping[str, Collection[str]],
    starts: time | None,
    ends: time | None,
    now: datetime,
) -> None:
    """The channels that are on for each kind, and the quiet hours in the person's own time (both None: never quiet).

    Kinds and channels that the person can't choose among now (no such address) keep what was chosen before.
    """
    notices = notices_of(person)
    outside = [channel.name for channel in notices.outside]
    refusals = refusals_to_be_quiet(starts, ends)
    for choice in notices.kinds:
        refusals += refusals_to_choose(choice.kind, on=on.get(choice.kind.code, ()), outside=outside)
    if refusals:
        raise Refused(refusals)
    for choice in notices.kinds:
        for name in outside:
            _set(person.pk, choice.kind.code, name, is_on=name in on.get(choice.kind.code, ()), now=now)
    QuietHours.objects.update_or_create(
        person=person, defaults={"starts": starts, "ends": ends}, create_defaults=_hours(starts, ends, now)
    )
    _journal("messaging.notices_chosen", person.pk, now, quiet=starts is not None)


@transaction.atomic
def unsubscribe(*, person_id: UUID, kind: str, channel: str, now: datetime) -> bool:
    """Switch one kind off on one channel: the link in a letter. False when the kind can't be, or the person is gone."""
    known = BY_CODE.get(kind)
    if known is None or known.is_obligatory or channel_named(channel) is None or not is_here(person_id):
        return False
    _set(person_id, kind, channel, is_on=False, now=now)
    _journal("messaging.unsubscribed", person_id, now, kind=kind, channel=channel)
    return True


def _set(person_id: UUID, kind: str, channel: str, *, is_on: bool, now: datetime) -> None:
    ChannelChoice.objects.update_or_create(
        person_id=person_id,
        kind=kind,
        channel=channel,
        defaults={"is_on": is_on},
        create_defaults={"is_on": is_on, "created_at": now},
    )


def _hours(starts: time | None, ends: time | None, now: datetime) -> dict[str, object]:
    return {"starts": starts, "ends": ends, "created_at": now}


def _journal(verb: str, person_id: UUID, now: datetime, **detail: object) -> None:
    record(
        verb=verb,
        subject_kind="accounts.person",
        subject_id=person_id,
        actor_id=person_id,
        now=now,
        detail=detail,
    )
