"""Sign-in: a passkey, or a code to phone or e-mail."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from konullu.accounts.operations import passkeys
from konullu.accounts.queries.passkeys import authentication_options
from konullu.accounts.rules.codes import SIGN_IN, SIGN_UP
from konullu.accounts.rules.devices import PASSKEY
from konullu.platform.errors import Refused
from konullu.web.portal.code_entry import come_in, send, send_another, show_code_page, try_code
from konullu.web.portal.entry_forms import CodeForm, SignInForm
from konullu.web.portal.pending import entry_of, forget, keep
from konullu.web.portal.waiting_identity import connect_waiting_identity
from konullu.web.ui import signing_in
from konullu.web.ui.challenges import SIGN_IN_CHALLENGE, answer_of, new_challenge, site_of, take_challenge
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.identity_ways import identity_ways
from konullu.web.ui.signing_in import safe_next, visit_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Passkey first where the browser can; the code way is always there."""
    entry = entry_of(request, SIGN_IN)
    wish = request.GET.get("next") or entry.next
    if request.user.is_authenticated:
        return HttpResponseRedirect(safe_next(request, wish, reverse("volunteer:home")))
    form = SignInForm(request.POST or None, initial={"contact": entry.address})
    if request.method == "POST" and form.is_valid():
        try:
            send(request, entry, form.cleaned_data["contact"], next=wish)
            return HttpResponseRedirect(reverse("portal:sign_in_code"))
        except Refused as refused:
            show_refusals(form, refused)
    return _show(request, form, wish)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code of six digits. Who has no account yet is led to sign-up and needs no second code."""
    entry = entry_of(request, SIGN_IN)
    if not entry.is_asked:
        return HttpResponseRedirect(reverse("portal:sign_in"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and (entered := try_code(request, entry, form)):
        if entered.person:
            return come_in(request, entered.person, entry)
        keep(request, entry, purpose=SIGN_UP, proved_at=request.now.isoformat())
        return HttpResponseRedirect(reverse("portal:sign_up"))
    return show_code_page(request, entry, form, "portal/sign_in_code.html")


@require_POST
def sign_in_code_again(request: HttpRequest) -> HttpResponse:
    entry = entry_of(request, SIGN_IN)
    if not entry.is_asked:
        return HttpResponseRedirect(reverse("portal:sign_in"))
    return send_another(request, entry, code_page="portal:sign_in_code")


@require_POST
def sign_in_challenge(request: HttpRequest) -> JsonResponse:
    """What the browser needs for a passkey: the same for everybody, with a new challenge for this session."""
    challenge = new_challenge(request, SIGN_IN_CHALLENGE)
    return JsonResponse(authentication_options(site=site_of(request), challenge=challenge))


@require_POST
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser's authenticator has signed."""
    wish = request.POST.get("next", "")
    try:
        person = passkeys.sign_in(
            credential=answer_of(request),
            challenge=take_challenge(request, SIGN_IN_CHALLENGE),
            site=site_of(request),
            visit=visit_of(request),
            now=request.now,
        )
    except Refused as refused:
        form = SignInForm({"contact": ""})
        form.errors.clear()
        show_refusals(form, refused)
        return _show(request, form, wish, status=422)
    signing_in.begin(request, person, PASSKEY)
    forget(request)
    connect_waiting_identity(request, person)
    return HttpResponseRedirect(safe_next(request, wish, reverse("volunteer:home")))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing_in.end(request)
    return HttpResponseRedirect(reverse("portal:home"))


def _show(request: HttpRequest, form: SignInForm, wish: str, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": wish, "providers": identity_ways()}
    return render(request, "portal/sign_in.html", context, status=status)
