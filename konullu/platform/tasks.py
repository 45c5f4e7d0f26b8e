"""What the worker does for the ground floor: sweeping."""

from datetime import timedelta

from procrastinate.contrib.django import app

from konullu.platform.clock import now
from konullu.platform.models import IdempotencyKey, MailboxItem, RateLimit

MAILBOX_KEPT_FOR = timedelta(days=14)


@app.task(name="platform.sweep")
def sweep(**_turn: int) -> None:
    """Nightly (jobs/timetable.py): what has run out, and old letters of the development mailbox."""
    moment = now()
    RateLimit.objects.filter(expires_at__lt=moment).delete()
    IdempotencyKey.objects.filter(expires_at__lt=moment).delete()
    MailboxItem.objects.filter(created_at__lt=moment - MAILBOX_KEPT_FOR).delete()
