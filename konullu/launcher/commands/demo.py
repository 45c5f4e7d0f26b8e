import click
import django
from rich.console import Console

from konullu.launcher import database_check, fingerprints, prepare, reaching
from konullu.launcher.options import data_option
from konullu.launcher.steps import Steps
from konullu.launcher.trouble import Trouble
from konullu.platform import catalogs, clock


@click.command("demo")
@click.option("--stage", default="spring", show_default=True, help="Which moment of the year: empty, spring, …")
@click.option("--time-code", is_flag=True, help="Only print the present time code of the demo's staff.")
@data_option
def command(stage: str, time_code: bool) -> None:
    """Fill the installation with invented people and work, through the same operations that people use."""
    if time_code:
        click.echo(prepare.demo_time_code(now=clock.now()))
        return
    steps = Steps(Console(stderr=True))
    catalogs.compile_all()
    with reaching.database("demo") as url:
        django.setup()
        if not prepare.may_have_demo():
            raise Trouble(
                "Demo data have no place in production.",
                "Choose another folder with --data and KONULLU_ENV=development.",
            )
        prepare.database(steps, url, database_check.require(url))
        prepare.demo(steps, stage=stage, now=clock.now())
        fingerprints.keep("demo", stage)
        prepare.leave_database()
    for line in prepare.demo_sign_ins():
        click.echo(line)
