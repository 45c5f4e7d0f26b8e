"""Searches that a person keeps: they come back as a letter when there is something new."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.platform.errors import Refused
from konullu.search.operations.saved import change, remove, save
from konullu.search.queries.saved import saved_search_like, saved_search_visible_to, saved_searches_of
from konullu.search.rules.address import asking_from, asking_of
from konullu.search.words import Rhythm
from konullu.web.ui.asking_words import in_words
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

if TYPE_CHECKING:
    from konullu.search.models import SavedSearch

NAME_AT_MOST = 80


class SavedSearchForm(forms.Form):
    """What it is called, and how often it writes."""

    name = LineField(
        max_length=NAME_AT_MOST,
        required=False,
        label=_("Name of the search"),
        help_text=_("So that you recognise the letter. Empty, it is called by its filters."),
    )
    rhythm = forms.ChoiceField(
        choices=Rhythm.choices(),
        widget=forms.RadioSelect,
        label=_("When do we write?"),
        error_messages={"required": _("Choose one from the list."), "invalid_choice": _("Choose one from the list.")},
    )


@login_required
@require_GET
def saved_searches(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    searches = [_line(row) for row in saved_searches_of(request.user)]
    return render(request, "volunteer/saved_searches.html", {"searches": searches})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def saved_search_new(request: HttpRequest) -> HttpResponse:
    """Save the search of the address. One that was saved already is changed instead."""
    asking = replace(asking_from(request.GET)[0], page=1)
    if like := saved_search_like(request.user, asking):
        return redirect("volunteer:saved_search", saved_id=like.pk)
    form = SavedSearchForm(request.POST or None, initial={"rhythm": Rhythm.WEEKLY.value})
    if request.method == "POST" and form.is_valid():
        try:
            save(person=request.user, asking=asking, now=request.now, **_read(form))
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("The search is saved."))
            return redirect("volunteer:saved_searches")
    words = in_words(asking, get_language() or "az")
    return render(request, "volunteer/saved_search.html", {"form": form, "words": words})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def saved_search(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    """Another name, another rhythm."""
    row = saved_search_visible_to(request.user, saved_id)
    form = SavedSearchForm(request.POST or None, initial={"name": row.name, "rhythm": row.rhythm})
    if request.method == "POST" and form.is_valid():
        change(saved=row, now=request.now, **_read(form))
        return redirect("volunteer:saved_searches")
    line = _line(row)
    return render(request, "volunteer/saved_search.html", {"form": form, "search": line, "words": line["words"]})


@login_required
@require_POST
def saved_search_removal(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    remove(saved=saved_search_visible_to(request.user, saved_id), now=request.now)
    return redirect("volunteer:saved_searches")


def _read(form: SavedSearchForm) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"], "rhythm": Rhythm(form.cleaned_data["rhythm"])}


def _line(row: "SavedSearch") -> dict[str, Any]:
    """One of the list: its name or its filters, the way to what it finds now."""
    words = in_words(asking_of(row.address), get_language() or "az")
    return {
        "id": row.pk,
        "name": row.name or words,
        "words": words if row.name else "",
        "rhythm": Rhythm(row.rhythm).label,
        "is_on": row.rhythm != Rhythm.NEVER,
        "url": f"{reverse('portal:opportunities')}?{QueryDict(row.address).urlencode()}",
    }
