"""How a person wants to be written to."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from konullu.messaging.channels import Channel, channels
from konullu.messaging.kinds import KINDS, Kind
from konullu.messaging.models import ChannelChoice, QuietHours
from konullu.messaging.registry import letters
from konullu.messaging.rules.quiet import USUAL, Quiet, quiet_until
from konullu.messaging.rules.ways import Way, is_on_by_default

if TYPE_CHECKING:
    from konullu.accounts.models import Person


@dataclass(frozen=True, kw_only=True)
class KindChoice:
    """One kind of letters and the channels outside that are on for it."""

    kind: Kind
    on: list[str]


@dataclass(frozen=True, kw_only=True)
class Notices:
    """What the page shows. outside: the channels that reach the person; hours: None when never quiet."""

    kinds: list[KindChoice]
    outside: list[Channel]
    hours: Quiet | None
    is_own_choice: bool


def ways_to(person: "Person") -> list[tuple[Way, str]]:
    """The channels that reach a person, each with the address."""
    found = [(channel, channel.address_for(person)) for channel in channels()]
    return [
        (Way(name=channel.name, cost=channel.cost, is_home=channel.is_home), address)
        for channel, address in found
        if address
    ]


def is_here(person_id: UUID) -> bool:
    """Whether this person still has an account."""
    return get_user_model().objects.filter(pk=person_id, erased_at__isnull=True).exists()


def choices_of(person_id: UUID, kind: str) -> dict[str, bool]:
    """The person's own answers for a kind, by channel."""
    return dict(ChannelChoice.objects.filter(person_id=person_id, kind=kind).values_list("channel", "is_on"))


def notices_of(person: "Person") -> Notices:
    """Everything that the page about letters shows and lets change, for this person themselves."""
    ways = [way for way, _ in ways_to(person) if not way.is_home]
    outside = [channel for channel in channels() if channel.name in {way.name for way in ways}]
    chosen: dict[tuple[str, str], bool] = {
        (kind, channel): is_on
        for kind, channel, is_on in ChannelChoice.objects.filter(person=person).values_list("kind", "channel", "is_on")
    }
    in_use = {letter.kind for letter in letters()}
    kinds = [
        KindChoice(
            kind=kind,
            on=[
                way.name
                for way in ways
                if chosen.get((kind.code, way.name), is_on_by_default(way, ways, is_urgent=False))
            ],
        )
        for kind in KINDS
        if kind.code in in_use
    ]
    own = QuietHours.objects.filter(person=person).first()
    return Notices(kinds=kinds, outside=outside, hours=_hours(own), is_own_choice=own is not None)


def held_until(person: "Person", channel: Channel, *, now: datetime) -> datetime | None:
    """Until when a letter that is not urgent waits on this channel; None when it may go at once.

    A person's own hours hold for every way out; the usual ones only for what rings.
    """
    if channel.is_home:
        return None
    own = QuietHours.objects.filter(person=person).first()
    hours = _hours(own) if own or channel.rings else None
    return quiet_until(hours, now=now, zone=ZoneInfo(person.time_zone))


def _hours(own: QuietHours | None) -> Quiet | None:
    if own is None:
        return USUAL
    return Quiet(own.starts, own.ends) if own.starts is not None and own.ends is not None else None
