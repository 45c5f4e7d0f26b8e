"""How high an opportunity stands: what is expected of it, and what it still needs."""

from math import exp, sqrt

# Found with benchmarks/bench_ranking.py (docs/benchmarks.md): see there what each costs and brings.
FIRST = 1.0  # how much higher an opportunity stands while nobody has chosen it this week
TIRED = 0.3  # how fast it sinks with each choice this week, in parts of what it needs
CURIOUS = 0.5  # how much the doubt about a young estimate counts in its favour
PRIOR_VIEWS = 80.0  # as many looks as the first guess is worth
PATIENCE = 0.95  # assumed probability of looking at one more result

VERSION = 1  # written beside every logged impression


def conversion(choices: float, looks: float, prior: float) -> float:
    """The expected share of looks that end in a choice, 0 to 1: observed and first guess, weighed (Beta mean).

    choices: sign-ups that came from our own lists; looks: impressions weighed by `look`; prior: the share that is
    usual for its kind. Looks are counted later than choices, so that there can be fewer of them for a while.
    """
    return min((choices + prior * PRIOR_VIEWS) / (looks + PRIOR_VIEWS), 1.0)


def doubt(expected: float, looks: float) -> float:
    """One standard deviation of `conversion` (Beta), in the same unit."""
    return sqrt(expected * (1.0 - expected) / (looks + PRIOR_VIEWS + 1.0))


def look(position: int, patience: float = PATIENCE) -> float:
    """The probability that somebody gets as far as this position (from 0): geometric browsing, Craswell et al. 2008."""
    return patience**position


def need_factor(choices_this_week: float, need_this_week: float) -> float:
    """More than 1 while nobody has chosen it this week, then falling with each choice, the slower the more it needs."""
    if choices_this_week < 1.0:
        return 1.0 + FIRST
    return exp(-TIRED * choices_this_week / max(need_this_week, 1.0))


def chance(choices: float, looks: float, prior: float, choices_this_week: float, need_this_week: float) -> float:
    """The part of the score that is the same for every reader; the search multiplies it by what this reader asked.

    need_this_week: places that are open, in parts of the weeks that are left, at least 1; unlimited counts as many.
    """
    expected = conversion(choices, looks, prior)
    return (expected + CURIOUS * doubt(expected, looks)) * need_factor(choices_this_week, need_this_week)


def freshness(days_since_published: float) -> float:
    """From 1.15 on the first day towards 1: enough to see new ones first among equals, not enough to bury good ones."""
    return 1.0 + 0.15 * exp(-days_since_published / 7.0)


def nearness(km: float) -> float:
    """How much a distance counts: 1 at the door, about a third at 30 km."""
    return exp(-km / 30.0)
