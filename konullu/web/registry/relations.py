"""Documents of guardians: the Union's staff look at them and say whether the relation is true."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from konullu.accounts.operations import guardianships as operations
from konullu.accounts.operations.access import note
from konullu.accounts.queries.family import documents_to_check, guardianship_to_check
from konullu.organisations.queries.accreditation import check_union_decider, check_union_staff
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.web.ui.forms import sentence
from konullu.web.ui.once import once

if TYPE_CHECKING:
    from konullu.accounts.models import Guardianship, Person


@login_required
@require_GET
def relations(request: HttpRequest) -> HttpResponse:
    check_union_staff(request.user)
    waiting = list(documents_to_check())
    _note(request.user, waiting, ["name", "birth_year", "guardians"], request.now)
    return render(request, "registry/relations.html", {"waiting": waiting, "here": "relations"})


@login_required
@require_GET
def relation_document(request: HttpRequest, guardianship_id: UUID) -> HttpResponseBase:
    check_union_staff(request.user)
    held = guardianship_to_check(guardianship_id)
    _note(request.user, [held], ["documents"], request.now)
    kind = files.kind_by_name(held.document)
    if kind is None:
        raise Http404
    return files.download(held.document, filename=f"relation{kind.extensions[0]}", media_type=kind.media_type)


@login_required
@require_POST
@once
def relation_confirmation(request: HttpRequest, guardianship_id: UUID) -> HttpResponse:
    return _decide(request, guardianship_id, is_true=True)


@login_required
@require_POST
@once
def relation_rejection(request: HttpRequest, guardianship_id: UUID) -> HttpResponse:
    return _decide(request, guardianship_id, is_true=False)


def _decide(request: HttpRequest, guardianship_id: UUID, *, is_true: bool) -> HttpResponse:
    check_union_decider(request.user)
    held = guardianship_to_check(guardianship_id)
    try:
        operations.check(guardianship_id=held.pk, by=request.user, is_true=is_true, now=request.now)
    except Refused as refused:
        messages.error(request, sentence(refused.reasons[0]))
    else:
        messages.success(request, _("Your answer is written down, and the document is deleted."))
    return redirect("registry:relations")


def _note(reader: "Person", waiting: "list[Guardianship]", fields: list[str], now: datetime) -> None:
    """Both sides see that staff looked at their names and papers."""
    note(
        people=[person for held in waiting for person in (held.minor, held.guardian)],
        reader=reader,
        organisation_id=None,
        organisation_name="",
        purpose="relation",
        fields=fields,
        now=now,
        role="union",
    )
