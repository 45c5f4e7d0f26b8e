"""Is the database out? Doors answer 503 then, so that people and machines try again instead of giving up."""

from django.db import InterfaceError, OperationalError


def database_is_out(error: BaseException) -> bool:
    """True for a connection that is refused or lost, a full pool, a server that stops, and for locks and time-outs.

    All of them pass by themselves; nothing was written, because every operation is one transaction.
    """
    return isinstance(error, OperationalError | InterfaceError)
