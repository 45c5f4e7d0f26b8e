"""`konullu import`: the file, its mapping and the rows. Imported after django.setup(), for models are needed."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import override

from konullu.launcher.trouble import Trouble
from konullu.opportunities.importing.choosing import chosen_mapping, suggested
from konullu.opportunities.importing.files import NotATable, opened
from konullu.opportunities.importing.mapping import WrongMapping, mapping_named
from konullu.opportunities.operations.importing import import_rows, preview
from konullu.organisations.queries import public_organisation
from konullu.platform import clock
from konullu.platform.errors import NotVisible, Refused

WHY_NOT = {
    "unreadable": "This is no table: neither a CSV text nor an XLSX workbook.",
    "empty": "There is nothing in this file.",
    "header_repeats": "Two columns have the same name in the header.",
    "too_large": "The table is too wide, or it unpacks to too much.",
}

type Agreed = Callable[[dict[str, Any]], bool]


@override("en")
def brought(file: Path, how: dict[str, Any], *, dry_run: bool, agreed: Agreed | None) -> dict[str, Any]:
    """What became of the rows, or would. agreed: asked with what would become of them; on no, nothing is written.

    Raises Trouble with a sentence and the next step: no table, a wrong mapping, an unknown organisation.
    """
    try:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with file.open("rb") as stream, opened(stream) as table:
            meant = {**_meant(table.columns, **how), "by": None, "now": clock.now()}
            if dry_run or agreed:
                seen = preview(rows=table.rows(), **meant).as_json()
                if dry_run:
                    return seen
                if agreed and not agreed(seen):
                    return {}
        with file.open("rb") as stream, opened(stream) as table:
            return import_rows(rows=table.rows(), file_name=file.name, digest=digest, **meant)[1].as_json()
    except NotATable as wrong:
        raise Trouble(WHY_NOT[wrong.code], "Open it in a spreadsheet and save it as CSV (UTF-8).") from wrong
    except WrongMapping as wrong:
        raise Trouble(str(wrong)) from wrong
    except Refused as refused:
        reason = refused.reasons[0]
        raise Trouble(str(reason.text), str(reason.next_step)) from refused


def _meant(
    header: list[str], *, mapping_name: str, organisation: str, columns: tuple[str, ...], kind: str, language: str
) -> dict[str, Any]:
    mapping = mapping_named(mapping_name)
    if mapping_name == "generic":
        chosen = suggested(header) | dict(pair.partition("=")[::2] for pair in columns)
        mapping = chosen_mapping(chosen, language=language, kind=kind)
    if missing := sorted(mapping.columns - set(header)):
        raise Trouble(f"The file has no column {', '.join(missing)}.", "Is it the right file for this mapping?")
    return {"mapping": mapping, "organisation": _organisation(organisation)}


def _organisation(slug: str) -> Any:
    if not slug:
        return None
    try:
        return public_organisation(slug)
    except NotVisible as missing:
        raise Trouble(
            f"There is no accredited organisation {slug!r}.", "Its public page ends in its name."
        ) from missing
