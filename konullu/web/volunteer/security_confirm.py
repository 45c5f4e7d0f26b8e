"""Showing again that it is me: by a second factor, or by a code when there is none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from konullu.accounts.operations import passkeys, time_codes
from konullu.accounts.operations.codes import ask_code
from konullu.accounts.operations.contacts import confirm_by_code
from konullu.accounts.queries.factors import has_second_factor, has_time_code, passkeys_of
from konullu.accounts.queries.passkeys import authentication_options
from konullu.accounts.queries.signin import contacts_of
from konullu.accounts.rules.codes import CONFIRM
from konullu.accounts.rules.contacts import masked
from konullu.platform.errors import Refused
from konullu.web.ui.challenges import CONFIRM_CHALLENGE, answer_of, new_challenge, site_of, take_challenge
from konullu.web.ui.forms import refused_form, sentence, show_refusals
from konullu.web.ui.signing_in import note_confirmation, safe_next, visit_of
from konullu.web.volunteer.security_forms import FactorForm, SentCodeForm
from konullu.web.volunteer.sent_codes import SentCode, forget_sent, remember_sent, sent_of

KEY = "confirmation_code"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step: take it, or set it up when there is none yet."""
    form = FactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            typed, visit = form.cleaned_data["code"], visit_of(request)
            time_codes.confirm(person=request.user, typed=typed, visit=visit, now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return _confirmed(request, by_factor=True)
    return _show_factors(request, form)


@login_required
@require_POST
def passkey_challenge(request: HttpRequest) -> JsonResponse:
    challenge = new_challenge(request, CONFIRM_CHALLENGE)
    return JsonResponse(authentication_options(site=site_of(request), challenge=challenge))


@login_required
@require_POST
def passkey_check(request: HttpRequest) -> HttpResponse:
    """The second step by a passkey."""
    try:
        passkeys.confirm(
            person=request.user,
            credential=answer_of(request),
            challenge=take_challenge(request, CONFIRM_CHALLENGE),
            site=site_of(request),
            now=request.now,
        )
    except Refused as refused:
        return _show_factors(request, refused_form(refused), status=422)
    return _confirmed(request, by_factor=True)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest) -> HttpResponse:
    """Before a sensitive act. Who has a second factor uses it; the others get a code."""
    if has_second_factor(request.user):
        return _show_factors(request, FactorForm())
    sent = sent_of(request, KEY)
    form = SentCodeForm(request.POST or None)
    if request.method == "POST" and sent and form.is_valid():
        typed, visit = form.cleaned_data["code"], visit_of(request)
        try:
            confirm_by_code(
                person=request.user,
                code_id=sent.code_id,
                contact=sent.contact,
                typed=typed,
                visit=visit,
                now=request.now,
            )
        except Refused as refused:
            show_refusals(form, refused, fields={"contact": "code"})
        else:
            forget_sent(request, KEY)
            return _confirmed(request, by_factor=False)
    return _show_code(request, form, sent)


@login_required
@require_POST
def confirmation_code(request: HttpRequest) -> HttpResponse:
    """Send the code, to the phone or to the e-mail, as chosen."""
    contacts = contacts_of(request.user)
    chosen = next((contact for contact in contacts if contact.kind == request.POST.get("kind")), contacts[0])
    try:
        code = ask_code(
            purpose=CONFIRM,
            contact=chosen,
            visit=visit_of(request),
            language=get_language() or "az",
            now=request.now,
        )
        remember_sent(request, KEY, code_id=code.id, contact=chosen)
    except Refused as refused:
        messages.warning(request, sentence(refused.reasons[0]))
    return HttpResponseRedirect(f"{reverse('volunteer:confirmation')}?{urlencode({'next': _next(request)})}")


def _confirmed(request: HttpRequest, *, by_factor: bool) -> HttpResponse:
    note_confirmation(request, by_factor=by_factor)
    return HttpResponseRedirect(_next(request))


def _next(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("next") or request.GET.get("next"), reverse("volunteer:security"))


def _show_factors(request: HttpRequest, form, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": _next(request),
        "passkeys": passkeys_of(request.user),
        "has_app": has_time_code(request.user),
    }
    return render(request, "volunteer/second_factor.html", context, status=status)


def _show_code(request: HttpRequest, form: SentCodeForm, sent: SentCode | None) -> HttpResponse:
    context = {
        "form": form,
        "next": _next(request),
        "sent_to": masked(sent.contact) if sent else "",
        "contacts": [(contact.kind, masked(contact)) for contact in contacts_of(request.user)],
    }
    return render(request, "volunteer/confirmation.html", context)
