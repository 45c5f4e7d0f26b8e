"""The one place that asks what time it is. Only doors call it: views (as request.now), tasks, commands."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, timezone-aware."""
    return datetime.now(UTC)
