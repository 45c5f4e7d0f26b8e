"""`@once`: a form that is sent twice (double click, a retry on a weak line) acts once.

The form carries {% once %}, a random hidden field `_once`. The same field with the same content gets the first answer,
a redirect, again; changed content (Back, edit, send) is a new act. Not for sign-in: a replay sets no cookies.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from konullu.platform import idempotency
from konullu.platform.clock import now

FIELD = "_once"
_KEPT_HEADERS = ("Location", "HX-Redirect", "HX-Location")
type View = Callable[..., HttpResponse]


def once_field() -> SafeString:
    """The hidden field of a form that must act once; each rendering is a new act."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(18))


def once(view: View) -> View:
    """Wrap a POST view. An answer that redirects is remembered for a day; any other answer means nothing was done."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not key:
            return view(request, *args, **kwargs)
        content = idempotency.fingerprint_of(request.path.encode(), _content(request))
        mine = idempotency.patient_turn(scope=_scope(request), key=f"{key}:{content}", fingerprint=content)
        match mine:
            case idempotency.Yours():
                return _do(mine, view, request, *args, **kwargs)
            case idempotency.Answered(answer):
                return HttpResponse(status=answer["status"], headers=answer["headers"])
            case _:
                return render(request, "ui/errors/busy.html", status=409)

    return wrapped


def _do(mine: idempotency.Yours, view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        response = view(request, *args, **kwargs)
    except BaseException:
        idempotency.abandon(mine)
        raise
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    if headers:
        idempotency.finish(mine, answer={"status": response.status_code, "headers": headers}, now=now())
    else:
        idempotency.abandon(mine)
    return response


def _scope(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"form:person:{request.user.pk}"
    return f"form:session:{request.session.session_key or ''}"


def _content(request: HttpRequest) -> Iterator[bytes]:
    """What was sent, but for the token that is new with each page."""
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            yield name.encode(errors="surrogatepass")
            yield from (value.encode(errors="surrogatepass") for value in request.POST.getlist(name))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            yield name.encode(errors="surrogatepass")
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            yield digest.digest()
