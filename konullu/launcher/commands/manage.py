import os
import sys

import click
from django.core.management import execute_from_command_line

from konullu.launcher import reaching
from konullu.launcher.options import data_option
from konullu.launcher.words import compile_translations


@click.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@data_option
def command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands, e.g. `konullu manage shell`; `konullu manage help` lists them.

    Finds the database of the running Könüllü, or starts it for the length of the command.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konullu.settings")
    compile_translations()
    with reaching.database("manage"):
        execute_from_command_line(["konullu manage", *arguments])
    sys.exit(0)
