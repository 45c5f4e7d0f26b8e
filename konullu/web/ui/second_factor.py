"""People who see other people's data use a second step: staff of organisations and of the Union, and operators.

Middleware after authentication. /office/ and /registry/ are closed to staff until this session has used a passkey, a
time code or a recovery code. Whoever has an authenticator app is asked for it on their own pages too.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from konullu.organisations.queries import is_staff
from konullu.web.ui.signing_in import has_used_factor, safe_next

STAFF_ROOMS = frozenset({"office", "registry"})
OWN_ROOM = "volunteer"
# Where the second step itself is taken.
OPEN_WAYS = frozenset({"second_factor", "passkey_check", "passkey_challenge"})


class SecondFactor:
    """Leads to the second step and back again; knows the rooms by the names of their routes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        room = match.namespaces[0] if match and match.namespaces else ""
        if room not in STAFF_ROOMS and room != OWN_ROOM:
            return None
        if not request.user.is_authenticated or has_used_factor(request):
            return None
        if room == OWN_ROOM:
            is_open = match.url_name in OPEN_WAYS
            return None if is_open or not request.session.get("factor_needed") else _to_second_step(request, room)
        person = request.user
        return _to_second_step(request, room) if person.is_operator or is_staff(person) else None


def _to_second_step(request: HttpRequest, room: str) -> HttpResponse:
    """After an act (POST) the way back leads to the page where its form stood."""
    here = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        referrer = request.headers.get("Referer", "")
        here = safe_next(request, referrer if urlsplit(referrer).netloc else "", reverse(f"{room}:home"))
    where = f"{reverse('volunteer:second_factor')}?{urlencode({'next': here})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)
