import click

from konullu.launcher.options import data_option
from konullu.launcher.steps import Steps
from konullu.launcher.up import Wishes, up


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--demo/--no-demo", default=True, help="Invented people and work on the first start.  [default: demo]")
@click.option(
    "--logs",
    type=click.Choice(["files", "stderr"]),
    default="files",
    show_default=True,
    help="Where the web server and the worker write: DATA/logs, or here (for a service manager).",
)
@data_option
def command(host: str, port: int, demo: bool, logs: str) -> None:
    """Start everything and look after it: database, web server, worker.

    The first start makes the database and fills it with demo data. With DATABASE_URL set, that PostgreSQL
    (15 or newer) is used and none is started. Ctrl-C stops everything in order.
    """
    up(Wishes(host=host, port=port, demo=demo, logs_to_files=logs == "files"), Steps())
