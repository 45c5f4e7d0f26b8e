"""A new opportunity: what kind it is and what it is called. All else is asked on the next page, by the kind."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.opportunities.operations.drafting import begin
from konullu.opportunities.rules.kinds import kinds_for
from konullu.opportunities.words import VOLUNTEERING, Kind
from konullu.organisations.queries import organisation_for
from konullu.organisations.rules.roles import Act
from konullu.platform.errors import Refused
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

ABOUT_KINDS = {
    Kind.ONE_TIME: _("One day or a few: planting trees, helping at an event"),
    Kind.ONGOING: _("Every week or month, for a longer time: lessons, visits"),
    Kind.COHORT: _("Many people are taken at once, trained, and serve for months"),
    Kind.MICRO: _("An hour or two at home: a translation, a drawing"),
    Kind.TRAINING: _("A course or a workshop for young people"),
    Kind.INTERNSHIP: _("Learning at a place of work"),
    Kind.GRANT: _("Money for a project"),
    Kind.SCHOLARSHIP: _("Support for studies"),
    Kind.COMPETITION: _("An olympiad, a contest, a hackathon"),
    Kind.EXCHANGE: _("A stay in another country or city"),
    Kind.EVENT: _("A meeting, a forum, a festival to come to"),
}
YOUTH = [kind.label for kind in Kind if kind not in VOLUNTEERING]


class NewForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you offer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you offer.")},
    )
    title = LineField(
        label=_("What is it called?"),
        help_text=_("Say the work and the place, as you would tell a neighbour: “Tree planting in Şəki: 400 oaks”."),
        max_length=120,
        error_messages={"required": _("Write what it is called.")},
    )
    language = forms.ChoiceField(
        label=_("In which language do you write?"),
        help_text=_("Other languages can be added afterwards."),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "input--w10"}),
    )

    def __init__(self, *args: Any, legal_form: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(legal_form)

    @property
    def helping(self) -> list[Any]:
        """The radios of those kinds in which volunteers help."""
        return [radio for radio in self["kind"] if radio.data["value"] in VOLUNTEERING]

    @property
    def youth(self) -> list[Any]:
        """The others, for young people. They are folded away: most come for the first group."""
        return [radio for radio in self["kind"] if radio.data["value"] not in VOLUNTEERING]

    @property
    def opens_youth(self) -> bool:
        return not self.helping or any(radio.data["selected"] for radio in self.youth)


def kind_choices(legal_form: str) -> list[Any]:
    """The kinds that such an organisation may offer, each in a sentence that people understand."""
    possible = kinds_for(legal_form)
    groups = (
        (pgettext_lazy("kinds", "Volunteers help"), [kind for kind in possible if kind in VOLUNTEERING]),
        (pgettext_lazy("kinds", "For young people"), [kind for kind in possible if kind not in VOLUNTEERING]),
    )
    return [(title, [_choice(kind) for kind in kinds]) for title, kinds in groups if kinds]


def _choice(kind: Kind) -> tuple[str, str]:
    return kind.value, format_html("{}<small>{}</small>", kind.label, ABOUT_KINDS[kind])


@login_required
@require_http_methods(["GET", "POST"])
@once
def new(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    data = request.POST if request.method == "POST" else None
    form = NewForm(data, legal_form=organisation.legal_form, initial={"language": get_language()})
    if form.is_valid():
        try:
            made = begin(organisation=organisation, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:opportunity_section", made.pk, "basics")
    context = {"organisation": organisation, "form": form, "here": "opportunities", "youth_kinds": YOUTH}
    return render(request, "office/opportunity_new.html", context)
