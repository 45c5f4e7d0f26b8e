"""How often one may ask and try: each use is counted in the database before the operation, and stays counted."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from konullu.accounts.rules import codes as rules
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.devices import Visit
from konullu.platform import ratelimit
from konullu.platform.errors import Refusal, Refused


def count(
    limits: Iterable[rules.Limit],
    *,
    keys: Mapping[str, str],
    now: datetime,
    refusal: Callable[[timedelta], Refusal],
) -> None:
    """Take a place under each limit, or refuse with the waiting time. Stands outside of any transaction."""
    for limit in limits:
        key = keys.get(limit.key)
        if key and (wait := ratelimit.take(bucket=limit.bucket, key=key, limit=limit.times, per=limit.per, now=now)):
            raise Refused(refusal(timedelta(seconds=wait.seconds)))


def count_try(*, contact: Contact, visit: Visit, now: datetime) -> None:
    """A try to spend a code is counted before it is looked at."""
    count(rules.TRYING, keys={"address": contact.value, "ip": visit.ip}, now=now, refusal=rules.wait_to_try)
