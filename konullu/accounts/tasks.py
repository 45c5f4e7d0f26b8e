"""What the worker does for accounts: thin, one operation each."""

from datetime import timedelta
from uuid import UUID

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from konullu.accounts import security_letters as letters
from konullu.accounts.operations import codes, devices, erasure, export, guardianships, retention
from konullu.platform import files
from konullu.platform.clock import now
from konullu.platform.gateways import GatewayUnavailable


class UntilItIsTaken(BaseRetryStrategy):
    """Again after 2, 4, 8 ... seconds, at most a minute apart, while the gateway is out; a code lives 10 minutes.

    The letter itself says when its time is over. A refusal for ever fails the job, so that staff can see it.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, GatewayUnavailable) or job.attempts >= 20:
            return None
        wait = exception.after or timedelta(seconds=min(60, 2 ** (job.attempts + 1)))
        return RetryDecision(retry_in={"seconds": max(1, round(wait.total_seconds()))})


@app.task(name=letters.DELIVER, queue=letters.QUEUE, retry=UntilItIsTaken())
def deliver_letter(*, sealed: str, reference: str) -> None:
    letters.deliver(sealed=sealed, reference=reference, now=now())


@app.task(name="accounts.forget_old_sign_ins")
def forget_old_sign_ins(**_turn: int) -> None:
    """Nightly (jobs/timetable.py)."""
    codes.forget_old_codes(now=now())
    devices.forget_old(now=now())


@app.task(name=export.BUILD, retry=RetryStrategy(max_attempts=4, exponential_wait=5), pass_context=True)
def build_export(context: JobContext, *, export_id: str) -> None:
    try:
        export.build(export_id=UUID(export_id), now=now())
    except Exception:
        if context.job.attempts >= 4:
            export.give_up(export_id=UUID(export_id), now=now())
        raise


@app.task(name=export.FORGET_FILES, retry=RetryStrategy(max_attempts=20, exponential_wait=5))
def forget_files(*, names: list[str]) -> None:
    for name in names:
        files.forget(name)


@app.task(name="accounts.forget_old_exports")
def forget_old_exports(**_turn: int) -> None:
    """Hourly (jobs/timetable.py)."""
    export.forget_expired(now=now())


@app.task(name="accounts.hand_over_guardianships")
def hand_over_guardianships(**_turn: int) -> None:
    """Hourly (jobs/timetable.py): birthdays begin at midnight of each time zone."""
    guardianships.hand_over(now=now())


@app.task(name="accounts.queue_erasures")
def queue_erasures(**_turn: int) -> None:
    """Nightly (jobs/timetable.py)."""
    erasure.queue_due(now=now())


@app.task(name=erasure.ERASE, retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def erase_person(*, erasure_id: str) -> None:
    erasure.carry_out(erasure_id=UUID(erasure_id), now=now())


@app.task(name="accounts.forget_old_records")
def forget_old_records(**_turn: int) -> None:
    """Nightly (jobs/timetable.py)."""
    retention.forget_old(now=now())
