"""The shape of a person's copy of everything (documented in data/export.schema.json)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal

FORMAT = "konullu-export"
VERSION = 1
KEPT_FOR = timedelta(days=7)

type Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that goes along. stored: its name in platform.files; name: the one in the zip, without folders."""

    stored: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the export. columns: key -> label for people; rows hold plain values, moments and days."""

    title: str | Promise
    columns: Mapping[str, str | Promise]
    rows: Sequence[Row]
    files: Sequence[StoredFile] = field(default_factory=list)


def as_json(sections: Mapping[str, Section], *, person_id: UUID, language: str, made_at: datetime) -> dict[str, Any]:
    """The document data.json."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at.isoformat(),
        "person_id": str(person_id),
        "language": language,
        "sections": {
            name: {
                "title": str(section.title),
                "columns": {key: str(label) for key, label in section.columns.items()},
                "rows": [{key: _plain(row[key]) for key in section.columns} for row in section.rows],
                "files": [f"files/{name}/{file.name}" for file in section.files],
            }
            for name, section in sections.items()
        },
    }


def refusals_to_ask(*, is_being_built: bool) -> list[Refusal]:
    if not is_being_built:
        return []
    return [
        Refusal(
            code="accounts.export_in_work",
            text=_("Your copy is being prepared."),
            next_step=_("Open this page again in a few minutes; it will be here."),
        )
    ]


def _plain(value: Any) -> Any:
    """What JSON can say: moments and days by ISO 8601, ids and translated words as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Promise):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(part) for part in value]
    return value
