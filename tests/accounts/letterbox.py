"""What the worker would send: jobs of accounts, opened and delivered to the mailbox of development."""

import re
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from konullu.accounts import security_letters
from konullu.platform.clock import now
from konullu.platform.models import MailboxItem


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=security_letters.DELIVER).order_by("id"))


def deliver_all() -> list[MailboxItem]:
    """Run every letter that waits, as the worker does; returns the mailbox, oldest first."""
    seen = set(MailboxItem.objects.values_list("id", flat=True))
    for job in jobs():
        arguments: dict[str, Any] = job.args
        security_letters.deliver(now=now(), **arguments)
    made = MailboxItem.objects.exclude(id__in=seen).order_by("created_at", "id")
    return list(made)


def latest_code() -> str:
    """The six digits of the newest letter that carries any."""
    found = [match.group() for item in deliver_all() if (match := re.search(r"\b\d{6}\b", item.text))]
    return found[-1]
