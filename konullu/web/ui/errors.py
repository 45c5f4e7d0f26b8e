"""The pages that say what went wrong and what to do now. The 500 and 503 pages need no database and no session."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

from konullu.platform import request_id
from konullu.platform.errors import Refused
from konullu.platform.outage import database_is_out
from konullu.web.ui.context import reader_theme

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "30"


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/404.html", status=404)


@requires_csrf_token
def not_a_page(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The address of an act, opened as a page: by the language switch, a bookmark, a reload. Allow stays as it was."""
    page = render(request, "ui/errors/405.html", status=405)
    page["Allow"] = answer["Allow"]
    return page


@requires_csrf_token
def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """An act that was refused where no form could show the reasons: they are the page."""
    return render(request, "ui/errors/409.html", {"reasons": exception.reasons}, status=409)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or old: usually a page that stood open for long, or cookies switched off."""
    log.warning("csrf_failure", extra={"reason": reason})
    return render(request, "ui/errors/csrf.html", status=403)


def unavailable(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """The database does not answer: 503, and when to try again. The cause goes to the log."""
    log.error("database_is_out", exc_info=exception)
    response = plain_page(request, "ui/errors/503.html", status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this for every exception that nobody has caught, also those of the session and of the sign-in."""
    error = sys.exception()
    if error is not None and database_is_out(error):
        return unavailable(request, error)
    return plain_page(request, "ui/errors/500.html", status=500)


def plain_page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """A page that is rendered without request, so without session, account or context processors."""
    language = translation.get_language() or "az"
    words = {"language": language, "theme": reader_theme(request), "request_id": request_id.current()}
    return HttpResponse(render_to_string(template, words), status=status)
