"""A word from the address of a page, for filters and finding by name."""

from django.http import HttpRequest


def asked_text(request: HttpRequest, name: str, *, at_most: int) -> str:
    """The value without white space around it; NUL, which no column can hold, asks nothing; empty when not asked."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:at_most]
