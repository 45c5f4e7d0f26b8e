"""How often something may be done: never more than `limit` times in any stretch of `per`, counted in the database.

A sliding log: each key has one row with the moments of its last uses, and one statement decides and counts, so that
two requests at once can't both take the last place. Keys (numbers, addresses, networks) are stored as keyed hashes.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import ngettext_lazy

from konullu.platform.secrets import keyed_hash

MOST = 1000  # uses in one window; the row keeps one moment for each

_TAKE = """
INSERT INTO platform_ratelimit AS held (bucket, key, taken_at, expires_at)
VALUES (%(bucket)s, %(key)s, ARRAY[%(now)s::timestamptz], %(now)s::timestamptz + %(per)s::interval)
ON CONFLICT (bucket, key) DO UPDATE SET
    taken_at = ARRAY(SELECT moment FROM unnest(held.taken_at) AS moment
                     WHERE moment > %(now)s::timestamptz - %(per)s::interval ORDER BY moment) || %(now)s::timestamptz,
    expires_at = greatest(held.expires_at, %(now)s::timestamptz + %(per)s::interval)
WHERE (SELECT count(*) FROM unnest(held.taken_at) AS moment
       WHERE moment > %(now)s::timestamptz - %(per)s::interval) < %(limit)s
RETURNING true
"""

_FREE_AT = """
SELECT moment + %(per)s::interval FROM platform_ratelimit, unnest(taken_at) AS moment
WHERE bucket = %(bucket)s AND key = %(key)s ORDER BY moment DESC OFFSET %(limit)s - 1 LIMIT 1
"""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """The limit is reached; the next try counts at `until`."""

    until: datetime
    seconds: int  # from now, rounded up, at least 1: the value of Retry-After

    @property
    def next_step(self) -> str:
        """The waiting time as a sentence, fit for Refusal.next_step."""
        if self.seconds < 60:
            return ngettext_lazy("Try again in %(n)d second.", "Try again in %(n)d seconds.", "n") % {"n": self.seconds}
        minutes = math.ceil(self.seconds / 60)
        if minutes < 120:
            return ngettext_lazy("Try again in %(n)d minute.", "Try again in %(n)d minutes.", "n") % {"n": minutes}
        hours = math.ceil(self.seconds / 3600)
        return ngettext_lazy("Try again in %(n)d hour.", "Try again in %(n)d hours.", "n") % {"n": hours}


def take(*, bucket: str, key: str, limit: int, per: timedelta, now: datetime) -> Wait | None:
    """Use one of `limit` places in the last `per`. None: it is yours. Wait: it was not counted, come back later.

    Call it in the door (view, API), before the operation: a use must stay counted when the operation is refused, so
    inside a transaction this raises RuntimeError.
    """
    if not 1 <= limit <= MOST:
        raise ValueError(f"a limit lies between 1 and {MOST}")
    values: dict[str, Any] = {
        "bucket": bucket,
        "key": keyed_hash(f"ratelimit:{bucket}", key),
        "limit": limit,
        "per": per,
        "now": now,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        if cursor.fetchone():
            return None
        cursor.execute(_FREE_AT, values)
        row = cursor.fetchone()
    until = row[0] if row else now
    return Wait(until=until, seconds=max(1, math.ceil((until - now).total_seconds())))


def forgive(*, bucket: str, key: str) -> None:
    """Forget the uses of a key, as after a right code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM platform_ratelimit WHERE bucket = %s AND key = %s",
            [bucket, keyed_hash(f"ratelimit:{bucket}", key)],
        )
