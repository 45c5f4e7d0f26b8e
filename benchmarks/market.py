"""A small market of opportunities and visits, to judge orders by: external traffic, filters, capacities, churn.

No log of our own exists yet, so the worlds are invented; what can be compared with a real one is how unequally
attention is spread (Gini of the 665 opportunities of NYC Service, column hits: 0.55). Compiled with numba: the score
is konullu.engines.ranking.chance itself, compiled, and not a copy of it.
"""

import types
from collections.abc import Callable
from dataclasses import astuple, dataclass

import numba
import numpy as np

from konullu.engines.ranking import chance as engine

POPULARITY, GREEDY, BONUS, PENALTY, RECENCY, MIX, RANDOM, OURS = range(8)
USUAL = 0.03  # the mean share of looks that end in a sign-up
UNLIMITED = 1_000_000.0
MANY = 20.0  # the need of what has no limit, as in konullu/search/rules/scoring.py

look = numba.njit(engine.look)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One world. The first `burn_in` weeks are played and not counted."""

    external: float = 0.3  # share of visits that come by a link to one opportunity
    patience: float = 0.95  # probability of looking at one more result
    shortlist: int = 60  # the most results that a visit's filters leave (the fewest: 5)
    churn: float = 0.15  # share of opportunities that end each week and are replaced
    roomy: float = 0.3  # share of opportunities without a limit of places
    places: float = 12.0  # mean places of the others
    taste: float = 0.6  # how much people differ: sigma of a log-normal factor, half of it known to the search
    opportunities: int = 600
    visits: int = 3000  # a week
    weeks: int = 10
    burn_in: int = 3


SCENARIOS = {
    "usual": Scenario(),
    "all by search": Scenario(external=0.0),
    "mostly by links": Scenario(external=0.6),
    "patient": Scenario(patience=0.98),
    "impatient": Scenario(patience=0.85),
    "long lists": Scenario(shortlist=150),
    "short lists": Scenario(shortlist=12),
    "scarce places": Scenario(places=4.0, roomy=0.1),
    "quick change": Scenario(churn=0.35),
    "few visits": Scenario(visits=1000),
}


@dataclass(frozen=True)
class Outcome:
    """What an order brought, in the weeks that count."""

    signups: float  # a week
    chosen: float  # opportunities with at least one sign-up, a week
    gini: float  # of the sign-ups over the opportunities that were there, mean of the weeks
    none: float  # share of opportunities without any, mean of the weeks


def compiled_chance(**constants: float) -> Callable[..., float]:
    """engine.chance for machine code; constants (FIRST=0.5) replace those of the module, to see what they do."""
    space = {**vars(engine), **constants}
    for name in ("conversion", "doubt", "need_factor"):
        space[name] = numba.njit(types.FunctionType(getattr(engine, name).__code__, dict(space)))
    return numba.njit(types.FunctionType(engine.chance.__code__, space))


def play(scenario: Scenario, policy: int, strength: float, chance: Callable[..., float], seed: int) -> Outcome:
    """One world played once. The same seed gives each order the same opportunities."""
    return Outcome(*map(float, _play(seed, policy, strength, chance, astuple(scenario))))


# One row for each thing that is known of an opportunity; the columns are the opportunities.
APPEAL, PULL, CAPACITY, LASTS, CHOICES, EVER, LOOKS, WEEK, LATEST = range(9)


@numba.njit
def _play(seed: int, policy: int, strength: float, chance: Callable[..., float], world: tuple):
    external, patience, shortlist, churn, roomy, places, taste, n, visits, weeks, burn_in = world
    market = np.zeros((9, n))
    np.random.seed(seed * 10_000_019)
    _renew(market, churn, roomy, places, 0.0)
    brought = np.zeros(4)
    for week in range(weeks):
        market[WEEK] = 0.0
        reach = np.cumsum(market[PULL])
        for moment in range(week * visits, (week + 1) * visits):
            np.random.seed(seed * 10_000_019 + moment)  # the same visitor comes, whatever the order is
            if np.random.random() < external:
                _by_link(market, reach, moment)
            else:
                _by_search(market, policy, strength, chance, patience, shortlist, taste, moment)
        if week >= burn_in:
            here = market[WEEK]
            brought += np.array([here.sum(), (here > 0).sum() * 1.0, _gini(here), (here == 0).mean()])
        np.random.seed(seed * 10_000_019 - week - 1)
        market[LASTS] -= 1
        _renew(market, churn, roomy, places, (week + 1.0) * visits)
    return brought / (weeks - burn_in)


@numba.njit
def _renew(market, churn, roomy, places, moment):
    """Whatever has ended is replaced. The same numbers are drawn for each, ended or not."""
    for i in range(market.shape[1]):
        appeal = min(USUAL * np.exp(np.random.normal(-0.3, 0.8)), 0.5)
        pull = np.exp(np.random.normal(0.0, 1.2))
        some = float(np.random.geometric(1.0 / places))
        capacity = UNLIMITED if np.random.random() < roomy else some
        lasts = float(np.random.geometric(churn))
        if market[LASTS, i] <= 0:
            market[:, i] = np.array([appeal, pull, capacity, lasts, 0.0, 0.0, 0.0, 0.0, moment])


@numba.njit
def _choose(market, i, moment):
    market[EVER, i] += 1
    market[WEEK, i] += 1
    market[CAPACITY, i] -= 1
    market[LATEST, i] = moment


@numba.njit
def _by_link(market, reach, moment):
    """Somebody who was sent to one opportunity, and likes it three times as much as a passer-by."""
    i = min(np.searchsorted(reach, np.random.random() * reach[-1]), len(reach) - 1)
    if np.random.random() < min(3.0 * market[APPEAL, i], 0.9) and market[CAPACITY, i] > 0:
        _choose(market, i, moment)


@numba.njit
def _by_search(market, policy, strength, chance, patience, shortlist, taste, moment):
    """Somebody who reads a list from the top, as far as patience goes, and takes the first that is good enough."""
    size, coin = np.random.randint(min(5, shortlist - 1), shortlist), np.random.random()
    found, known, hidden = np.empty(size, np.int64), np.empty(size), np.empty(size)
    for k in range(size):
        found[k] = np.random.randint(market.shape[1])
        known[k], hidden[k] = np.random.normal(0.0, taste / 1.414), np.random.normal(0.0, taste / 1.414)
    last, luck = np.random.geometric(1.0 - patience), np.random.random(size)
    score = np.full(size, np.inf)
    for k in range(size):
        if market[CAPACITY, found[k]] > 0:
            score[k] = -np.exp(known[k]) * _score(policy, strength, chance, market[:, found[k]], moment, coin)
    order = np.argsort(score)
    order = order[: np.isfinite(score).sum()]
    for position, k in enumerate(order):  # what the portal believes; it does not see where this person stops
        market[LOOKS, found[k]] += look(position, engine.PATIENCE)
    for k in order[:last]:
        if luck[k] < min(market[APPEAL, found[k]] * np.exp(known[k] + hidden[k]), 0.95):
            market[CHOICES, found[k]] += 1
            _choose(market, found[k], moment)
            break


@numba.njit
def _score(policy, strength, chance, it, moment, coin):
    if policy == POPULARITY:
        return it[EVER] + 1.0
    if policy == RECENCY:
        return moment - it[LATEST] + 1.0
    if policy == RANDOM or (policy == MIX and coin < strength):
        # Drawing here would give the next orders other visitors.
        return (coin * 7919.0 * (1.0 + it[PULL]) + it[APPEAL] * 104729.0) % 1.0 + 1e-9
    if policy == OURS:
        need = it[CAPACITY] / max(it[LASTS], 1.0) if it[CAPACITY] < UNLIMITED / 2 else MANY
        return chance(it[CHOICES], it[LOOKS], USUAL, it[WEEK], need)
    expected = (it[CHOICES] + USUAL * engine.PRIOR_VIEWS) / (it[LOOKS] + engine.PRIOR_VIEWS)
    if policy == BONUS and it[WEEK] < 1:
        return expected * (1.0 + strength)
    if policy == PENALTY:
        return expected * np.exp(-strength * it[WEEK])
    return expected


@numba.njit
def _gini(counts):
    ordered, n = np.sort(counts), len(counts)
    if ordered.sum() == 0:
        return 0.0
    return ((2.0 * np.arange(n) - n + 1.0) * ordered).sum() / (n * ordered.sum())
