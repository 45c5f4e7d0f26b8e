"""Organisations as everybody sees them: a list to filter, a page for each accredited one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konullu.organisations.directions import BY_CODE, DIRECTIONS, named
from konullu.organisations.queries.public import (
    district_names,
    districts_with_organisations,
    public_organisation,
    public_organisations_page,
)
from konullu.organisations.words import State


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    language = get_language() or "az"
    districts = districts_with_organisations(language=language)
    direction = request.GET.get("direction", "")
    district = request.GET.get("district", "")
    direction = direction if direction in BY_CODE else ""
    district = district if district in {code for code, _name, _count in districts} else ""
    page = public_organisations_page(
        direction=direction, district=district, page=request.GET.get("page", "1"), language=language
    )
    context = {
        "organisations": page,
        "directions": DIRECTIONS,
        "districts": districts,
        "direction": direction,
        "district": district,
        "chosen": BY_CODE.get(direction),
        "query": f"direction={direction}&district={district}&",
    }
    return render(request, "portal/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = public_organisation(slug)
    language = get_language() or "az"
    if found.state == State.SUSPENDED:
        return render(request, "portal/organisation_suspended.html", {"name": found.name_in(language)})
    directions = named(found.directions)
    context = {
        "organisation": found,
        "name": found.name_in(language),
        "website": found.website.split("://", 1)[-1].rstrip("/"),
        "directions": directions,
        "cover": directions[0].code if directions else "",
        "districts": district_names(found, language),
    }
    return render(request, "portal/organisation.html", context)
