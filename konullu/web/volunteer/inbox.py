"""My letters: all that Könüllü has written to me, the unread ones first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from konullu.messaging.operations import inbox as operations
from konullu.messaging.queries import inbox_page, message_visible_to, unread_count, ways_of
from konullu.messaging.rules.paragraphs import parts_of


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    page = inbox_page(request.user, page=request.GET.get("page", "1"))
    return render(request, "volunteer/inbox.html", {"page_obj": page, "unread": unread_count(request.user.pk)})


@login_required
@require_GET
def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    message = message_visible_to(request.user, message_id)
    operations.mark_read(message=message, now=request.now)
    context = {"letter": message, "parts": parts_of(message.text, url=message.url), "ways": ways_of(message)}
    return render(request, "volunteer/letter.html", context)


@login_required
@require_POST
def unread(request: HttpRequest, message_id: UUID) -> HttpResponse:
    operations.mark_unread(message=message_visible_to(request.user, message_id))
    return redirect("volunteer:inbox")


@login_required
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    operations.mark_all_read(person=request.user, now=request.now)
    return redirect("volunteer:inbox")
