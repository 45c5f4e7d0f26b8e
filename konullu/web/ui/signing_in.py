"""The session of a person: where it begins, what it remembers, where it ends.

In the session: `device` (accounts.Device), `signed_in_at`, `confirmed_at` (it was shown again that it is the person),
`second_factor_at` (by passkey, time code or recovery code), `factor_needed` (the person has an app and has not used it
in this session yet). Moments are ISO 8601.
"""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from konullu.accounts.operations import devices
from konullu.accounts.queries import factors
from konullu.accounts.rules.devices import PASSKEY, Visit, agent_in_words, network_of
from konullu.accounts.rules.factors import is_fresh
from konullu.platform.secrets import keyed_hash
from konullu.platform.visitors import address_of

if TYPE_CHECKING:
    from konullu.accounts.models import Person

BACKEND = "konullu.accounts.backends.PersonBackend"
BROWSER_COOKIE = "konullu_browser"


def visit_of(request: HttpRequest) -> Visit:
    """Where a request comes from."""
    ip = address_of(request)
    return Visit(
        agent=agent_in_words(request.headers.get("User-Agent", "")),
        network=network_of(ip),
        ip=ip,
        browser_hash=keyed_hash("browser", token) if (token := request.COOKIES.get(BROWSER_COOKIE, "")[:100]) else "",
    )


def begin(request: HttpRequest, person: "Person", method: str) -> None:
    """Sign a person in: a new session key, a device row, a notice when the browser was never seen before.

    A passkey with user verification counts as both steps. A code counts as a confirmation only for people without
    a second factor; the others confirm with it.
    """
    if not request.COOKIES.get(BROWSER_COOKIE):
        request.new_browser = secrets.token_urlsafe(24)
        request.COOKIES[BROWSER_COOKIE] = request.new_browser
    visit = visit_of(request)
    for key in ("confirmed_at", "second_factor_at", "factor_needed"):
        request.session.pop(key, None)
    login(request, person, backend=BACKEND)
    request.session.set_expiry(None)
    now: datetime = request.now
    session_key = str(request.session.session_key)
    device = devices.begin(person=person, session_key=session_key, method=method, visit=visit, now=now)
    request.session["device"] = str(device.id)
    request.session["signed_in_at"] = now.isoformat()
    if method == PASSKEY:
        request.session["second_factor_at"] = request.session["confirmed_at"] = now.isoformat()
    elif factors.has_second_factor(person):
        request.session["factor_needed"] = factors.has_time_code(person)
    else:
        request.session["confirmed_at"] = now.isoformat()


def note_confirmation(request: HttpRequest, *, by_factor: bool) -> None:
    """It was shown again that it is the person; the session gets a new key."""
    now = request.now.isoformat()
    request.session["confirmed_at"] = now
    if by_factor:
        request.session["second_factor_at"] = now
        request.session.pop("factor_needed", None)
    request.session.cycle_key()
    devices.renew(device_id=request.device.id, session_key=str(request.session.session_key))


def is_confirmed(request: HttpRequest) -> bool:
    """Was it shown in the last 15 minutes that this is really the person?"""
    at = request.session.get("confirmed_at")
    return is_fresh(datetime.fromisoformat(at) if at else None, request.now)


def has_used_factor(request: HttpRequest) -> bool:
    return "second_factor_at" in request.session


def end(request: HttpRequest) -> None:
    """Sign out: the device is ended, the session is emptied."""
    if request.user.is_authenticated and (device := getattr(request, "device", None)):
        devices.revoke(person=request.user, device=device, now=request.now)
    logout(request)


def safe_next(request: HttpRequest, wish: str | None, default: str) -> str:
    """Where to go afterwards: a page of this site, never another one."""
    hosts = {request.get_host()}
    if (
        wish
        and len(wish) < 2000
        and wish.isprintable()
        and url_has_allowed_host_and_scheme(wish, hosts, require_https=request.is_secure())
    ):
        parts = urlsplit(wish)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path or default
    return default
