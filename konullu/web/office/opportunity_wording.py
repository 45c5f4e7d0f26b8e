"""The same opportunity in another language: only what the main language says is asked, with its words beside."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.opportunities.operations.drafting import save
from konullu.opportunities.queries.reading import details_of, opportunity_for
from konullu.opportunities.rules.details import Details, RoleDetails, Words
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.writing import LENGTHS, refusals_to_edit
from konullu.platform.errors import Refused
from konullu.web.ui.fields import LineField, ParagraphsField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

LABELS = {
    "title": _("Title"),
    "summary": _("In one sentence"),
    "text": _("Text"),
    "schedule": _("When, in words"),
    "place_note": _("How to find it"),
    "bring": _("What to bring"),
    "gives": _("What one gets"),
    "courses": _("Courses to finish first"),
    "afterwards": _("What happens after they apply"),
    "picture_text": _("The picture in words"),
}
PARAGRAPHS = {"text", "bring", "gives", "courses", "afterwards"}


class WordingForm(forms.Form):
    """One language. All fields empty: this language is taken away."""

    def __init__(self, data: Any = None, *, details: Details, language: str) -> None:
        self.details, self.into = details, language
        said = details.wordings.get(language) or Words()
        super().__init__(data)
        self.asked = [name for name in LABELS if getattr(details.main, name) or getattr(said, name)]
        for name in self.asked:
            self.fields[name] = _field(name, rows=_rows(getattr(details.main, name)))
            self.initial[name] = getattr(said, name)
        for number, role in enumerate(details.roles):
            self._ask_role(number, role)

    def _ask_role(self, number: int, role: RoleDetails) -> None:
        self.fields[f"role_{number}"] = LineField(label=_("Role"), max_length=LENGTHS["names"], required=False)
        self.initial[f"role_{number}"] = role.names.get(self.into, "")
        if role.details.get(self.details.main_language) or role.details.get(self.into):
            self.fields[f"role_{number}_detail"] = ParagraphsField(
                label=_("What they do in this role"), max_length=LENGTHS["details"], rows=2, required=False
            )
            self.initial[f"role_{number}_detail"] = role.details.get(self.into, "")

    @property
    def rows(self) -> list[tuple[Any, str]]:
        """Each field with the words that it translates."""
        main, language = self.details.main, self.details.main_language
        found = [(self[name], getattr(main, name)) for name in self.asked]
        for number, role in enumerate(self.details.roles):
            found.append((self[f"role_{number}"], role.names.get(language, "")))
            if f"role_{number}_detail" in self.fields:
                found.append((self[f"role_{number}_detail"], role.details.get(language, "")))
        return found

    def changed(self) -> Details:
        typed = self.cleaned_data
        said = replace(self.details.wordings.get(self.into) or Words(), **{name: typed[name] for name in self.asked})
        roles = tuple(self._role(number, role) for number, role in enumerate(self.details.roles))
        return replace(self.details, wordings={**self.details.wordings, self.into: said}, roles=roles)

    def _role(self, number: int, role: RoleDetails) -> RoleDetails:
        typed = self.cleaned_data
        names = {**role.names, self.into: typed[f"role_{number}"]}
        details = {**role.details, self.into: typed.get(f"role_{number}_detail", "")}
        return replace(
            role,
            names={language: text for language, text in names.items() if text},
            details={language: text for language, text in details.items() if text},
        )


def _field(name: str, rows: int) -> forms.CharField:
    if name in PARAGRAPHS:
        return ParagraphsField(label=LABELS[name], max_length=LENGTHS[name], rows=rows, required=False)
    return LineField(label=LABELS[name], max_length=LENGTHS[name], required=False)


def _rows(text: str) -> int:
    """As tall as the text that is translated needs."""
    return min(16, max(3, len(text) // 60 + text.count("\n") + 1))


@login_required
@require_http_methods(["GET", "POST"])
@once
def wording(request: HttpRequest, opportunity_id: UUID, into: str) -> HttpResponse:
    opportunity = opportunity_for(request.user, opportunity_id, Act.EDIT)
    details = details_of(opportunity)
    if into not in dict(settings.LANGUAGES) or into == details.main_language:
        raise Http404
    form = WordingForm(request.POST if request.method == "POST" else None, details=details, language=into)
    if form.is_valid():
        try:
            save(opportunity=opportunity, details=form.changed(), by=request.user, now=request.now)
        except Refused as refused:
            show_refusals(form, refused, {f"{into}-{name}": name for name in LABELS})
        else:
            return redirect("office:opportunity", opportunity.pk)
    return render(request, "office/opportunity_wording.html", _context(opportunity, details, form))


def _context(opportunity: Any, details: Details, form: WordingForm) -> dict[str, Any]:
    names = dict(settings.LANGUAGES)
    return {
        "organisation": opportunity.organisation,
        "opportunity": opportunity,
        "opportunity_title": details.main.title,
        "main_language": details.main_language,
        "main_language_name": names.get(details.main_language, details.main_language),
        "language": form.into,
        "languages": [(code, name, code in details.wordings) for code, name in settings.LANGUAGES],
        "form": form,
        "locked": refusals_to_edit(state=opportunity.state),
        "here": "opportunities",
    }
