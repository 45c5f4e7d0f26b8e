"""Pages that are the same for every stranger, kept in the memory of each web process.

A view marks its answer with `keep(response)`. The middleware gives it again to readers without a session until the
search's documents change (each process looks at their version every other second) or a minute has passed: the words
for days and the counts move with the clock. What was shown is counted on every reading, kept page or not.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from konullu.search.queries.version import version_of_documents
from konullu.web.ui.context import reader_theme

SECONDS = 60  # a page is as old as this at most
LOOK_EVERY = 2.0  # seconds between two looks at the version: a change is seen within that and the search's own delay
PAGES_AT_MOST = 400
BYTES_AT_MOST = 24 * 1024 * 1024
LONGEST_ADDRESS = 600  # longer ones are somebody's experiment and not worth the room

type Handler = Callable[[HttpRequest], HttpResponse]
type Key = tuple[str, ...]
type Count = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer with everything that readers get."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    made_at: float  # time.monotonic
    version: int
    count: Count | None
    route: ResolverMatch | None  # so that the metrics know the page


@dataclass(slots=True)
class Pages:
    """The pages of one process: the least recently read leave first."""

    pages: OrderedDict[Key, Page] = field(default_factory=OrderedDict)
    size: int = 0
    version: int = -1
    looked_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def current_version(self) -> int:
        now = time.monotonic()
        if now - self.looked_at >= LOOK_EVERY:
            self.looked_at = now
            self.version = version_of_documents()
        return self.version

    def get(self, key: Key) -> Page | None:
        if key not in self.pages:
            return None  # without a look at the version: most pages are never kept
        version = self.current_version()
        with self.lock:
            page = self.pages.get(key)
            if page is None:
                return None
            if page.version != version or time.monotonic() - page.made_at >= SECONDS:
                self._drop(key)
                return None
            self.pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        with self.lock:
            if key in self.pages:
                self._drop(key)
            self.pages[key] = page
            self.size += len(page.content)
            while len(self.pages) > PAGES_AT_MOST or self.size > BYTES_AT_MOST:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: Key) -> None:
        self.size -= len(self.pages.pop(key).content)

    def clear(self) -> None:
        """Forget everything, as after a restart."""
        with self.lock:
            self.pages.clear()
            self.size = 0
            self.looked_at = float("-inf")


KEPT = Pages()


def keep(response: HttpResponse, *, version: int, count: Count | None = None) -> HttpResponse:
    """Mark a view's answer as one for every stranger. count: notes each reading, and is told when it was.

    version: KEPT.current_version() from before the page was made, so that what changed meanwhile makes it old.
    """
    response.kept_for_strangers = (version, count or _nothing)
    return response


def _nothing(_now: datetime) -> None:
    """A page whose readings nobody counts."""


def page_cache(get_response: Handler) -> Handler:
    """Middleware: the kept page for a reader without a session, and keeping what `keep` has marked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_for_strangers(request):
            return get_response(request)
        key = _key(request)
        if page := KEPT.get(key):
            return _again(request, page)
        response = get_response(request)
        marked = getattr(response, "kept_for_strangers", None)
        if marked is None or response.status_code != 200 or response.cookies or response.streaming:
            return response
        version, count = marked
        return _kept(request, key, response, version, count)

    return middleware


def _is_for_strangers(request: HttpRequest) -> bool:
    cookies = request.COOKIES
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in cookies
        and "messages" not in cookies
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
    )


def _key(request: HttpRequest) -> Key:
    packed = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else ""
    return (
        request.META.get("HTTP_HOST", ""),
        request.scheme or "",
        request.path,
        request.META.get("QUERY_STRING", ""),
        reader_theme(request),
        packed,
    )


def _kept(request: HttpRequest, key: Key, response: HttpResponse, version: int, count: Count) -> HttpResponse:
    etag = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # the reader's browser asks each time, and mostly hears "the same"
    page = Page(
        content=response.content,
        headers=tuple(response.items()),
        etag=etag,
        made_at=time.monotonic(),
        version=version,
        count=None if count is _nothing else count,
        route=request.resolver_match,
    )
    KEPT.put(key, page)
    if page.count:
        page.count(request.now)
    return response


def _again(request: HttpRequest, page: Page) -> HttpResponse:
    request.resolver_match = page.route
    if page.count:
        page.count(request.now)
    if request.META.get("HTTP_IF_NONE_MATCH") == page.etag:
        same = HttpResponse(status=304)
        del same["Content-Type"]
        same["ETag"], same["Vary"] = page.etag, "Accept-Encoding, Cookie"
        same["Cache-Control"] = "private, no-cache"
        return same
    response = HttpResponse(page.content)
    for name, value in page.headers:
        response[name] = value
    response["Age"] = str(int(time.monotonic() - page.made_at))
    return response
