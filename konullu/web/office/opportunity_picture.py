"""The picture of an opportunity, with its words for those who don't see it; without one the woven cover stands."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from konullu.opportunities.operations.drafting import save
from konullu.opportunities.operations.pictures import remove_picture, set_picture
from konullu.opportunities.queries.reading import details_of, opportunity_for
from konullu.opportunities.rules.details import Details
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.writing import LENGTHS, refusals_to_edit
from konullu.platform.errors import Refused
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Only people who have agreed; children never without a parent."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        allow_empty_file=True,
        required=False,
        error_messages={"required": _("Choose a picture.")},
    )
    picture_text = LineField(
        label=_("What does the picture show?"),
        help_text=_("For people who don't see it: “Six people plant an oak on a slope”."),
        max_length=LENGTHS["picture_text"],
        error_messages={"required": _("Say in a few words what the picture shows.")},
    )

    def __init__(self, *args: Any, has_picture: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].required = not has_picture


@login_required
@require_http_methods(["GET", "POST"])
@once
def picture(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.EDIT)
    details = details_of(row)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"picture_text": details.main.picture_text}
    form = PictureForm(*bound, has_picture=bool(row.picture), initial=initial)
    if form.is_valid():
        try:
            _keep(request, row, details, form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:opportunity", row.pk)
    context = {
        "organisation": row.organisation,
        "opportunity": row,
        "opportunity_title": details.main.title,
        "form": form,
        "locked": refusals_to_edit(state=row.state),
        "here": "opportunities",
    }
    return render(request, "office/opportunity_picture.html", context)


def _keep(request: HttpRequest, row: Any, details: Details, typed: dict[str, Any]) -> None:
    """First the words: a picture is never there without them."""
    words = replace(details.main, picture_text=typed["picture_text"])
    said = replace(details, wordings={**details.wordings, details.main_language: words})
    save(opportunity=row, details=said, by=request.user, now=request.now)
    if typed["picture"]:
        set_picture(opportunity=row, upload=typed["picture"], by=request.user, now=request.now)


@login_required
@require_POST
@once
def removal(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.EDIT)
    remove_picture(opportunity=row, by=request.user, now=request.now)
    return redirect("office:opportunity", row.pk)
