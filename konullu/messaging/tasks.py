"""What the worker does for messaging: thin, one operation each."""

from uuid import UUID

from konullu.messaging.operations import forgetting, outbox, sending
from konullu.platform.clock import now
from konullu.platform.jobs import task


@task(outbox.DELIVER, queue=outbox.QUEUE)
def deliver(*, delivery_id: str) -> None:
    sending.deliver(delivery_id=UUID(delivery_id), now=now())


@task("messaging.resume", queue=outbox.QUEUE)
def resume() -> None:
    """Each minute (jobs/timetable.py)."""
    sending.resume(now=now())


@task("messaging.forget_old")
def forget_old() -> None:
    """Nightly (jobs/timetable.py)."""
    forgetting.forget_old(now=now())
