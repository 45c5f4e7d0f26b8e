"""`konullu`: the commands of the launcher. Each command's module is read only when it is called."""

import importlib
import os
import sys

import click

from konullu.launcher import bytecode
from konullu.launcher.quick import reading
from konullu.launcher.trouble import Trouble

COMMANDS = {
    "up": ("konullu.launcher.commands.up", "Start everything and look after it."),
    "doctor": ("konullu.launcher.commands.doctor", "Say what is well, what is not, and how to mend it."),
    "demo": ("konullu.launcher.commands.demo", "Fill an empty installation with invented people and work."),
    "import": ("konullu.launcher.commands.import_", "Bring in the files of others."),
    "manage": ("konullu.launcher.commands.manage", "Run one of Django's commands."),
    "whereis": ("konullu.launcher.commands.whereis", "Which view, template and operations stand behind an address."),
    "backup": ("konullu.launcher.commands.backup", "Put the whole state into one file."),
    "restore": ("konullu.launcher.commands.restore", "Bring a backup's state back."),
    "operator": ("konullu.launcher.commands.operator", "Say who runs this installation."),
}


class Commands(click.Group):
    """Reads a command's module when it is named: `konullu --help` must not wait for Django."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        with reading():
            command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_module, text) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="konullu")
def konullu() -> None:
    """Könüllü: volunteering infrastructure. `konullu up` starts everything there is."""


def main() -> None:
    """The entry point. A Trouble is printed as a sentence and ends with code 1; Ctrl-C ends with 130."""
    os.umask(0o077)  # whatever we write may hold personal data
    bytecode.keep()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konullu.settings")
    try:
        sys.exit(konullu(standalone_mode=False))
    except Trouble as trouble:
        click.echo(f"{click.style('✗', fg='red')} {trouble.sentence}", err=True)
        if trouble.remedy:
            click.echo(f"  {trouble.remedy}", err=True)
        sys.exit(1)
    except click.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
