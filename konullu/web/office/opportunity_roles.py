"""The roles inside an opportunity: a guide, a driver, a photographer. Without roles everybody does the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.opportunities.operations.drafting import save
from konullu.opportunities.queries.reading import details_of, opportunity_for
from konullu.opportunities.rules.details import Details, RoleDetails
from konullu.opportunities.rules.kinds import asks
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.writing import LENGTHS, MOST_ROLES, refusals_to_edit
from konullu.platform.errors import Refused
from konullu.web.ui.calendar_fields import CountField
from konullu.web.ui.fields import LineField, ParagraphsField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.language_names import language_names
from konullu.web.ui.once import once

FREE_ROWS = 2


@dataclass(frozen=True)
class Row:
    number: int
    fields: list[Any]


class RolesForm(forms.Form):
    """The roles that stand there, and a few free rows. A row without a name is taken away."""

    def __init__(self, data: Any = None, *, details: Details) -> None:
        self.details, language = details, get_language() or "az"
        self.count = min(MOST_ROLES, max(_sent_rows(data), len(details.roles) + FREE_ROWS))
        super().__init__(data)
        languages = [("", _("No special one")), *(pair for pair in language_names(language) if len(pair[0]) <= 3)]
        for number in range(self.count):
            self.fields[f"id_{number}"] = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)
            self.fields[f"name_{number}"] = LineField(
                label=_("Name of the role"), max_length=LENGTHS["names"], required=False
            )
            self.fields[f"detail_{number}"] = ParagraphsField(
                label=_("What they do"), max_length=LENGTHS["details"], rows=2, required=False
            )
            self.fields[f"places_{number}"] = CountField(label=_("Places"), most=100_000, required=False)
            self.fields[f"age_{number}"] = CountField(label=_("From what age?"), most=99, required=False)
            self.fields[f"language_{number}"] = forms.ChoiceField(
                label=_("A language they must speak"), choices=languages, required=False
            )
            if number < len(details.roles):
                self._show(number, details.roles[number])

    def _show(self, number: int, role: RoleDetails) -> None:
        main = self.details.main_language
        self.initial |= {
            f"id_{number}": str(role.id),
            f"name_{number}": role.names.get(main, ""),
            f"detail_{number}": role.details.get(main, ""),
            f"places_{number}": role.places,
            f"age_{number}": role.age_min,
            f"language_{number}": next(iter(role.languages), ""),
        }

    @property
    def rows(self) -> Iterator[Row]:
        for number in range(self.count):
            parts = ("name", "detail", "places", "age", "language")
            yield Row(number + 1, [self[f"{part}_{number}"] for part in parts])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for number in range(self.count):
            said = [typed.get(f"{part}_{number}") for part in ("detail", "places", "age", "language")]
            if any(said) and not typed.get(f"name_{number}") and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", _("Name the role, or empty the whole row to take it away."))
        return typed

    def changed(self) -> Details:
        return replace(self.details, roles=tuple(self._role(number) for number in self._named()))

    def names_of_reasons(self) -> dict[str, str]:
        """The rules count the roles that are named, this form counts its rows."""
        parts = {"names": "name", "details": "detail", "places": "places", "age_min": "age", "languages": "language"}
        return {
            f"roles-{index}-{theirs}": f"{ours}_{number}"
            for index, number in enumerate(self._named())
            for theirs, ours in parts.items()
        }

    def _named(self) -> list[int]:
        return [number for number in range(self.count) if self.cleaned_data.get(f"name_{number}")]

    def _role(self, number: int) -> RoleDetails:
        typed, main = self.cleaned_data, self.details.main_language
        # By id, not by place: somebody else may have taken a role away meanwhile.
        old = next((role for role in self.details.roles if str(role.id) == typed[f"id_{number}"]), RoleDetails())
        chosen = typed[f"language_{number}"]
        return replace(
            old,
            names={**old.names, main: typed[f"name_{number}"]},
            details=_without_empty({**old.details, main: typed[f"detail_{number}"]}),
            places=typed[f"places_{number}"],
            age_min=typed[f"age_{number}"],
            languages=(chosen, *old.languages[1:]) if chosen else (),
        )


def _without_empty(texts: dict[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _sent_rows(data: Any) -> int:
    """How many rows the page showed that comes back."""
    return sum(1 for number in range(MOST_ROLES) if data and f"name_{number}" in data)


@login_required
@require_http_methods(["GET", "POST"])
@once
def roles(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    opportunity = opportunity_for(request.user, opportunity_id, Act.EDIT)
    details = details_of(opportunity)
    if not asks(details.kind, "roles"):
        raise Http404
    form = RolesForm(request.POST if request.method == "POST" else None, details=details)
    if form.is_valid():
        try:
            save(opportunity=opportunity, details=form.changed(), by=request.user, now=request.now)
        except Refused as refused:
            show_refusals(form, refused, form.names_of_reasons())
        else:
            more = "more" in request.POST
            return redirect("office:opportunity_roles" if more else "office:opportunity", opportunity.pk)
    context = {
        "organisation": opportunity.organisation,
        "opportunity": opportunity,
        "opportunity_title": details.main.title,
        "form": form,
        "locked": refusals_to_edit(state=opportunity.state),
        "here": "opportunities",
    }
    return render(request, "office/opportunity_roles.html", context)
