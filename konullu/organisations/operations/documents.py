"""The papers of an organisation. A paper that the Union may have seen is kept when it is taken off the list."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from konullu.journal.operations import record
from konullu.organisations.models import Document, Organisation
from konullu.organisations.queries.accreditation import document_of
from konullu.organisations.queries.locks import locked
from konullu.organisations.rules.registration import (
    PAPER_BYTES_AT_MOST,
    refusals_to_add_document,
    refusals_to_edit,
)
from konullu.organisations.words import Paper
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.platform.text import TextRefused, clean_line

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from konullu.accounts.models import Person

KIND = "organisations.document"


@transaction.atomic
def add_document(
    *, organisation: Organisation, by: "Person", kind: str, upload: "UploadedFile[Any]", now: datetime
) -> Document:
    """Keep a paper: PDF, JPEG or PNG by its content, at most 10 MB.

    Refused for a file that is something else than it says, while the Union reads, and after the accreditation.
    """
    organisation = locked(organisation.pk)
    refusals = [
        *refusals_to_edit(state=organisation.state, part="documents", is_union=organisation.is_union),
        *refusals_to_add_document(count=organisation.documents.filter(removed_at=None).count()),
    ]
    if refusals:
        raise Refused(refusals)
    checked = files.checked_upload(upload, kinds=files.DOCUMENTS, max_bytes=PAPER_BYTES_AT_MOST, field="file")
    document = Document.objects.create(
        organisation=organisation,
        kind=Paper(kind).value,
        original_name=_shown_name(upload.name or "", kind, checked),
        content_type=checked.kind.media_type,
        size=checked.size,
        digest=checked.sha256,
        uploaded_by=by,
        created_at=now,
    )
    _note("organisations.document_added", document, by, now, kind=kind, digest=checked.sha256)
    # The store is last: what comes before can still be rolled back, a written file can't.
    document.file = files.keep(checked, folder="organisations")
    document.save(update_fields=["file"])
    return document


@transaction.atomic
def remove_document(*, document: Document, by: "Person", now: datetime) -> None:
    """Take a paper off the list. In a case that was never sent the file goes too; else it stays as evidence."""
    organisation = locked(document.organisation_id)
    document = document_of(organisation, document.pk)
    if refusals := refusals_to_edit(state=organisation.state, part="documents", is_union=organisation.is_union):
        raise Refused(refusals)
    _note("organisations.document_removed", document, by, now, kind=document.kind, digest=document.digest)
    if organisation.decisions.exists():
        document.removed_at = now
        document.save(update_fields=["removed_at"])
        return
    name = document.file
    document.delete()
    transaction.on_commit(lambda: files.forget(name))


def _shown_name(name: str, kind: str, checked: files.CheckedFile) -> str:
    """The file's own name when it is safe to show; else the kind of paper. It is never used as a path."""
    try:
        shown = clean_line(name.replace("/", " ").replace("\\", " "), 160)
    except TextRefused:
        shown = ""
    return shown or f"{kind}{checked.kind.extensions[0]}"


def _note(verb: str, document: Document, by: "Person", now: datetime, **detail: str) -> None:
    record(
        verb=verb,
        subject_kind=KIND,
        subject_id=document.pk,
        actor_id=by.pk,
        on_behalf_of_id=document.organisation_id,
        now=now,
        detail={"organisation": str(document.organisation_id), **detail},
    )
