"""The same once more: a copy, a series of days; and another kind for a draft that was begun as the wrong one."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from konullu.opportunities.operations.copying import clone, make_series
from konullu.opportunities.operations.drafting import change_kind
from konullu.opportunities.queries.reading import opportunity_for, title_of
from konullu.opportunities.rules.copying import MOST_DAYS
from konullu.opportunities.rules.roles import Act
from konullu.platform.errors import Refused
from konullu.web.office.opportunity_new import kind_choices
from konullu.web.ui.calendar_fields import CalendarField
from konullu.web.ui.fields import ParagraphsField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

ROWS = 6


class SeriesForm(forms.Form):
    """A few days with the calendar, and more of them as a list."""

    more = ParagraphsField(
        label=_("More days"),
        help_text=_("One day on each line, like 05.12.2026. At most 60 days at once."),
        max_length=2000,
        rows=4,
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        more = self.fields.pop("more")
        for number in range(ROWS):
            self.fields[f"day_{number}"] = CalendarField(label=_("Day %(n)s") % {"n": number + 1}, required=False)
        self.fields["more"] = more

    def clean_more(self) -> list[Any]:
        field, days = CalendarField(), []
        for line in re.split(r"[\n,;]+", self.cleaned_data["more"]):
            try:
                day = field.to_python(line.strip())
            except ValidationError as problem:
                raise ValidationError(f"«{line.strip()[:20]}»: {problem.message}", code="day") from problem
            if day:
                days.append(day)
        return days

    def days(self) -> list[Any]:
        typed = self.cleaned_data
        return [*(day for number in range(ROWS) if (day := typed[f"day_{number}"])), *typed["more"]]


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=_("What do you offer?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, legal_form: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["kind"].choices = kind_choices(legal_form)


@login_required
@require_POST
@once
def copy(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.EDIT)
    made = clone(opportunity=row, by=request.user, now=request.now)
    messages.success(request, _("This is the copy, a draft. Change what is different: the days first."))
    return redirect("office:opportunity_section", made.pk, "basics")


@login_required
@require_http_methods(["GET", "POST"])
@once
def series(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.EDIT)
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = make_series(opportunity=row, days=form.days(), by=request.user, now=request.now)
        except Refused as refused:
            show_refusals(form, refused, {"days": "day_0"})
        else:
            words = ngettext("%(n)s draft was made.", "%(n)s drafts were made.", len(made)) % {"n": len(made)}
            messages.success(request, words)
            return redirect("office:opportunities", row.organisation_id)
    return render(request, "office/opportunity_series.html", _context(row, form) | {"most": MOST_DAYS})


@login_required
@require_http_methods(["GET", "POST"])
@once
def kind(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    row = opportunity_for(request.user, opportunity_id, Act.EDIT)
    data = request.POST if request.method == "POST" else None
    form = KindForm(data, legal_form=row.organisation.legal_form, initial={"kind": row.kind})
    if form.is_valid():
        try:
            change_kind(opportunity=row, kind=form.cleaned_data["kind"], by=request.user, now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:opportunity_section", row.pk, "basics")
    return render(request, "office/opportunity_kind.html", _context(row, form))


def _context(row: Any, form: forms.Form) -> dict[str, Any]:
    return {
        "organisation": row.organisation,
        "opportunity": row,
        "opportunity_title": title_of(row, get_language() or "az"),
        "form": form,
        "here": "opportunities",
    }
