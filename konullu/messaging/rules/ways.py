"""Which channels a letter takes: what reaches the person, what they chose, and what they can't refuse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from konullu.messaging.kinds import Kind
from konullu.platform.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Way:
    """A channel that reaches this person. cost: 0 for nothing, higher is dearer. is_home: our own inbox."""

    name: str
    cost: int
    is_home: bool = False


def ways_for(
    *,
    reachable: Iterable[Way],
    choices: Mapping[str, bool],
    is_obligatory: bool,
    is_urgent: bool,
    asked: Iterable[str] | None = None,
) -> list[str]:
    """The names of the channels to use, the inbox first, then from cheap to dear.

    The inbox always gets the letter. Outside, the person's choices hold; where they have not chosen, the cheapest way
    is on, and for an urgent letter every way. An obligatory letter takes the cheapest way when all are switched off.
    asked: what the sender insists on, whatever was chosen.
    """
    ways = sorted(reachable, key=lambda way: (not way.is_home, way.cost))
    if asked is not None:
        wanted = set(asked)
        return [way.name for way in ways if way.name in wanted]
    home = [way for way in ways if way.is_home]
    outside = [way for way in ways if not way.is_home]
    chosen = [way for way in outside if choices.get(way.name, is_on_by_default(way, outside, is_urgent=is_urgent))]
    if is_obligatory and not chosen:
        chosen = outside[:1]
    return [way.name for way in [*home, *chosen]]


def is_on_by_default(way: Way, outside: list[Way], *, is_urgent: bool) -> bool:
    """Before a person has chosen: the cheapest way out, and for urgent letters every one."""
    return is_urgent or way.cost == min(each.cost for each in outside)


def refusals_to_choose(kind: Kind, *, on: Iterable[str], outside: Iterable[str]) -> list[Refusal]:
    """An obligatory kind keeps one way out of the house, if there is any."""
    if not kind.is_obligatory or not set(outside) or set(on) & set(outside):
        return []
    return [
        Refusal(
            code="messaging.obligatory_kind",
            text=_("“%(kind)s” needs at least one way to reach you.") % {"kind": kind.title},
            next_step=_("Leave one of them on."),
            field=kind.code,
        )
    ]
