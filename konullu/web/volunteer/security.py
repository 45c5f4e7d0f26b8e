"""How I sign in: an overview, my devices, and the history of tries."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from konullu.accounts.operations import devices as operations
from konullu.accounts.queries import factors, identity, signin
from konullu.accounts.rules.contacts import written_out
from konullu.accounts.rules.devices import TRIES_KEPT_FOR
from konullu.organisations.queries import is_staff
from konullu.web.ui import signing_in


@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    person, now = request.user, request.now
    context = {
        "contacts": [written_out(contact) for contact in signin.contacts_of(person)],
        "passkeys": factors.passkeys_of(person),
        "time_code": factors.time_code_of(person),
        "recovery_codes": factors.recovery_codes_left(person),
        "device_count": len(signin.devices_of(person, since=_alive_since(now))),
        "identity": identity.identity_of(person),
        "must_have_factor": is_staff(person) or person.is_operator,
    }
    return render(request, "volunteer/security.html", context)


@login_required
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    person, now = request.user, request.now
    context = {
        "devices": signin.devices_of(person, since=_alive_since(now)),
        "this_device": request.device.id,
        "tries": signin.recent_tries_of(person, since=now - TRIES_KEPT_FOR),
    }
    return render(request, "volunteer/devices.html", context)


@login_required
@require_POST
def device_revocation(request: HttpRequest, device_id: UUID) -> HttpResponse:
    device = signin.device_visible_to(request.user, device_id)
    if device.id == request.device.id:
        signing_in.end(request)
        return HttpResponseRedirect(reverse("portal:home"))
    operations.revoke(person=request.user, device=device, now=request.now)
    messages.success(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("volunteer:devices"))


@login_required
@require_POST
def devices_revocation(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    count = operations.revoke_others(person=request.user, keep=request.device.id, now=request.now)
    if count:
        said = ngettext("%(n)d other device is signed out.", "%(n)d other devices are signed out.", count)
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, _("You are signed in on this device only."))
    return HttpResponseRedirect(reverse("volunteer:devices"))


def _alive_since(now):
    """A session that was not used for so long has ended by itself."""
    return now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
