"""The desk of the Union: who waits for an answer, and what has been decided."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from konullu.organisations.queries import is_union_staff
from konullu.organisations.queries.accreditation import decided_for_union_staff, queue_for_union_staff


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    if request.user.is_operator and not is_union_staff(request.user):
        return redirect("registry:letters")  # the room of an operator here
    waiting = queue_for_union_staff(request.user, now=request.now)
    context = {
        "waiting": waiting,
        "overdue": sum(row.is_overdue for row in waiting),
        "here": "queue",
    }
    return render(request, "registry/queue.html", context)


@login_required
@require_GET
def decided(request: HttpRequest) -> HttpResponse:
    found = decided_for_union_staff(request.user, page=request.GET.get("page", "1"))
    return render(request, "registry/decisions.html", {"decisions": found, "here": "decisions"})
