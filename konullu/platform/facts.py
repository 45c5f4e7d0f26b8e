"""Facts: something has happened; floors above may react, and the floor that says it need not know them.

`publish` is called by operations. What follows from a fact stands in one file, konullu/reactions.py.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

type Reaction = Callable[[Any], None]

_in_transaction: dict[type, list[Reaction]] = defaultdict(list)
_after_commit: dict[type, list[Reaction]] = defaultdict(list)


def react(kind: type, reaction: Reaction, *, in_transaction: bool) -> None:
    """Register a reaction, at start-up only. In the transaction: it fails, all fails. After commit: best effort.

    A reaction that must survive a crash and may come later defers a job in the same transaction.
    """
    registry = _in_transaction if in_transaction else _after_commit
    if reaction not in registry[kind]:
        registry[kind].append(reaction)


def publish(fact: Any) -> None:
    """Tell a fact: reactions in the transaction run now, the others after the commit."""
    for reaction in _in_transaction[type(fact)]:
        reaction(fact)
    for reaction in _after_commit[type(fact)]:
        transaction.on_commit(partial(reaction, fact), robust=True)


def reactions_to(kind: type) -> list[Reaction]:
    """All reactions to a kind of fact, for the house tests and for `konullu whereis`."""
    return [*_in_transaction[kind], *_after_commit[kind]]
