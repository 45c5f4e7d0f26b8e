"""My profile, and that of a minor in my care: an overview, and one small form for each section."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from konullu.accounts.queries.consents import text_shown
from konullu.accounts.queries.profile import profile_of
from konullu.accounts.rules.age import needs_birth_date
from konullu.accounts.rules.purposes import current
from konullu.platform.errors import Refused
from konullu.web.ui.forms import show_refusals
from konullu.web.volunteer.profile_sections import SECTIONS, overview_of
from konullu.web.volunteer.space import space_of

OVERVIEW = ("name", "birth_date", "language", "district", "languages", "skills", "causes", "availability")


@login_required
@require_GET
def profile(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id, seen=OVERVIEW)
    context = {
        "space": space,
        "parts": overview_of(profile_of(space.person)),
        "needs_birth_date": needs_birth_date(space.person, request.now),
    }
    return render(request, "volunteer/profile.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, key: str, person_id: UUID | None = None) -> HttpResponse:
    part = SECTIONS[key]
    space = space_of(request, person_id, seen=part.seen)
    if space.inert and key != "about":
        return render(request, "volunteer/inert.html", {"space": space, "part": part})
    typed = request.POST if request.method == "POST" else None
    form = part.form(typed, standing=part.standing(space, request.now), space=space, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            part.save(space, form.cleaned_data, request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("Saved: %(part)s.") % {"part": part.title})
            return redirect(space.way("profile"))
    context = {"space": space, "part": part, "form": form}
    if key == "access_needs":
        context["consent_text"] = text_shown(current()["access_needs"], get_language() or "az")
    return render(request, part.template, context)
