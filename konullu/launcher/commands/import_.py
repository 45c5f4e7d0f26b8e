import json
import sys
from pathlib import Path
from typing import Any

import click
import django

from konullu.launcher import reaching
from konullu.launcher.options import data_option
from konullu.launcher.words import compile_translations

SHOWN = 20


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
        from konullu.launcher import bringing  # noqa: PLC0415  models can be imported only after django.setup()

        ask = sys.stdin.isatty() and not yes and not as_json and not dry_run
        told = bringing.brought(file, how, dry_run=dry_run, agreed=_agreed if ask else None)
    if as_json:
        click.echo(json.dumps({"file": file.name, "dry_run": dry_run, **told}, ensure_ascii=False))
    elif told:
        _say(told, "would be" if dry_run else "were")


def _agreed(seen: dict[str, Any]) -> bool:
    _say(seen, "would be")
    return click.confirm("Write this?", default=True)


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
