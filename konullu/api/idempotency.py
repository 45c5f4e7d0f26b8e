"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) for the API's POST operations.

    @router.post("/things")
    @decorate_view(idempotent)
    def create(request, body: NewThing): ...

Same key and same request: the first answer again, with `Idempotency-Replayed: true`. No key: 400. Same key, other
request: 422. The first one is still running: 409 with Retry-After. Keys belong to whoever signed in; kept for a day.
"""

import base64
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from konullu.api.problems import problem
from konullu.platform import idempotency
from konullu.platform.clock import now
from konullu.platform.visitors import address_of

PATIENCE_SECONDS = 2.0  # for another request with the same key

_KEY = re.compile(r"[\x21-\x7e]{8,255}")
_KEPT_HEADERS = ("Content-Type", "Location")
type Run = Callable[..., HttpResponse]


def idempotent(run: Run) -> Run:
    """Wrap one operation of Ninja, by `decorate_view`. Only answers below 400 are kept: a refusal changed nothing."""

    @wraps(run)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not _KEY.fullmatch(key):
            detail = _("Send the header Idempotency-Key with 8 to 255 visible ASCII characters, new for each act.")
            return problem(400, "idempotency_key_missing", detail=detail)
        content = idempotency.fingerprint_of(
            (request.method or "").encode(), request.get_full_path().encode(), request.body
        )
        turn = idempotency.patient_turn(scope=_scope(request), key=key, fingerprint=content, seconds=PATIENCE_SECONDS)
        match turn:
            case idempotency.Yours() as mine:
                return _do(mine, run, request, **kwargs)
            case idempotency.Answered(answer):
                return _replayed(answer)
            case idempotency.Differs():
                detail = _("This Idempotency-Key was used for another request. Send a new one.")
                return problem(422, "idempotency_key_reused", detail=detail)
            case idempotency.Busy():
                busy = problem(
                    409, "idempotency_key_busy", detail=_("The first request with this key is still running.")
                )
                busy["Retry-After"] = "1"
                return busy

    return wrapped


def _do(mine: idempotency.Yours, run: Run, request: HttpRequest, **kwargs: Any) -> HttpResponse:
    try:
        response = run(request, **kwargs)
    except BaseException:
        idempotency.abandon(mine)
        raise
    if response.status_code >= 400:
        idempotency.abandon(mine)
        return response
    answer = {
        "status": response.status_code,
        "headers": {name: response[name] for name in _KEPT_HEADERS if name in response},
        "body": base64.b64encode(response.content).decode(),
    }
    idempotency.finish(mine, answer=answer, now=now())
    return response


def _replayed(answer: dict[str, Any]) -> HttpResponse:
    content = base64.b64decode(answer["body"])
    return HttpResponse(content, status=answer["status"], headers={**answer["headers"], "Idempotency-Replayed": "true"})


def _scope(request: HttpRequest) -> str:
    reader = getattr(request, "auth", None) or (request.user if request.user.is_authenticated else None)
    if reader is not None:
        return f"api:{getattr(reader, 'pk', reader)}"
    return f"api:network:{address_of(request)}"
