"""Sign-up: three fields, one code, no password."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from konullu.accounts.operations import entry as operations
from konullu.accounts.queries.consents import text_shown
from konullu.accounts.queries.signin import person_with
from konullu.accounts.rules.codes import SIGN_UP
from konullu.accounts.rules.contacts import written_out
from konullu.accounts.rules.purposes import current
from konullu.platform.errors import Refused
from konullu.web.portal.code_entry import come_in, send, send_another, show_code_page, try_code
from konullu.web.portal.entry_forms import AboutForm, CodeForm, SignUpForm
from konullu.web.portal.pending import Entry, entry_of, forget, keep
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.signing_in import safe_next, visit_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Name, year of birth, phone or e-mail. Whoever has just proved a contact is not asked for it again."""
    entry = entry_of(request, SIGN_UP)
    wish = request.GET.get("next") or entry.next
    if request.user.is_authenticated:
        return HttpResponseRedirect(safe_next(request, wish, reverse("volunteer:home")))
    if entry.proof(request.now):
        return _finish(request, entry)
    form = SignUpForm(request.POST or None, initial=_written(entry), today=localdate(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            send(request, entry, form.cleaned_data["contact"], **asdict(form.wish()), next=wish)
            return HttpResponseRedirect(reverse("portal:sign_up_code"))
        except Refused as refused:
            show_refusals(form, refused)
    return _show(request, form, next=wish)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_code(request: HttpRequest) -> HttpResponse:
    """The code of six digits."""
    entry = entry_of(request, SIGN_UP)
    if not entry.is_asked or not entry.wish:
        return HttpResponseRedirect(reverse("portal:sign_up"))
    if entry.proof(request.now):
        return HttpResponseRedirect(reverse("portal:sign_up_account"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and (entered := try_code(request, entry, form)):
        if entered.person:
            return come_in(request, entered.person, entry)
        keep(request, entry, proved_at=request.now.isoformat())
        return HttpResponseRedirect(reverse("portal:sign_up_account"))
    return show_code_page(request, entry, form, "portal/sign_up_code.html")


@require_POST
def sign_up_code_again(request: HttpRequest) -> HttpResponse:
    entry = entry_of(request, SIGN_UP)
    if not entry.is_asked:
        return HttpResponseRedirect(reverse("portal:sign_up"))
    return send_another(request, entry, code_page="portal:sign_up_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_account(request: HttpRequest) -> HttpResponse:
    """The phone or e-mail is proved, and has an account already: sign in to it, or take another contact."""
    entry = entry_of(request, SIGN_UP)
    proof = entry.proof(request.now)
    owner = person_with(entry.contact) if proof else None
    if proof is None or owner is None:
        return HttpResponseRedirect(reverse("portal:sign_up"))
    if request.method == "POST":
        person = operations.sign_in_with_proof(proof=proof, visit=visit_of(request), now=request.now)
        return come_in(request, person, entry)
    context = {"owner": owner, "entry": entry, "contact": written_out(entry.contact)}
    return render(request, "portal/sign_up_account.html", context)


@require_POST
def sign_up_other_contact(request: HttpRequest) -> HttpResponse:
    """Go on with another phone or e-mail; name and year stay written."""
    entry = entry_of(request, SIGN_UP)
    forget(request)
    keep(request, Entry(SIGN_UP, name=entry.name, birth_year=entry.birth_year, next=entry.next))
    return HttpResponseRedirect(reverse("portal:sign_up"))


def _finish(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Name and year of somebody whose contact is proved and has no account yet."""
    proof = entry.proof(request.now)
    if proof is None or person_with(entry.contact):
        return HttpResponseRedirect(reverse("portal:sign_up_account"))
    form = AboutForm(request.POST or None, initial=_written(entry), today=localdate(request.now))
    if request.method == "POST" and form.is_valid():
        language = get_language() or "az"
        try:
            person = operations.sign_up(proof=proof, wish=form.wish(), language=language, now=request.now)
            return come_in(request, person, entry)
        except Refused as refused:
            show_refusals(form, refused)
    return _show(request, form, proved=written_out(entry.contact))


def _show(request: HttpRequest, form: AboutForm, **more: str) -> HttpResponse:
    """With the text that the newcomer agrees to by going on."""
    purpose = current()["account"]
    text = text_shown(purpose, get_language() or "az")
    context = {"form": form, "text": text, "text_version": purpose.version, **more}
    return render(request, "portal/sign_up.html", context)


def _written(entry: Entry) -> dict[str, Any]:
    return {"name": entry.name, "birth_year": entry.birth_year or "", "contact": entry.address}
