"""Every error of the API as RFC 9457 `application/problem+json`, with stable codes and sentences for people."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from konullu.platform import request_id
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.outage import database_is_out
from konullu.platform.ratelimit import Wait

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class TooOften(Exception):
    """A door's rate limit was reached; the answer is 429 with Retry-After."""

    def __init__(self, wait: Wait) -> None:
        self.wait = wait
        super().__init__("too often")


def problem(status: int, code: str, *, detail: str = "", errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    """One problem. `code` is what programs read; `detail` and the errors' sentences are for people."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": f"urn:konullu:request:{request_id.current()}",
    }
    if errors is not None:
        body["errors"] = errors
    return HttpResponse(
        json.dumps({key: value for key, value in body.items() if value != ""}, ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """An operation said no: 409, each reason with its code, sentence, next step and field."""
    errors = [
        {
            "code": reason.code,
            "detail": str(reason.text),
            "next_step": str(reason.next_step),
            **({"field": reason.field} if reason.field else {}),
            **({"article": str(reason.article)} if reason.article else {}),
        }
        for reason in error.reasons
    ]
    return problem(409, "refused", detail=_("Nothing was changed, for the reasons below."), errors=errors)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request does not fit the description: 422, where and why. What was sent is not repeated."""
    errors = [
        {
            "code": str(item.get("type", "invalid")),
            "field": _place(item.get("loc", ())),
            "detail": str(item.get("msg", "")),
        }
        for item in error.errors
    ]
    return problem(422, "invalid", detail=_("The request does not fit the API's description."), errors=errors)


def not_found(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    return problem(404, "not_found", detail=_("There is nothing here, or it is not for you."))


def too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    answer = problem(429, "too_often", detail=str(error.wait.next_step))
    answer["Retry-After"] = str(error.wait.seconds)
    return answer


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What Ninja itself raises: a body that is no JSON, missing sign-in, its own throttles."""
    codes = {400: "malformed", 401: "sign_in_needed", 403: "forbidden", 429: "too_often"}
    answer = problem(error.status_code, codes.get(error.status_code, "error"))
    if isinstance(error, Throttled) and error.wait:
        answer["Retry-After"] = str(error.wait)
    if isinstance(error, AuthenticationError):
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our own mistake, or a database that is out. The cause goes to the log under the request's number."""
    if database_is_out(error):
        log.error("database_is_out", exc_info=error)
        answer = problem(
            503, "unavailable", detail=_("The service is out for a moment. Nothing was changed. Try again.")
        )
        answer["Retry-After"] = "30"
        return answer
    log.error("api_error", exc_info=error)
    return problem(500, "internal", detail=_("Something went wrong on our side."))


def register(api: NinjaAPI) -> None:
    """One handler for each kind of error."""
    for kind, handler in (
        (Refused, refused),
        (ValidationError, invalid),
        (NotVisible, not_found),
        (Http404, not_found),
        (TooOften, too_often),
        (HttpError, http_error),
        (Exception, unexpected),
    ):
        api.add_exception_handler(kind, handler)


def _place(location: Any) -> str:
    """("query", "limit") -> "query.limit"."""
    return ".".join(str(part) for part in location)
