"""Letters that did not arrive: for staff of the Union and operators. Addresses are masked, contents are not shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from konullu.accounts.operations.access import note
from konullu.messaging.operations import dead_letters as operations
from konullu.messaging.queries.letters import states, undelivered, undelivered_page, undelivered_row
from konullu.organisations.queries.team import is_union_staff, union_place_of
from konullu.platform.errors import NotVisible, Refused
from konullu.web.ui.forms import sentence


def for_letter_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only staff of the Union and operators know that these pages exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_operator or is_union_staff(request.user)):
            raise NotVisible
        return view(request, *args, **kwargs)

    return login_required(wrapped)


@for_letter_staff
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    page = undelivered_page(page=request.GET.get("page", "1"))
    people = [delivery.message.person for delivery in page if delivery.message.person is not None]
    _note(request, people)
    rows = [undelivered_row(delivery) for delivery in page]
    context = {"page_obj": page, "rows": rows, "states": states(), "here": "letters"}
    return render(request, "registry/letters.html", context)


@for_letter_staff
@require_POST
def retry(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    return _act(request, delivery_id, operations.retry, _("The letter goes out again."))


@for_letter_staff
@require_POST
def give_up(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    return _act(request, delivery_id, operations.give_up, _("Laid aside. It stays in the person’s messages."))


def _act(request: HttpRequest, delivery_id: UUID, operation: Callable[..., None], told: str) -> HttpResponse:
    try:
        operation(delivery=undelivered(delivery_id), by=request.user, now=request.now)
    except Refused as refused:
        messages.warning(request, " ".join(sentence(reason) for reason in refused.reasons))
    else:
        messages.success(request, told)
    return redirect("registry:letters")


def _note(request: HttpRequest, people: list[Any]) -> None:
    """A masked address is still a look at somebody's data; those people can read later who looked."""
    union = union_place_of(request.user).organisation if is_union_staff(request.user) else None
    note(
        people=people,
        reader=request.user,
        organisation_id=union.pk if union else None,
        organisation_name=union.name if union else "",
        purpose="letters",
        fields=["letters"],
        role="union" if union else "operator",
        now=request.now,
    )
