"""/dev/mailbox: every letter of a development instance, readable. Where mail is really sent, it does not exist."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from konullu.platform.mailbox import item_with, items_to
from konullu.web.ui.asked import asked_text
from konullu.web.ui.mail_page import mail_page

PER_PAGE = 30
_CODE = re.compile(r"(?<![\d+])\d{6}(?!\d)")
_WITH_A_FRAME = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}


def in_development(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.MAILBOX:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@in_development
def mailbox(request: HttpRequest) -> HttpResponse:
    address = asked_text(request, "to", at_most=320)
    page = Paginator(items_to(address), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(item, code_in(f"{item.subject} {item.text}")) for item in page]
    return render(request, "ui/mailbox.html", {"page_obj": page, "rows": rows, "address": address})


@require_safe
@in_development
@csp_override(_WITH_A_FRAME)
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    found = item_with(item_id)
    return render(request, "ui/mailbox_item.html", {"item": found, "code": code_in(f"{found.subject} {found.text}")})


@require_safe
@in_development
def item_html(_request: HttpRequest, item_id: UUID) -> HttpResponse:
    return mail_page(item_with(item_id).html)


def code_in(text: str) -> str:
    """A one-time code, so that nobody has to hunt for it; not a part of a phone number."""
    found = _CODE.search(text)
    return found.group() if found else ""
