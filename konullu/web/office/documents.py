"""The papers of an organisation: add, read, take off the list."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.organisations.operations.documents import add_document, remove_document
from konullu.organisations.queries import organisation_for
from konullu.organisations.queries.accreditation import check_list, document_of, documents_of
from konullu.organisations.rules.accreditation import PAPERS_FOR
from konullu.organisations.rules.registration import refusals_to_edit
from konullu.organisations.rules.roles import Act
from konullu.organisations.words import LegalForm, Paper
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What paper is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what paper it is.")},
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB. A photo of the paper is enough when it can be read."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        # An empty file is told about by the operation, in the same words as every other wrong file.
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, legal_form: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = PAPERS_FOR[LegalForm(legal_form)]
        kinds = [*wanted, *(kind for kind in (Paper.AUTHORITY, Paper.OTHER) if kind not in wanted)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]


@login_required
@require_http_methods(["GET", "POST"])
@once
def documents(request: HttpRequest, organisation_id: UUID) -> HttpResponseBase:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*bound, legal_form=organisation.legal_form)
    if form.is_valid():
        data = form.cleaned_data
        try:
            add_document(
                organisation=organisation, by=request.user, kind=data["kind"], upload=data["file"], now=request.now
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:documents", organisation.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "step": "documents",
        "here": "documents",
        "documents": documents_of(organisation),
        "missing": [line for line in check_list(organisation) if line.page == "documents" and not line.done],
        "locked": refusals_to_edit(state=organisation.state, part="documents", is_union=organisation.is_union),
    }
    return render(request, "office/documents.html", context)


@login_required
@require_GET
def download(request: HttpRequest, organisation_id: UUID, document_id: UUID) -> HttpResponseBase:
    organisation = organisation_for(request.user, organisation_id, Act.SEE_PAPERS)
    document = document_of(organisation, document_id)
    return files.download(document.file, filename=document.original_name, media_type=document.content_type)


@login_required
@require_POST
@once
def remove(request: HttpRequest, organisation_id: UUID, document_id: UUID) -> HttpResponseBase:
    organisation = organisation_for(request.user, organisation_id, Act.EDIT)
    remove_document(document=document_of(organisation, document_id), by=request.user, now=request.now)
    return redirect("office:documents", organisation.pk)
