"""The number of the request that is being served, for the logs, the journal and the error page."""

import re
import uuid
from contextvars import ContextVar, Token

_current: ContextVar[str] = ContextVar("konullu_request_id", default="")
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")


def current() -> str:
    """The present request's number; empty outside a request (commands, the worker)."""
    return _current.get()


def begin(offered: str | None) -> Token[str]:
    """Take over the number that a proxy in front gave (X-Request-ID) when it is harmless, or make a new one."""
    accepted = offered if offered and _ACCEPTED.fullmatch(offered) else uuid.uuid4().hex
    return _current.set(accepted)


def end(token: Token[str]) -> None:
    """Forget the number, so that a thread that serves many requests never mixes them up."""
    _current.reset(token)
