"""What the worker does for organisations: thin, one operation each."""

from procrastinate.contrib.django import app

from konullu.organisations.operations import invitations
from konullu.platform.clock import now


@app.task(name="organisations.sweep")
def sweep(timestamp: int = 0) -> None:  # noqa: ARG001  the worker hands over the planned moment
    """Nightly (jobs/timetable.py): addresses of expired invitations."""
    invitations.sweep(now=now())
