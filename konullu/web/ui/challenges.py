"""Passkey ceremonies: a challenge lives in the session, for one answer and five minutes."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge

from konullu.accounts.rules.factors import Site, passkey_refused
from konullu.platform.errors import Refused

SIGN_IN_CHALLENGE = "passkey_sign_in"
ADD_CHALLENGE = "passkey_add"
CONFIRM_CHALLENGE = "passkey_confirm"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
VALID_FOR = timedelta(minutes=5)
ANSWER_AT_MOST = 20_000  # characters of JSON


def site_of(request: HttpRequest) -> Site:
    """Whom passkeys belong to: the public address, whatever the Host header says.

    Browsers make no passkeys for numeric addresses; on one's own machine http://localhost serves in their place.
    """
    parts = urlsplit(settings.PUBLIC_URL)
    here = urlsplit(f"//{request.get_host()}")
    if parts.hostname in LOOPBACK and here.hostname == "localhost":
        return Site(host="localhost", origin=f"{parts.scheme}://{here.netloc}")
    return Site(host=parts.hostname or "", origin=f"{parts.scheme}://{parts.netloc}")


def new_challenge(request: HttpRequest, name: str) -> bytes:
    challenge = generate_challenge()
    request.session[name] = {
        "challenge": bytes_to_base64url(challenge),
        "until": (request.now + VALID_FOR).isoformat(),
    }
    return challenge


def take_challenge(request: HttpRequest, name: str) -> bytes:
    """The challenge of this session, once. Refused when there is none, or its time is over."""
    kept = request.session.pop(name, None)
    if not kept or datetime.fromisoformat(kept["until"]) <= request.now:
        raise Refused(passkey_refused())
    # Saved now: if the answer is refused later with an error, the challenge stays spent.
    request.session.save()
    return base64url_to_bytes(kept["challenge"])


def answer_of(request: HttpRequest) -> str:
    """The credential as JSON, from the form that static/ui/passkey.js sends."""
    answer = request.POST.get("credential", "")
    if not answer or len(answer) > ANSWER_AT_MOST:
        raise Refused(passkey_refused())
    return answer
