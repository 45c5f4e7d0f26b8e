"""What sign-up and sign-in share: sending the code, and what follows the right one."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from konullu.accounts.operations.codes import ask_code
from konullu.accounts.operations.entry import Entered, enter
from konullu.accounts.rules.codes import in_words
from konullu.accounts.rules.contacts import Contact, written_out
from konullu.platform.errors import Refused
from konullu.web.portal.entry_forms import CodeForm
from konullu.web.portal.pending import Entry, forget, keep
from konullu.web.portal.waiting_identity import connect_waiting_identity
from konullu.web.ui.forms import sentence, show_refusals
from konullu.web.ui.signing_in import begin, safe_next, visit_of

if TYPE_CHECKING:
    from konullu.accounts.models import Person


def send(request: HttpRequest, entry: Entry, contact: Contact, **changes: Any) -> Entry:
    """Ask for a code and remember it. The code that was just sent to the same contact is not sent again."""
    now = request.now
    if entry.is_asked and entry.contact == contact and entry.wait(now):
        return keep(request, entry, **changes)
    code = ask_code(
        purpose=entry.purpose, contact=contact, visit=visit_of(request), language=get_language() or "az", now=now
    )
    return keep(
        request,
        entry,
        kind=contact.kind,
        address=contact.value,
        code_id=str(code.id),
        asked_at=now.isoformat(),
        proved_at="",
        **changes,
    )


def send_another(request: HttpRequest, entry: Entry, *, code_page: str) -> HttpResponse:
    """The button under the code's field: a new code, or how long to wait for it."""
    now = request.now
    try:
        code = ask_code(
            purpose=entry.purpose,
            contact=entry.contact,
            visit=visit_of(request),
            language=get_language() or "az",
            now=now,
        )
    except Refused as refused:
        messages.warning(request, sentence(refused.reasons[0]))
    else:
        keep(request, entry, code_id=str(code.id), asked_at=now.isoformat())
    return HttpResponseRedirect(reverse(code_page))


def try_code(request: HttpRequest, entry: Entry, form: CodeForm) -> Entered | None:
    """Spend the code that was typed; None when it was refused and the form tells why."""
    if not form.is_valid():
        return None
    try:
        return enter(
            code_id=entry.proof_id,
            contact=entry.contact,
            typed=form.cleaned_data["code"],
            wish=entry.wish if entry.purpose == "sign_up" else None,
            visit=visit_of(request),
            language=get_language() or "az",
            now=request.now,
        )
    except Refused as refused:
        show_refusals(form, refused, fields={"contact": "code", "birth_year": "code"})
        return None


def show_code_page(request: HttpRequest, entry: Entry, form: CodeForm, template: str) -> HttpResponse:
    wait = entry.wait(request.now)
    return render(
        request,
        template,
        {
            "form": form,
            "entry": entry,
            "sent_to": written_out(entry.contact),
            "wait": in_words(wait) if wait else "",
        },
    )


def come_in(request: HttpRequest, person: "Person", entry: Entry) -> HttpResponse:
    """Begin the session of somebody who has proved who they are, and go where they wanted to go."""
    begin(request, person, entry.kind)
    forget(request)
    connect_waiting_identity(request, person)
    return HttpResponseRedirect(safe_next(request, entry.next, reverse("volunteer:home")))
