import json
from dataclasses import asdict

import click
import django

from konullu.launcher.locating import Place, whereis
from konullu.launcher.options import data_option


@click.command("whereis")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print the answer for a machine.")
@data_option
def command(url: str, as_json: bool) -> None:
    """Which view, templates, operations, queries and rules stand behind an address, e.g. /az/ or a whole URL."""
    django.setup()
    found = whereis(url)
    if as_json:
        click.echo(json.dumps(asdict(found), indent=1))
        return
    click.echo(f"route       {found.route}   ({found.name})")
    for title, places in (
        ("view", found.views),
        ("template", found.templates),
        ("operation", found.operations),
        ("query", found.queries),
        ("rule", found.rules),
    ):
        for place in places:
            click.echo(f"{title:<11} {_line(place)}")


def _line(place: Place) -> str:
    return f"{place.name}   {place.file}:{place.line}" if place.file else place.name
