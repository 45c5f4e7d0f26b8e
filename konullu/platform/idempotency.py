"""One act, once: a second submit with the same key gets the first one's answer instead of a second act.

The door (web/ui/once.py, api/idempotency.py) asks for a turn before the operation, then finishes or abandons it.
While one request is at work it holds a lease; when its process dies the lease runs out and the next try may do it.
Answers are sealed, since they may hold personal data, and forgotten after a day.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from konullu.platform.clock import now as present
from konullu.platform.ids import new_id
from konullu.platform.models import IdempotencyKey
from konullu.platform.secrets import keyed_hash, seal, unseal

LEASE = timedelta(seconds=60)  # longer than any request may last
KEPT = timedelta(hours=24)
_PAUSE = 0.1

_CLAIM = """
INSERT INTO platform_idempotencykey AS held
    (id, created_at, scope, key, fingerprint, leased_until, answered_at, answer, expires_at)
VALUES (%(id)s, %(now)s, %(scope)s, %(key)s, %(fingerprint)s, %(lease)s, NULL, '', %(expires)s)
ON CONFLICT (scope, key) DO UPDATE SET
    id = excluded.id, created_at = excluded.created_at, fingerprint = excluded.fingerprint,
    leased_until = excluded.leased_until, answered_at = NULL, answer = '', expires_at = excluded.expires_at
WHERE held.expires_at <= %(now)s
   OR (held.answered_at IS NULL AND held.leased_until <= %(now)s AND held.fingerprint = excluded.fingerprint)
RETURNING id
"""


@dataclass(frozen=True)
class Yours:
    """Nobody has done it: do it, then `finish` or `abandon`."""

    id: UUID


@dataclass(frozen=True)
class Answered:
    """It has been done; this was the answer."""

    answer: dict[str, Any]


@dataclass(frozen=True)
class Busy:
    """Another request is doing it at this moment."""


@dataclass(frozen=True)
class Differs:
    """The key was used before, for something else."""


type Turn = Yours | Answered | Busy | Differs


def turn(*, scope: str, key: str, fingerprint: str, now: datetime) -> Turn:
    """Ask for the turn to do what (scope, key) names. Like ratelimit.take it must not run inside a transaction."""
    identity = new_id()
    values: dict[str, Any] = {
        "id": identity,
        "now": now,
        "scope": keyed_hash("idempotency.scope", scope),
        "key": keyed_hash("idempotency.key", key),
        "fingerprint": fingerprint,
        "lease": now + LEASE,
        "expires": now + KEPT,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        if cursor.fetchone():
            return Yours(identity)
        held = IdempotencyKey.objects.filter(scope=values["scope"], key=values["key"]).first()
    if held is None:  # the other request gave up between the two statements
        return Busy()
    if held.fingerprint != fingerprint:
        return Differs()
    return Answered(json.loads(unseal(held.answer))) if held.answered_at else Busy()


def patient_turn(*, scope: str, key: str, fingerprint: str, seconds: float = 2.0) -> Turn:
    """Like `turn`, but waits a little for another request that is doing the same; Busy when it takes longer."""
    end = time.monotonic() + seconds
    while True:
        mine = turn(scope=scope, key=key, fingerprint=fingerprint, now=present())
        if not isinstance(mine, Busy) or time.monotonic() >= end:
            return mine
        time.sleep(_PAUSE)


def finish(yours: Yours, *, answer: dict[str, Any], now: datetime) -> None:
    """Remember the answer. Does nothing when the lease ran out and somebody else took the turn."""
    IdempotencyKey.objects.filter(id=yours.id).update(answer=seal(json.dumps(answer)), answered_at=now)


def abandon(yours: Yours) -> None:
    """Nothing was done (refused, or an error): the same key may be used again."""
    IdempotencyKey.objects.filter(id=yours.id).delete()


def fingerprint_of(*parts: bytes | Iterable[bytes]) -> str:
    """SHA-256 over length-prefixed parts, so that no two lists of parts look alike."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in (part,) if isinstance(part, bytes) else part:
            digest.update(len(piece).to_bytes(8))
            digest.update(piece)
    return digest.hexdigest()
