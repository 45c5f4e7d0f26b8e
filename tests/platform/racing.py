"""Several threads doing the same at the same moment, each with its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once[Result](count: int, act: Callable[[int], Result]) -> list[Result]:
    """What `act(number)` gave in each of the threads, which all started together."""
    barrier = Barrier(count)

    def run(number: int) -> Result:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
