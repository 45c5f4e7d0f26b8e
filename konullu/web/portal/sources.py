"""Where a reader of an opportunity came from: fair ranking counts what our own lists bring apart from the rest.

Nothing follows the reader: the page looks at the address before it (which browsers send within the site only) or at
the mark `from` that we put into links that leave the site, and the form of joining carries the answer along.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from konullu.search.words import Source

# Marks in links that we give out: ?from=share
MARKS = {"share": Source.SHARE, "feed": Source.FEED, "letter": Source.LETTER}
LISTS = {"portal:opportunities", "portal:opportunities_map", "portal:home", "portal:opportunity"}


def source_of(request: HttpRequest) -> Source:
    """How this reader got to the page."""
    if mark := MARKS.get(request.GET.get("from", "")):
        return mark
    try:
        referrer = urlsplit(request.headers.get("Referer", "")[:2000])
        if not referrer.netloc:
            return Source.DIRECT
        if referrer.netloc != request.get_host():
            return Source.EXTERNAL
        return Source.LIST if resolve(referrer.path).view_name in LISTS else Source.DIRECT
    except (ValueError, Resolver404):  # no address at all, or none of ours
        return Source.DIRECT


def read_source(value: str) -> Source:
    """What the form of joining carried; nonsense counts as direct."""
    return Source(value) if value in set(Source) else Source.DIRECT
