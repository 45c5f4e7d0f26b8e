"""Who saw my data: office and role, when, which fields, why."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konullu.accounts.queries.access import looks_at
from konullu.web.volunteer.space import space_of

ON_A_PAGE = 20


@login_required
@require_GET
def access(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id, seen=("access_records",))
    page_obj = Paginator(looks_at(space.person), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "volunteer/access.html", {"space": space, "page_obj": page_obj})
