"""My phone and my e-mail: where codes and letters come, and what I sign in with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from konullu.accounts.operations import contacts as operations
from konullu.accounts.operations.codes import ask_code
from konullu.accounts.queries.signin import contacts_of
from konullu.accounts.rules.codes import CONTACT
from konullu.accounts.rules.contacts import written_out
from konullu.platform.errors import Refused
from konullu.web.ui.forms import sentence, show_refusals
from konullu.web.ui.fresh import fresh
from konullu.web.ui.signing_in import visit_of
from konullu.web.volunteer.security_forms import NewContactForm, SentCodeForm
from konullu.web.volunteer.sent_codes import forget_sent, remember_sent, sent_of

KEY = "contact_code"


@never_cache
@login_required
@fresh(back="volunteer:contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """See them, and write a new one."""
    form = NewContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contact = form.cleaned_data["contact"]
        try:
            code = ask_code(
                purpose=CONTACT,
                contact=contact,
                visit=visit_of(request),
                language=get_language() or "az",
                now=request.now,
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            remember_sent(request, KEY, code_id=code.id, contact=contact)
            return HttpResponseRedirect(reverse("volunteer:contact_code"))
    known = [(contact.kind, written_out(contact)) for contact in contacts_of(request.user)]
    return render(request, "volunteer/contacts.html", {"form": form, "contacts": known})


@never_cache
@login_required
@fresh(back="volunteer:contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def contact_code(request: HttpRequest) -> HttpResponse:
    """The code that came to the new phone or e-mail."""
    sent = sent_of(request, KEY)
    if sent is None:
        return HttpResponseRedirect(reverse("volunteer:contacts"))
    form = SentCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed, visit = form.cleaned_data["code"], visit_of(request)
        try:
            operations.change_contact(
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
            messages.success(request, _("From now on you sign in with it, and letters come there."))
            return HttpResponseRedirect(reverse("volunteer:contacts"))
    return render(request, "volunteer/contact_code.html", {"form": form, "sent_to": written_out(sent.contact)})


@login_required
@fresh(back="volunteer:contacts")
@require_POST
def contact_removal(request: HttpRequest, kind: str) -> HttpResponse:
    try:
        operations.remove_contact(person=request.user, kind=kind, now=request.now)
    except Refused as refused:
        messages.error(request, sentence(refused.reasons[0]))
    else:
        messages.success(request, _("It is removed from your account."))
    return HttpResponseRedirect(reverse("volunteer:contacts"))
