"""What the worker does for opportunities: thin, one operation each."""

from konullu.opportunities.operations import stale
from konullu.platform.clock import now
from konullu.platform.jobs import task


@task("opportunities.close_over")
def close_over() -> None:
    """Each quarter of an hour (jobs/timetable.py)."""
    stale.close_over(now=now())


@task("opportunities.ask")
def ask() -> None:
    """Each morning (jobs/timetable.py): at an hour when letters wake nobody."""
    stale.ask(now=now())


@task("opportunities.close_unanswered")
def close_unanswered() -> None:
    """Each morning (jobs/timetable.py)."""
    stale.close_unanswered(now=now())
