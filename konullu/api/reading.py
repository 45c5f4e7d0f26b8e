"""How often a network may read the open API: 600 times a minute as delivered, whatever the answer is (304 too).

Counted in the memory of each web process, by a bucket of tokens for each network. Codes and sign-ins are counted in the
database (platform.ratelimit), exactly and for all processes together, because each of them costs money or guards an
account. A read costs neither: it is counted to keep one careless program from taking the place of all others, and a
write for each read would cost more than the read. So with two processes a network gets between one and two times its
number, and a start forgets what was counted; neither hurts anybody.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from konullu.accounts.rules.devices import network_of
from konullu.api.problems import TooOften, too_often
from konullu.platform.ratelimit import Wait
from konullu.platform.visitors import address_of

type Run = Callable[..., HttpResponse]

NETWORKS_AT_MOST = 10_000  # about 2 MB; whoever was longest away is forgotten first, and begins with a full bucket


class Buckets:
    """One bucket of tokens for each key: it holds `per_minute` of them and fills up again within a minute."""

    def __init__(self, *, keys_at_most: int = NETWORKS_AT_MOST) -> None:
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key -> (tokens, at which second)
        self._keys_at_most = keys_at_most
        self._lock = threading.Lock()

    def take(self, key: str, *, per_minute: int, now: datetime) -> Wait | None:
        """Take one token. None: there was one. Wait: there was none, and the next comes at `until`."""
        second = now.timestamp()
        with self._lock:
            tokens, before = self._held.pop(key, (float(per_minute), second))
            # A clock that was set back gives nothing and takes nothing.
            tokens = min(float(per_minute), tokens + max(0.0, second - before) * per_minute / 60)
            is_free = tokens >= 1
            self._held[key] = (tokens - 1 if is_free else tokens, second)
            if len(self._held) > self._keys_at_most:
                self._held.popitem(last=False)
        if is_free:
            return None
        seconds = max(1, math.ceil((1 - tokens) * 60 / per_minute))
        return Wait(until=now + timedelta(seconds=seconds), seconds=seconds)


_buckets = Buckets()


def counted(view: Run) -> Run:
    """Around an operation's view, before anything is asked of the database: GET and HEAD are counted."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        per_minute = settings.API_READS_PER_MINUTE
        if per_minute and request.method in ("GET", "HEAD"):
            wait = _buckets.take(network_of(address_of(request)), per_minute=per_minute, now=request.now)
            if wait:
                return too_often(request, TooOften(wait))
        return view(request, *args, **kwargs)

    return wrapped
