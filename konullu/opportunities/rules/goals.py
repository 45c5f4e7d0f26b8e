"""Sustainable Development Goals of an opportunity: one primary, at most three, with a default by the direction."""

from konullu.opportunities.rules.details import Details

MOST = 3

# Our own map (docs/law.md): directions of law 828-IIIQ art. 3 -> goal and targets. To be confirmed by the Union.
DEFAULTS: dict[str, tuple[int, tuple[str, ...]]] = {
    "3.0.1": (1, ("1.3",)),
    "3.0.2": (16, ("16.b",)),
    "3.0.3": (12, ("12.8",)),
    "3.0.4": (16, ("16.3",)),
    "3.0.5": (4, ("4.4", "4.7")),
    "3.0.6": (3, ()),
    "3.0.7": (3, ("3.3", "3.d")),
    "3.0.8": (3, ("3.4", "3.5")),
    "3.0.9": (13, ()),
    "3.0.10": (11, ("11.4",)),
    "3.0.11": (11, ("11.5",)),
}


def default_goal(direction: str) -> int | None:
    """The goal that a direction serves first."""
    return DEFAULTS[direction][0] if direction in DEFAULTS else None


def default_targets(direction: str) -> tuple[str, ...]:
    """Targets that the form proposes for a direction; nothing is stored without the coordinator's choice."""
    return DEFAULTS[direction][1] if direction in DEFAULTS else ()


def all_goals(details: Details) -> list[int]:
    """The primary goal (chosen, or the direction's default) and then the others; no goal twice."""
    primary = details.primary_goal or default_goal(details.direction)
    return list(dict.fromkeys(goal for goal in (primary, *details.goals) if goal is not None))
