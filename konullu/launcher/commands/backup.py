import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from konullu.launcher import reaching
from konullu.launcher.backing import backup
from konullu.launcher.options import data_option
from konullu.launcher.steps import Steps
from konullu.platform import clock


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over FILE when it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print the result for a machine.")
@data_option
def command(file: Path, force: bool, as_json: bool) -> None:
    """Put the whole state into FILE: database, people's files, secret key.

    Works while Könüllü runs and while it stands still. FILE is readable by you only and holds personal data:
    keep it encrypted.
    """
    steps = Steps()
    bucket = os.environ.get("KONULLU_S3_BUCKET")
    with reaching.database("backup") as url:
        made = backup(file, url=url, force=force, now=clock.now(), elsewhere=bool(bucket), steps=steps)
    if bucket:
        steps.warn(f"People's files are in the bucket {bucket} and not in this backup: keep versions of it there.")
    if as_json:
        click.echo(json.dumps(asdict(made) | {"file": str(made.file)}))
    else:
        click.echo(f"{made.file} ({made.size / 1e6:.1f} MB, {made.files} files of people)")
