"""The national identity at the door: OpenID Connect through allauth, and the token service."""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konullu.accounts.identity import IdentityUnusable, NationalIdentity, from_claims
from konullu.accounts.identity_tokens import TokenService
from konullu.accounts.operations.identity import connect_or_sign_in
from konullu.accounts.rules.codes import SIGN_UP
from konullu.accounts.rules.devices import IDENTITY
from konullu.accounts.rules.identity import identity_unusable
from konullu.platform import ratelimit
from konullu.platform.errors import Refused
from konullu.web.portal.pending import Entry, keep
from konullu.web.portal.waiting_identity import let_wait
from konullu.web.ui.forms import sentence
from konullu.web.ui.signing_in import begin, safe_next, visit_of

if TYPE_CHECKING:
    from konullu.accounts.models import Person

log = logging.getLogger(__name__)

TOKEN_VISIT = "identity_token"  # noqa: S105 the session's name for a visit to the token service
VISIT_LASTS = timedelta(minutes=15)


def token_service() -> TokenService | None:
    if not (settings.IDENTITY_TOKEN_AUTH and settings.IDENTITY_TOKEN_API):
        return None
    return TokenService(settings.IDENTITY_TOKEN_AUTH, settings.IDENTITY_TOKEN_API, settings.IDENTITY_TOKEN_NAME)


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Takes the verified claims out of allauth's hands. allauth itself signs nobody in, nor up."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        data = sociallogin.account.extra_data
        wish = sociallogin.state.get("next")
        try:
            response = receive(request, _identity_in(data), wish)
        except IdentityUnusable as error:
            response = unusable(request, error)
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request: HttpRequest, *_: Any, **known: Any) -> None:
        raise ImmediateHttpResponse(unusable(request, known.get("exception") or known.get("error")))

    def is_open_for_signup(self, *_: Any) -> bool:
        return False


@require_POST
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the identity service. By POST only, so that no foreign page can start it."""
    return oidc.login(request, provider_id)


@never_cache
@require_safe
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the identity service: state and PKCE are checked by allauth, the rest is ours (IdentityAdapter)."""
    return oidc.callback(request, provider_id)


@require_POST
def token_login(request: HttpRequest) -> HttpResponse:
    """To the token service; the session remembers that it was this browser that went."""
    service = _service_or_404()
    until = request.now + VISIT_LASTS
    request.session[TOKEN_VISIT] = {"until": until.isoformat(), "next": request.POST.get("next", "")}
    origin = f"{settings.PUBLIC_URL}{reverse('identity_token_return')}"
    return HttpResponseRedirect(service.sign_in_url(origin))


@never_cache
@require_safe
def token_return(request: HttpRequest) -> HttpResponse:
    """Back from the token service: the page fetches the token with the service's own cookies and sends it on."""
    service = _service_or_404()
    return render(request, "portal/identity_token.html", {"service": service})


@require_POST
def token_check(request: HttpRequest) -> HttpResponse:
    """Ask the service whose token it is. A visit is for one token, and a token for one sign-in."""
    service = _service_or_404()
    visit = request.session.pop(TOKEN_VISIT, None)
    now = request.now
    token = request.POST.get("token", "")
    try:
        if not visit or datetime.fromisoformat(visit["until"]) <= now:
            raise IdentityUnusable("nobody went to the service from here")
        if ratelimit.take(bucket="identity_token", key=token, limit=1, per=timedelta(days=1), now=now):
            raise IdentityUnusable("the token was used already")
        identity = service.identity(token)
    except IdentityUnusable as error:
        return unusable(request, error)
    return receive(request, identity, visit["next"])


def receive(request: HttpRequest, identity: NationalIdentity, wish: str | None) -> HttpResponse:
    """What follows a verified identity: linked, signed in, or a newcomer who still needs a phone or e-mail."""
    person: Person | None = request.user if request.user.is_authenticated else None
    now = request.now
    try:
        found = connect_or_sign_in(identity=identity, person=person, visit=visit_of(request), now=now)
    except Refused as refused:
        return _said(request, sentence(refused.reasons[0]))
    if found is None:
        return _newcomer(request, identity, wish)
    if person is None:
        begin(request, found, IDENTITY)
        return HttpResponseRedirect(safe_next(request, wish, reverse("volunteer:home")))
    messages.success(request, _("Your identity is verified. Name and birth date are locked now."))
    return HttpResponseRedirect(reverse("volunteer:identity"))


def unusable(request: HttpRequest, cause: object) -> HttpResponse:
    """The service said no, or said it badly. The log gets the kind of cause, never what was in the answer."""
    cause_text = str(cause) if isinstance(cause, IdentityUnusable | str) else type(cause).__name__
    log.warning("identity_unusable", extra={"cause": cause_text})
    return _said(request, sentence(identity_unusable()))


def _newcomer(request: HttpRequest, identity: NationalIdentity, wish: str | None) -> HttpResponse:
    let_wait(request, identity)
    name = f"{identity.given_name} {identity.family_name}".strip()
    year = identity.birth_date.year if identity.birth_date else 0
    keep(request, Entry(SIGN_UP, name=name, birth_year=year, next=wish or ""))
    messages.info(request, _("Your identity is confirmed. Where can we reach you? Then your account is open."))
    return HttpResponseRedirect(reverse("portal:sign_up"))


def _said(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return HttpResponseRedirect(reverse("volunteer:identity" if request.user.is_authenticated else "portal:sign_in"))


def _identity_in(data: dict[str, Any]) -> NationalIdentity:
    """Claims of the userinfo endpoint and of the ID token; both must speak of the same subject (Core 1.0, 5.3.2)."""
    told, token = data.get("userinfo") or {}, data.get("id_token") or {}
    if not token.get("iss"):
        raise IdentityUnusable("no ID token")
    if told and told.get("sub") != token.get("sub"):
        raise IdentityUnusable("userinfo speaks of another subject")
    return from_claims({**token, **told}, issuer=token["iss"], assurance=settings.OIDC_ASSURANCE)


def _service_or_404() -> TokenService:
    service = token_service()
    if service is None:
        raise Http404
    return service
