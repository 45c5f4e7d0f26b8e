"""Passkeys, the authenticator app and recovery codes: set up, look, remove."""

import json
from uuid import UUID

import pyotp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from konullu.accounts.operations import passkeys as passkey_operations
from konullu.accounts.operations import time_codes
from konullu.accounts.queries.factors import (
    has_time_code,
    passkey_visible_to,
    passkeys_of,
    recovery_codes_left,
)
from konullu.accounts.queries.passkeys import registration_options
from konullu.organisations.queries import is_staff
from konullu.platform.errors import Refused
from konullu.platform.secrets import seal, unseal
from konullu.web.ui.challenges import ADD_CHALLENGE, answer_of, new_challenge, site_of, take_challenge
from konullu.web.ui.forms import sentence, show_refusals
from konullu.web.ui.fresh import fresh
from konullu.web.ui.qr import qr_code
from konullu.web.ui.signing_in import note_confirmation, safe_next
from konullu.web.volunteer.security_forms import AppCodeForm, PasskeyNameForm

SECRET = "time_code_secret"  # noqa: S105 the session's name for an app that is being set up
NEW_CODES = "recovery_codes"


@never_cache
@login_required
@fresh(back="volunteer:passkeys")
@require_http_methods(["GET", "HEAD", "POST"])
def passkeys(request: HttpRequest) -> HttpResponse:
    """My passkeys, and a form for a new one."""
    form = PasskeyNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passkey_operations.register(
                person=request.user,
                name=form.cleaned_data["name"],
                credential=answer_of(request),
                challenge=take_challenge(request, ADD_CHALLENGE),
                site=site_of(request),
                now=request.now,
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return _set_up(request, _("The passkey is added. Next time you sign in with it."))
    context = {"form": form, "passkeys": passkeys_of(request.user), "next": request.GET.get("next", "")}
    return render(request, "volunteer/passkeys.html", context)


@login_required
@fresh(back="volunteer:passkeys")
@require_POST
def passkey_making(request: HttpRequest) -> JsonResponse:
    """What the browser needs to make a passkey."""
    challenge = new_challenge(request, ADD_CHALLENGE)
    return JsonResponse(registration_options(person=request.user, site=site_of(request), challenge=challenge))


@login_required
@fresh(back="volunteer:passkeys")
@require_POST
def passkey_removal(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    passkey = passkey_visible_to(request.user, passkey_id)
    try:
        passkey_operations.remove(
            person=request.user, passkey=passkey, must_keep_one=_must_keep_one(request), now=request.now
        )
        messages.success(request, _("The passkey no longer opens your account. Delete it on the device too."))
    except Refused as refused:
        messages.error(request, sentence(refused.reasons[0]))
    return HttpResponseRedirect(reverse("volunteer:passkeys"))


@never_cache
@login_required
@fresh(back="volunteer:time_code")
@require_http_methods(["GET", "HEAD", "POST"])
def time_code(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app: the picture, the key as text, the first code."""
    secret = _secret_in_session(request)
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            time_codes.set_up(person=request.user, secret=secret, typed=form.cleaned_data["code"], now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            request.session.pop(SECRET)
            return _set_up(request, _("The app is connected. It is your second step from now on."))
    uri = pyotp.TOTP(secret).provisioning_uri(name=request.user.email or request.user.phone, issuer_name="Könüllü")
    context = {
        "form": form,
        "picture": qr_code(uri, _("QR code for your authenticator app")),
        "key": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "uri": uri,
        "has_app": has_time_code(request.user),
        "next": request.GET.get("next", ""),
    }
    return render(request, "volunteer/time_code.html", context)


@login_required
@fresh(back="volunteer:security")
@require_POST
def time_code_removal(request: HttpRequest) -> HttpResponse:
    try:
        time_codes.remove(person=request.user, must_keep_one=_must_keep_one(request), now=request.now)
        messages.success(request, _("The app is no longer your second step. Delete the entry in the app too."))
    except Refused as refused:
        messages.error(request, sentence(refused.reasons[0]))
    return HttpResponseRedirect(reverse("volunteer:security"))


@never_cache
@login_required
@fresh(back="volunteer:recovery_codes")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes for the day when the phone is lost; they can be read once, right after they were made."""
    if request.method == "POST":
        made = time_codes.renew_recovery_codes(person=request.user, now=request.now)
        request.session[NEW_CODES] = seal(json.dumps(made))
        where = safe_next(request, request.POST.get("next"), "")
        way = f"{reverse('volunteer:recovery_codes')}?{urlencode({'next': where})}"
        return HttpResponseRedirect(way if where else reverse("volunteer:recovery_codes"))
    sealed = request.session.pop(NEW_CODES, None)
    context = {
        "codes": json.loads(unseal(sealed)) if sealed else [],
        "left": recovery_codes_left(request.user),
        "next": safe_next(request, request.GET.get("next"), ""),
    }
    return render(request, "volunteer/recovery_codes.html", context)


def _set_up(request: HttpRequest, said: str) -> HttpResponse:
    """A factor that was just shown counts as used. Who has no recovery codes is led to them first."""
    note_confirmation(request, by_factor=True)
    messages.success(request, said)
    wish = safe_next(request, request.GET.get("next"), "")
    if recovery_codes_left(request.user):
        return HttpResponseRedirect(wish or reverse("volunteer:security"))
    ending = f"?{urlencode({'next': wish})}" if wish else ""
    return HttpResponseRedirect(reverse("volunteer:recovery_codes") + ending)


def _secret_in_session(request: HttpRequest) -> str:
    """The same key until the app has shown its first code, so that a wrong code or a reload loses nothing."""
    sealed = request.session.get(SECRET)
    if sealed:
        return unseal(sealed)
    secret = pyotp.random_base32()
    request.session[SECRET] = seal(secret)
    return secret


def _must_keep_one(request: HttpRequest) -> bool:
    return request.user.is_operator or is_staff(request.user)
