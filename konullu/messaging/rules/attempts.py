"""How often a letter is tried and how long we wait in between."""

from datetime import timedelta

MAX_ATTEMPTS = 10  # about two days in all
LEASE = timedelta(minutes=5)  # longer than any gateway call may last; then another worker takes the letter
_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=12)
_JITTER = 0.2


def wait_after(attempt: int, *, chance: float, asked: timedelta | None = None) -> timedelta | None:
    """How long to wait after attempt number `attempt` (from 1) has failed; None when it was the last one.

    Thirty seconds, then four times longer each time, at most twelve hours, a fifth more or less by `chance` (0 to 1)
    so that letters of one outage do not all come back in one moment. `asked`: the gateway's own wish, at least kept.
    """
    if attempt >= MAX_ATTEMPTS:
        return None
    # The power is capped before it can overflow a timedelta.
    planned = min(_FIRST * int(4 ** min(attempt - 1, 8)), _LONGEST)
    wait: timedelta = planned * (1 - _JITTER + 2 * _JITTER * chance)
    return max(wait, asked) if asked else wait
