import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import click
import django

from konullu.launcher import reaching
from konullu.launcher.options import data_option
from konullu.launcher.trouble import Trouble
from konullu.launcher.words import compile_translations
from konullu.platform import clock
from konullu.platform.errors import NotVisible, Refused

SHOWN = 20
WHY_NOT = {
    "unreadable": "This is no table: neither a CSV text nor an XLSX workbook.",
    "empty": "There is nothing in this file.",
    "header_repeats": "Two columns have the same name in the header.",
    "too_large": "The table is too wide, or it unpacks to too much.",
}


@click.group("import")
def command() -> None:
    """Bring in the files of others."""


@command.command("opportunities")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", "mapping_name", default="generic", show_default=True, help="What the columns mean.")
@click.option("--organisation", metavar="SLUG", default="", help="Whose rows they are, when the file does not say.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="For generic: correct a guess.")
@click.option("--kind", default="", help="For generic: the kind of rows that name none.")
@click.option("--language", default="az", show_default=True, help="For generic: the language of the texts.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of the rows.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome for a machine; do not ask.")
@data_option
def opportunities(file: Path, *, dry_run: bool, yes: bool, as_json: bool, **how: Any) -> None:
    """Bring opportunities from FILE (CSV or XLSX). At a terminal the outcome is shown first.

    Rows are created, changed, unchanged or refused, each refusal with its row, cell and reason. A second run with the
    same file changes nothing.
    """
    compile_translations()
    with reaching.database("import"):
        django.setup()
        from django.utils import translation  # noqa: PLC0415  Django's words can be read only after its settings were

        with translation.override("en"):
            told = _brought(file, how, dry_run=dry_run, ask=sys.stdin.isatty() and not yes and not as_json)
    if as_json:
        click.echo(json.dumps({"file": file.name, "dry_run": dry_run, **told}, ensure_ascii=False))
    elif told:
        _say(told, "would be" if dry_run else "were")


def _brought(file: Path, how: dict[str, Any], *, dry_run: bool, ask: bool) -> dict[str, Any]:
    """What became of the rows, or would. Nothing when the person at the terminal has changed their mind."""
    from konullu.opportunities.importing.files import NotATable, opened  # noqa: PLC0415
    from konullu.opportunities.importing.mapping import WrongMapping  # noqa: PLC0415
    from konullu.opportunities.operations.importing import import_rows, preview  # noqa: PLC0415

    try:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with file.open("rb") as stream, opened(stream) as table:
            meant = {**_meant(table.columns, **how), "by": None, "now": clock.now()}
            if dry_run or ask:
                seen = preview(rows=table.rows(), **meant).as_json()
                if dry_run:
                    return seen
                _say(seen, "would be")
                if not click.confirm("Write this?", default=True):
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
    from konullu.opportunities.importing.choosing import chosen_mapping, suggested  # noqa: PLC0415
    from konullu.opportunities.importing.mapping import mapping_named  # noqa: PLC0415

    mapping = mapping_named(mapping_name)
    if mapping_name == "generic":
        chosen = suggested(header) | dict(pair.partition("=")[::2] for pair in columns)
        mapping = chosen_mapping(chosen, language=language, kind=kind)
    if missing := sorted(mapping.columns - set(header)):
        raise Trouble(f"The file has no column {', '.join(missing)}.", "Is it the right file for this mapping?")
    return {"mapping": mapping, "organisation": _organisation(organisation)}


def _organisation(slug: str) -> Any:
    from konullu.organisations.queries import public_organisation  # noqa: PLC0415

    if not slug:
        return None
    try:
        return public_organisation(slug)
    except NotVisible as missing:
        raise Trouble(
            f"There is no accredited organisation {slug!r}.", "Its public page ends in its name."
        ) from missing


def _say(told: dict[str, Any], word: str) -> None:
    for count in ("created", "changed", "unchanged", "refused"):
        if told[count] or count == "created":
            click.echo(f"{told[count]:7,d} {word} {count}")
    for one in told["mended"]:
        click.echo(f"{one['count']:7,d} × {one['cell'] or 'row'}: {one['what']}")
    for one in told["refused_rows"][:SHOWN]:
        value = f" {one['value']!r}" if one["value"] else ""
        click.echo(f"  row {one['row']}, {one['cell'] or 'whole row'}:{value} {one['reason']}")
    if told["refused"] > SHOWN:
        click.echo("  The others: --json")
