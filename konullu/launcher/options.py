"""Options that every command has."""

import os
from pathlib import Path

import click


def _choose_data(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        os.environ["KONULLU_DATA"] = str(folder.expanduser().resolve())


def data_option[Function](function: Function) -> Function:
    """--data, the same for every command: which installation is meant."""
    option = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        expose_value=False,
        is_eager=True,
        callback=_choose_data,
        help="Folder of the installation; KONULLU_DATA means the same.",
    )
    return option(function)  # type: ignore[type-var]
