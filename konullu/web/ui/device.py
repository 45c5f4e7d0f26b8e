"""A signed-in request is one of a known device, or it is nobody's: a revoked session is dead at its next request."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from konullu.accounts.operations import devices
from konullu.accounts.queries.signin import device_of_session
from konullu.accounts.rules.devices import is_time_to_note
from konullu.web.ui.signing_in import BROWSER_COOKIE

BROWSER_COOKIE_AGE = 60 * 60 * 24 * 400


def known_device(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One query for a signed-in request, none for a stranger's; last_seen_at is written at most every 5 minutes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Looking into the session of a stranger would make public pages vary by cookie.
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            _recognise(request)
        response = get_response(request)
        if token := getattr(request, "new_browser", ""):
            response.set_cookie(
                BROWSER_COOKIE,
                token,
                max_age=BROWSER_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def _recognise(request: HttpRequest) -> None:
    person_id = request.session.get(SESSION_KEY)
    if not person_id:
        return
    device = device_of_session(person_id=UUID(person_id), session_key=str(request.session.session_key))
    if device is None:
        request.session.flush()
        request.user = AnonymousUser()
        return
    request.device = device
    now = request.now
    if is_time_to_note(device.last_seen_at, now):
        devices.note_seen(device=device, now=now)
