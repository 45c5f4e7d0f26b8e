"""My consents: each purpose with its six items, to give or withdraw, and the ledger."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from konullu.accounts.operations import consents as operations
from konullu.accounts.queries import consents as queries
from konullu.platform.errors import Refused
from konullu.web.ui.forms import refused_form
from konullu.web.volunteer.space import Space, space_of


@login_required
@require_GET
def consents(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id, seen=("consents",))
    standings = queries.standings_of(space.person, request.now)
    language = get_language() or "az"
    lines = [(standing, standing.purpose.texts[standing.purpose.language(language)]) for standing in standings]
    return render(request, "volunteer/consents.html", {"space": space, "lines": lines})


@login_required
@require_GET
def consent(request: HttpRequest, purpose: str, person_id: UUID | None = None) -> HttpResponse:
    return _page(request, space_of(request, person_id, seen=("consents",)), purpose)


@login_required
@require_POST
def consent_giving(request: HttpRequest, purpose: str, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    language = get_language() or "az"
    try:
        operations.give(person=space.person, by=space.reader, purpose=purpose, language=language, now=request.now)
    except Refused as refused:
        return _page(request, space, purpose, refused)
    messages.success(request, _("Your consent is written down."))
    return redirect(space.way("consents"))


@login_required
@require_POST
def consent_withdrawal(request: HttpRequest, purpose: str, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    language = get_language() or "az"
    try:
        operations.withdraw(person=space.person, by=space.reader, purpose=purpose, language=language, now=request.now)
    except Refused as refused:
        return _page(request, space, purpose, refused)
    messages.success(request, _("Your consent is withdrawn from this moment."))
    return redirect(space.way("consents"))


def _page(request: HttpRequest, space: Space, code: str, refused: Refused | None = None) -> HttpResponse:
    standing = queries.standing_of(space.person, code, request.now)
    if standing is None:
        raise Http404
    by_reader = standing.own if space.is_own else queries.stands_for(standing, space.reader, request.now)
    context = {
        "space": space,
        "standing": standing,
        "by_reader": by_reader,
        "text": queries.text_shown(standing.purpose, get_language() or "az"),
        "form": refused_form(refused) if refused else None,
    }
    return render(request, "volunteer/consent.html", context, status=409 if refused else 200)
