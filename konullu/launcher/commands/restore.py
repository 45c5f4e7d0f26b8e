import json
import os
import signal
from pathlib import Path

import click

from konullu.launcher import reaching
from konullu.launcher.options import data_option
from konullu.launcher.restoring import restore
from konullu.launcher.steps import Steps
from konullu.platform import instance


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Throw away what is there now.")
@click.option("--json", "as_json", is_flag=True, help="Print the result for a machine.")
@data_option
def command(file: Path, force: bool, as_json: bool) -> None:
    """Bring back the state that `konullu backup` put into FILE: all of it, or nothing.

    Refuses when there are people or files already, unless --force. A running Könüllü starts anew afterwards.
    """
    steps = Steps()
    with reaching.database("restore") as url:
        manifest = restore(file, url=url, force=force, steps=steps)
    if pid := reaching.running_pid():
        os.kill(pid, signal.SIGUSR1)
        steps.say("Könüllü starts anew with the restored state.")
    given = os.environ.get("KONULLU_SECRET_KEY")
    if given and given != (instance.data_folder() / "secret.key").read_text().strip():
        steps.warn("KONULLU_SECRET_KEY is not the backup's key: set it to the content of DATA/secret.key.")
    if manifest.files_elsewhere:
        steps.warn("The backup was made with people's files in an S3 bucket: they are not part of it.")
    if as_json:
        click.echo(
            json.dumps({"made_at": manifest.made_at, "version": manifest.version, "members": len(manifest.members)})
        )
    else:
        click.echo(f"Restored the state of {manifest.made_at}.")
