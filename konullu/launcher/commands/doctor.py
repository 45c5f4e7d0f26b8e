import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click
import django
from rich.console import Console

from konullu.launcher import examining, examining_database, reaching
from konullu.launcher.examining import Finding, safely
from konullu.launcher.options import data_option
from konullu.launcher.trouble import Trouble

MARKS = {"ok": "[green]✓[/]", "warn": "[yellow]![/]", "broken": "[red]✗[/]"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings for a machine.")
@data_option
def command(as_json: bool) -> None:
    """Say what is well, what is not, and how to mend it. Ends with 1 when something is broken.

    Changes nothing. When Könüllü stands still, its database is started for as long as the questions take.
    """
    console = Console()
    found = []
    for finding in _findings():
        found.append(finding)
        if not as_json:
            console.print(
                f"{MARKS[finding.state]} [bold]{finding.name}[/]  {finding.sentence}", highlight=False, soft_wrap=True
            )
            if finding.remedy:
                console.print(f"    → {finding.remedy}", highlight=False, markup=False, soft_wrap=True)
    well = all(finding.state != "broken" for finding in found)
    if as_json:
        click.echo(
            json.dumps({"ok": well, "checks": [asdict(finding) for finding in found]}, ensure_ascii=False, indent=1)
        )
    sys.exit(0 if well else 1)


def _findings() -> Iterator[Finding]:
    yield from safely("running", examining.running)
    yield from safely("versions", examining.versions)
    yield from safely("programs", examining.programs)
    yield from safely("data", examining.data_folder)
    yield from safely("disk", examining.disk)
    try:
        with reaching.database("doctor") as url:
            yield from _about_code()
            yield from _about_database(url)
    except Trouble as trouble:
        yield Finding("database", "broken", trouble.sentence, trouble.remedy)
        yield from _about_code()


def _about_code() -> Iterator[Finding]:
    try:
        django.setup()
    except Exception as error:
        yield Finding("code", "broken", f"Könüllü's own code can't be read: {error!r}.", "Install it again: uv sync.")
        return
    for name, look in (
        ("environment", examining.environment),
        ("production", examining.production),
        ("clock", examining.clock),
        ("translations", examining.translations),
        ("mail", examining.mail),
        ("sms", examining.sms),
    ):
        yield from safely(name, look)


def _about_database(url: str) -> Iterator[Finding]:
    yield from safely("database", lambda: examining_database.server(url))
    yield from safely("clocks", lambda: examining_database.clocks(url))
    yield from safely("migrations", examining_database.migrations)
    yield from safely("worker", lambda: examining_database.worker(url))
    yield from safely("queue", lambda: examining_database.queue(url))
