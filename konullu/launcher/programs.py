"""Runs PostgreSQL's own tools (pg_dump, pg_restore, psql) against a database address."""

import os
import subprocess
from pathlib import Path

from psycopg import conninfo

from konullu.launcher import binaries
from konullu.launcher.trouble import Trouble

# What libpq reads from the environment. A password on the command line would be seen by everybody on the machine.
_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "options": "PGOPTIONS",
}


def run(program: str, arguments: list[str], *, url: str, failed: str) -> None:
    """Raises Trouble with the sentence `failed` and the tool's own last words."""
    done = subprocess.run(
        [binaries.find() / program, *arguments],
        env=environment(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(failed, f"{program} said: {done.stderr.strip()[-600:]}")


def dump(url: str, target: Path) -> None:
    """The database as it stands at one moment, compressed."""
    # Made here and not by pg_dump, so that nobody else can ever open it.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    arguments = ["--format=custom", "--no-owner", "--no-acl", "--no-password", "--lock-wait-timeout=30s"]
    run("pg_dump", [*arguments, f"--file={target}"], url=url, failed="The database could not be written out.")


def environment(url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    for name, value in conninfo.conninfo_to_dict(url).items():
        if name not in _VARIABLES:
            raise Trouble(f"DATABASE_URL has a part that is not known here: {name}.", "Leave it out for this command.")
        if value is not None:
            kept[_VARIABLES[name]] = str(value)
    return kept
