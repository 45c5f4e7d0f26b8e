from pathlib import Path

import click
import django

from konullu.launcher import database_check, fingerprints, prepare, reaching
from konullu.launcher.options import data_option
from konullu.launcher.steps import Steps
from konullu.launcher.trouble import Trouble
from konullu.launcher.words import compile_translations
from konullu.platform import clock


@click.command("demo")
@click.option("--stage", default="spring", show_default=True, help="Which moment: empty, spring, nyc, …")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For nyc: the historical listings (NYC Open Data, bquu-z2ht) as CSV.",
)
@click.option("--time-code", is_flag=True, help="Only print the time code that the invented staff use now.")
@data_option
def command(stage: str, file: Path | None, time_code: bool) -> None:
    """Fill an empty installation with invented people and work, through the operations that people use."""
    compile_translations()
    with reaching.database("demo") as url:
        django.setup()
        if not prepare.may_have_demo():
            raise Trouble("Invented people have no place in production.", "Choose another folder with --data.")
        if time_code:
            click.echo(prepare.demo_time_code(now=clock.now()))
            return
        _fill(stage, file, url)
    for line in prepare.demo_sign_ins():
        click.echo(line)


def _fill(stage: str, file: Path | None, url: str) -> None:
    steps = Steps()
    prepare.database(steps, url, database_check.require(url))
    prepare.demo(steps, stage=stage, file=file, now=clock.now())
    fingerprints.keep("demo", stage)
    prepare.leave_database()
