"""My data: a copy of everything, and erasure."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.accounts.operations import erasure as erasing
from konullu.accounts.operations import export as exporting
from konullu.accounts.queries import erasure as erasures
from konullu.accounts.queries import export as exports
from konullu.accounts.rules.erasure import DELETED, KEPT, receipt_in_words
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.web.ui.forms import refused_form, sentence
from konullu.web.ui.fresh import fresh
from konullu.web.ui.once import once
from konullu.web.volunteer.space import space_of


@login_required
@require_GET
def data(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    context = {
        "space": space,
        "exports": exports.exports_of(space.person, space.reader),
        "erasure": erasures.waiting_erasure_of(space.person),
    }
    return render(request, "volunteer/data.html", context)


@login_required
@require_POST
@fresh(back="volunteer:data")
@once
def export(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    try:
        exporting.ask(person=space.person, by=space.reader, language=get_language() or "az", now=request.now)
    except Refused as refused:
        messages.warning(request, sentence(refused.reasons[0]))
    else:
        messages.success(request, _("The copy is being prepared. It will be on this page in a few minutes."))
    return redirect(space.way("data"))


@login_required
@require_GET
@fresh(back="volunteer:data")
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Bound to the one who asked for it: an address that was passed on opens nothing."""
    found = exports.export_to_fetch(request.user, export_id, request.now)
    exporting.note_fetched(export=found, by=request.user, now=request.now)
    name = f"konullu-{found.ready_at:%Y-%m-%d}.zip"
    return files.download(found.file, filename=name, media_type="application/zip")


@login_required
@require_http_methods(["GET", "POST"])
@fresh(back="volunteer:data")
@once
def erasure(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    if request.method == "GET" and erasures.waiting_erasure_of(space.person):
        return redirect(space.way("data"))  # it is asked for already: there it says until when it can be kept
    context = {"space": space, "deleted": DELETED.values(), "kept": KEPT.values()}
    if request.method == "POST":
        try:
            erasing.ask(person=space.person, by=space.reader, language=get_language() or "az", now=request.now)
        except Refused as refused:
            context["form"] = refused_form(refused)
            return render(request, "volunteer/erasure.html", context, status=409)
        return redirect(space.way("data"))
    context["objections"] = erasing.objections_to(space.person.pk)
    return render(request, "volunteer/erasure.html", context)


@login_required
@require_POST
def erasure_cancellation(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    erasing.keep(person=space.person, by=space.reader, now=request.now)
    messages.success(request, _("The account stays. Nothing was erased."))
    return redirect(space.way("data"))


@never_cache
@require_GET
def erasure_receipt(request: HttpRequest, erasure_id: UUID, token: str) -> HttpResponse:
    """What was erased, what stays and why. No sign-in: the account is gone, and the page names nobody."""
    found = erasures.erasure_by_receipt(erasure_id, token)
    return render(request, "volunteer/receipt.html", {"erasure": found, "receipt": receipt_in_words(found.receipt)})
