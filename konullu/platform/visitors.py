"""From which network address a request comes."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of the reader: what the outermost of our own proxies saw (settings.PROXIES of them)."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        return seen[-settings.PROXIES][:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]
