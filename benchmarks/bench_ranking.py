"""Does the order give every opportunity a chance without losing sign-ups? The same visitors come to each order.

    uv run --group bench python -m benchmarks.bench_ranking [--seeds 20] [--json]

Goals: opportunities with at least one sign-up a week at least 8 % above popularity (what the field experiment that the
engine names has brought), sign-ups at most 1 % below it and at most 2 % below the greedy order, and no other order
better in both (Pareto). A figure is the mean of the paired differences, with its 95 % confidence interval.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks import market
from benchmarks.market import SCENARIOS, Scenario, compiled_chance, play

ORDERS: dict[str, tuple[int, float]] = {
    "popularity": (market.POPULARITY, 0.0),
    "greedy": (market.GREEDY, 0.0),
    "bonus 0.5": (market.BONUS, 0.5),
    "bonus 1": (market.BONUS, 1.0),
    "bonus 3": (market.BONUS, 3.0),
    "penalty 0.1": (market.PENALTY, 0.1),
    "penalty 0.3": (market.PENALTY, 0.3),
    "recency": (market.RECENCY, 0.0),
    "random 10 %": (market.MIX, 0.1),
    "random 30 %": (market.MIX, 0.3),
    "random": (market.RANDOM, 0.0),
    "ours": (market.OURS, 0.0),
}
# Worlds in which the order can hardly matter: nearly everything that is found is looked at, or nearly everything fills
# up by itself. They are shown with the rest, and the most that any order reaches there stands beside it.
EDGE = {"short lists", "scarce places"}


@dataclass(frozen=True)
class Row:
    """One order in one world: per cent against popularity, with half the width of the confidence interval."""

    world: str
    order: str
    signups: float
    signups_ci: float
    greedy: float  # sign-ups against the greedy order
    chosen: float
    chosen_ci: float
    gini: float
    none: float


def judge(name: str, scenario: Scenario, seeds: int) -> list[Row]:
    chance = compiled_chance()
    worlds = {
        order: np.array([_numbers(scenario, policy, strength, chance, seed) for seed in range(seeds)])
        for order, (policy, strength) in ORDERS.items()
    }
    base, greedy = worlds["popularity"], worlds["greedy"]
    rows = []
    for order, numbers in worlds.items():
        against = 100 * (numbers[:, :2] / base[:, :2] - 1)
        ci = 1.96 * against.std(axis=0, ddof=1) / np.sqrt(seeds)
        to_greedy = float((100 * (numbers[:, 0] / greedy[:, 0] - 1)).mean())
        mean = against.mean(axis=0)
        rows.append(
            Row(name, order, float(mean[0]), float(ci[0]), to_greedy, float(mean[1]), float(ci[1]),
                float(numbers[:, 2].mean()), float(numbers[:, 3].mean()))
        )  # fmt: skip
    return rows


def _numbers(scenario: Scenario, policy: int, strength: float, chance: Callable[..., float], seed: int) -> list[float]:
    outcome = play(scenario, policy, strength, chance, seed)
    return [outcome.signups, outcome.chosen, outcome.gini, outcome.none]


def missed(rows: list[Row]) -> list[str]:
    """What this world says against ours; empty when every goal is reached."""
    ours = next(row for row in rows if row.order == "ours")
    better = [row.order for row in rows if row.signups > ours.signups and row.chosen > ours.chosen]
    wrong = []
    if ours.chosen < 8:
        wrong.append(
            f"chosen {ours.chosen:+.1f} %, goal +8 %, the most of any order {max(r.chosen for r in rows):+.1f}"
        )
    if ours.signups < -1:
        wrong.append(f"sign-ups {ours.signups:+.1f} %, goal -1 %")
    if ours.greedy < -2:
        wrong.append(f"sign-ups {ours.greedy:+.1f} % against greedy, goal -2 %")
    if better:
        wrong.append(f"better in both: {', '.join(better)}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    every = []
    for name, scenario in SCENARIOS.items():
        rows = judge(name, scenario, wanted.seeds)
        every += rows
        if not wanted.json:
            _print(name, rows)
    if wanted.json:
        print(json.dumps([vars(row) for row in every], indent=1))


def _print(name: str, rows: list[Row]) -> None:
    print(f"{name}{' (edge)' if name in EDGE else ''}: Gini of sign-ups by popularity {rows[0].gini:.2f}")
    for row in rows:
        print(
            f"  {row.order:<12} sign-ups {row.signups:+6.1f} ± {row.signups_ci:3.1f} % (greedy {row.greedy:+5.1f} %)"
            f"  chosen {row.chosen:+6.1f} ± {row.chosen_ci:3.1f} %  Gini {row.gini:.2f}  none {row.none:.0%}"
        )
    wrong = missed(rows)
    print("  MISSED " + "; ".join(wrong) if wrong else "  met", flush=True)


if __name__ == "__main__":
    main()
