"""What every request gets (the time, an id), and the errors that become pages."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from konullu.platform import clock, request_id
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.outage import database_is_out
from konullu.web.ui import errors

type Handler = Callable[[HttpRequest], HttpResponse]

LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365


def request_context(get_response: Handler) -> Handler:
    """Sets request.now and the request id, answers X-Request-ID, remembers the language of the latest page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        token = request_id.begin(request.headers.get("X-Request-ID"))
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id.current()
        finally:
            request_id.end(token)
        remember_language(request, response)
        return response

    return middleware


def remember_language(request: HttpRequest, response: HttpResponse) -> None:
    """The root address and pages outside the language prefixes follow the language that was read latest."""
    language = translation.get_language_from_path(request.path_info)
    if language and response.status_code < 400 and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def is_page(request: HttpRequest) -> bool:
    """Somebody looks at an address that belongs to a language; a machine that posts gets the bare answer."""
    return request.method == "GET" and translation.get_language_from_path(request.path_info) is not None


def errors_as_pages(get_response: Handler) -> Handler:
    """NotVisible is a 404, a Refused that no view has caught is a 409, a database that is out is a 503.

    Django answers 405 with an empty body, and the browser then shows a page of its own: among the pages of a language
    it gets words too.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and is_page(request):
            return errors.not_a_page(request, response)
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotVisible):
            return errors.not_found(request, error)
        if isinstance(error, Refused):
            return errors.refused(request, error)
        if database_is_out(error):
            return errors.unavailable(request, error)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
