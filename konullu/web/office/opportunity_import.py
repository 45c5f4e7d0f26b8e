"""Many opportunities out of a table: bring the file, say which column is what, look, and only then take it in."""

import hashlib
import io
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.opportunities.importing.choosing import CHOICES, chosen_mapping, suggested
from konullu.opportunities.importing.files import NotATable, opened
from konullu.opportunities.importing.mapping import Mapping
from konullu.opportunities.importing.tally import Tally
from konullu.opportunities.operations.importing import import_rows, preview
from konullu.opportunities.queries.importing import imports_of
from konullu.opportunities.rules.kinds import kinds_for
from konullu.organisations.queries import organisation_for
from konullu.organisations.rules.roles import Act
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

MOST_BYTES = 5_000_000  # about 20,000 rows; more than that is a matter for the command line
NAME_IN_SESSION = "office_import_name"
SHOWN_OF_A_COLUMN = 3
WHY_NOT: dict[str, Promise] = {
    "unreadable": _("This is not a table that can be read. Save it as CSV or XLSX and choose it again."),
    "empty": _("There is nothing in the table. The first row names the columns, the others are opportunities."),
    "header_repeats": _("Two columns have the same name. Rename one of them and choose the file again."),
    "too_large": _("The table is too large. Divide it and bring the parts one after the other."),
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX, at most 5 MB. The first row names the columns, each further row is an opportunity."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(WHY_NOT["too_large"], code="too_large")
        return upload


class ColumnsForm(forms.Form):
    """Which column is what. `seen` says for which choice the reader has seen the outcome."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, data: Any = None, *, columns: list[str], organisation: Any) -> None:
        super().__init__(data)
        named = [column for column in columns if column]
        likely = suggested(named)
        for name, label in CHOICES.items():
            choices = [("", _("not in the table")), *((column, column) for column in named)]
            self.fields[f"column_{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.initial[f"column_{name}"] = likely.get(name, "")
        self.fields["column_title"].required = True
        self.fields["column_title"].error_messages = {"required": _("Choose the column of the title.")}
        kinds = [(kind.value, kind.label) for kind in kinds_for(organisation.legal_form)]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind, where the row names none"), choices=kinds, initial=kinds[0][0]
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the table"), choices=settings.LANGUAGES, initial=get_language()
        )

    @property
    def chosen(self) -> dict[str, str]:
        return {name: column for name in CHOICES if (column := self.cleaned_data[f"column_{name}"])}

    def mapping(self) -> Mapping:
        return chosen_mapping(self.chosen, language=self.cleaned_data["language"], kind=self.cleaned_data["kind"])

    @property
    def mark(self) -> str:
        """The same for the same choice."""
        told = sorted((name, value) for name, value in self.cleaned_data.items() if name != "seen")
        return hashlib.sha256(repr(told).encode()).hexdigest()


@login_required
@require_http_methods(["GET", "POST"])
@once
def upload(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            with opened(io.BytesIO(content)):
                files.keep_made(io.BytesIO(content), name=_waiting(request, organisation_id))
        except NotATable as problem:
            form.add_error("file", WHY_NOT[problem.code])
        else:
            request.session[NAME_IN_SESSION] = file.name[-160:]
            return redirect("office:opportunity_import_columns", organisation_id)
    runs = imports_of(organisation)
    context = {"organisation": organisation, "form": form, "runs": runs, "here": "opportunities"}
    return render(request, "office/opportunity_import.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def columns(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    try:
        content = files.read(_waiting(request, organisation_id))
    except FileNotFoundError:
        return redirect("office:opportunity_import", organisation_id)
    with opened(io.BytesIO(content)) as table:
        names, examples = table.columns, _examples(table)
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=names, organisation=organisation)
    tally = None
    if form.is_valid():
        take = "take" in request.POST and form.cleaned_data["seen"] == form.mark
        try:
            tally = _run(request, organisation, content, form.mapping(), take=take)
        except Refused as refused:
            show_refusals(form, refused)
        except NotATable as problem:
            form.add_error(None, WHY_NOT[problem.code])
        else:
            if take:
                return _taken(request, organisation_id, tally)
    return _page(request, organisation, form, examples, tally)


def _run(request: HttpRequest, organisation: Any, content: bytes, mapping: Mapping, *, take: bool) -> Tally:
    about = {"mapping": mapping, "organisation": organisation, "by": request.user, "now": request.now}
    with opened(io.BytesIO(content)) as table:
        if not take:
            return preview(rows=table.rows(), **about)
        name = request.session.get(NAME_IN_SESSION, "")
        digest = hashlib.sha256(content).hexdigest()
        return import_rows(rows=table.rows(), file_name=name, digest=digest, **about)[1]


def _taken(request: HttpRequest, organisation_id: UUID, tally: Tally) -> HttpResponse:
    files.forget(_waiting(request, organisation_id))
    taken = tally.created + tally.changed
    words = ngettext("%(count)d row was taken in.", "%(count)d rows were taken in.", taken) % {"count": taken}
    if tally.refused:
        words += " " + ngettext("%(count)d row was refused.", "%(count)d rows were refused.", tally.refused) % {
            "count": tally.refused
        }
    messages.success(request, words)
    return redirect("office:opportunities", organisation_id)


def _page(
    request: HttpRequest, organisation: Any, form: ColumnsForm, examples: dict[str, list[str]], tally: Tally | None
) -> HttpResponse:
    if tally is not None:
        # The next sending is about this very choice.
        form.data = form.data.copy()
        form.data["seen"] = form.mark
    context = {
        "organisation": organisation,
        "form": form,
        "examples": examples,
        "tally": tally,
        "file_name": request.session.get(NAME_IN_SESSION, ""),
        "here": "opportunities",
    }
    return render(request, "office/opportunity_import_columns.html", context)


def _examples(table: Any) -> dict[str, list[str]]:
    """The first words of each column, so that the choice is not made by its name alone."""
    found: dict[str, list[str]] = {column: [] for column in table.columns if column}
    for _number, row in table.rows():
        for column, shown in found.items():
            if len(shown) < SHOWN_OF_A_COLUMN and (text := row.get(column, "").strip()) and text[:60] not in shown:
                shown.append(text[:60])
        if _number > 50:
            break
    return found


def _waiting(request: HttpRequest, organisation_id: UUID) -> str:
    """One file waits for each person and organisation; the next one takes its place."""
    return f"imports/{organisation_id.hex}-{request.user.pk.hex}"
