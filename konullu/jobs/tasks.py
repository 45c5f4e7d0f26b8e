"""What the worker does for the worker."""

from konullu.platform import jobs
from konullu.platform.jobs import task


@task("jobs.revive")
def revive() -> None:
    """Each minute (jobs/timetable.py)."""
    jobs.revive()


@task("jobs.forget_old")
def forget_old() -> None:
    """Nightly (jobs/timetable.py)."""
    jobs.forget_old()
