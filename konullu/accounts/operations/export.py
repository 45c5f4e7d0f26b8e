"""A person's copy of everything: asked for in the browser, built by the worker, deleted after seven days."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from importlib import resources
from typing import IO
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from konullu.accounts.facts import ExportReady
from konullu.accounts.models import Export, Person
from konullu.accounts.operations import needs
from konullu.accounts.queries.export import sections_of
from konullu.accounts.queries.family import is_guardian_of
from konullu.accounts.rules import export as rules
from konullu.accounts.rules.export import Section
from konullu.accounts.rules.profile import NEEDS
from konullu.journal.operations import record
from konullu.platform import files, jobs
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.facts import publish

BUILD = "accounts.build_export"
FORGET_FILES = "accounts.forget_files"

type Collector = Callable[[Person], Section]

_collectors: dict[str, Collector] = {}


def register(section: str, collector: Collector) -> None:
    """At start-up, from a higher floor: what that domain knows about a person. One collector for each name."""
    if _collectors.setdefault(section, collector) is not collector:
        raise ValueError(f"two collectors for {section}")


@transaction.atomic
def ask(*, person: Person, by: Person, language: str, now: datetime) -> Export:
    """Order the copy; by is the person or their guardian, else NotVisible."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk, erased_at=None)
    if by.pk != person.pk and not is_guardian_of(by, person, now):
        raise NotVisible
    in_work = Export.objects.filter(person=person, state=Export.State.ASKED).exists()
    if reasons := rules.refusals_to_ask(is_being_built=in_work):
        raise Refused(reasons)
    export = Export.objects.create(created_at=now, person=person, requested_by=by, language=language)
    jobs.defer(BUILD, export_id=str(export.pk))
    _journal("accounts.export_asked", export, actor_id=by.pk, now=now)
    return export


@transaction.atomic
def build(*, export_id: UUID, now: datetime) -> None:
    """Write the zip and keep it for seven days. Safe to repeat: an export that is not waiting is left alone."""
    export = (
        Export.objects.select_for_update(of=("self",))
        .select_related("person__district", "requested_by")
        .filter(pk=export_id, state=Export.State.ASKED)
        .first()
    )
    if export is None:
        return
    if export.requested_by_id != export.person_id and not is_guardian_of(export.requested_by, export.person, now):
        give_up(export_id=export_id, now=now)  # the guardianship has ended meanwhile
        return
    with tempfile.TemporaryFile() as file:
        with translation.override(export.language), timezone.override(export.person.time_zone):
            _write_zip(file, export, now)
        export.size = file.tell()
        file.seek(0)
        export.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        export.file = files.keep_made(file, name=f"exports/{export.pk}.zip")
    export.state = Export.State.READY
    export.ready_at = now
    export.expires_at = now + rules.KEPT_FOR
    export.save(update_fields=["size", "sha256", "file", "state", "ready_at", "expires_at"])
    _journal("accounts.export_built", export, actor_id=None, now=now)
    publish(ExportReady(export.pk, export.person_id, export.requested_by_id, export.expires_at, now))


@transaction.atomic
def give_up(*, export_id: UUID, now: datetime) -> None:
    """The worker could not build it, for the last time: the page says so, and the person may ask again."""
    for export in Export.objects.select_for_update().filter(pk=export_id, state=Export.State.ASKED):
        export.state = Export.State.FAILED
        export.save(update_fields=["state"])
        _journal("accounts.export_failed", export, actor_id=None, now=now)


@transaction.atomic
def note_fetched(*, export: Export, by: Person, now: datetime) -> None:
    """The copy has left the house."""
    _journal("accounts.export_fetched", export, actor_id=by.pk, now=now)


@transaction.atomic
def forget_expired(*, now: datetime) -> int:
    """Delete the copies whose seven days are over; the hourly task. Returns how many."""
    due = list(Export.objects.select_for_update().filter(state=Export.State.READY, expires_at__lte=now))
    forget_files(names=[export.file for export in due])
    for export in due:
        export.state = Export.State.DELETED
        export.file = ""
        export.save(update_fields=["state", "file"])
        _journal("accounts.export_deleted", export, actor_id=None, now=now)
    return len(due)


@transaction.atomic
def forget_files(*, names: list[str]) -> None:
    """Delete stored files by a job of the same transaction, so that a crash can't leave them lying about."""
    if names := [name for name in names if name]:
        jobs.defer(FORGET_FILES, names=names)


def _write_zip(file: IO[bytes], export: Export, now: datetime) -> None:
    sections = _collect(export, now)
    document = rules.as_json(sections, person_id=export.person_id, language=export.language, made_at=now)
    context = {"document": document, "sections": sections, "made_at": now, "language": export.language}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(document, ensure_ascii=False, indent=1))
        for name, source in (("data.schema.json", "export.schema.json"), ("export.css", "export.css")):
            archive.writestr(name, resources.files("konullu.accounts").joinpath("data", source).read_bytes())
        archive.writestr("index.html", render_to_string("accounts/export/index.html", context))
        for name, section in sections.items():
            for stored in section.files:
                archive.writestr(f"files/{name}/{stored.name}", files.read(stored.stored))


def _collect(export: Export, now: datetime) -> dict[str, Section]:
    sections = sections_of(export.person)
    sections["access_needs"] = _access_needs(export, now)
    for name, collector in _collectors.items():
        sections[name] = collector(export.person)
    return sections


def _access_needs(export: Export, now: datetime) -> Section:
    held = needs.read_own(person=export.person, reader=export.requested_by, now=now)
    return Section(
        title=_("What you need to take part"),
        columns={"needs": _("What you need"), "note": _("Note")},
        rows=[{"needs": [NEEDS[code] for code in held.needs], "note": held.note}] if held.needs or held.note else [],
    )


def _journal(verb: str, export: Export, *, actor_id: UUID | None, now: datetime) -> None:
    record(
        verb=verb,
        subject_kind="accounts.export",
        subject_id=export.pk,
        actor_id=actor_id,
        on_behalf_of_id=export.person_id,
        now=now,
    )
