"""`konullu backup`: everything that can't be made again, at one moment, in one file."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from konullu.launcher import archive, database_check, programs
from konullu.launcher.steps import Steps
from konullu.launcher.trouble import Trouble
from konullu.platform import instance


@dataclass(frozen=True)
class Made:
    """For the last line and for --json: where, how many bytes, how many files of people."""

    file: Path
    size: int
    files: int


def backup(target: Path, *, url: str, force: bool, now: datetime, elsewhere: bool, steps: Steps) -> Made:
    """Writes the whole state to `target`. `elsewhere`: people's files are in an S3 bucket and not part of it.

    The database is taken first: a file that a row names was there before the row. Raises Trouble; then no file is left.
    """
    target = target.expanduser().absolute()
    if target.exists() and not force:
        raise Trouble(f"{target} exists already.", "Choose another name, or say --force.")
    if not target.parent.is_dir():
        raise Trouble(f"There is no folder {target.parent}.", "Make it first.")
    folder = instance.data_folder() / "files"
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".konullu-backup-") as room:
        dump = Path(room) / archive.DATABASE
        with steps.step("database"):
            facts = database_check.ask(url)
            if facts.migrations is None:
                raise Trouble("There is nothing to back up: the database is empty.", "Start it once: konullu up.")
            programs.dump(url, dump)
        manifest = archive.Manifest(
            made_at=now.isoformat(),
            version=version("konullu"),
            postgresql=facts.version,
            files_elsewhere=elsewhere,
            migrations=applied_migrations(url),
        )
        with archive.writing(target, manifest) as writer:
            writer.add(archive.DATABASE, dump)
            writer.add_text(archive.KEY, instance.secret_key())
            _add_files(writer, folder, steps)
    return Made(target, target.stat().st_size, sum(name.startswith(archive.FILES) for name in manifest.members))


def applied_migrations(url: str) -> list[str]:
    with psycopg.connect(url, connect_timeout=database_check.CONNECT_SECONDS) as connection:
        rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id").fetchall()
    return [row[0] for row in rows]


def _add_files(writer: archive.Writer, folder: Path, steps: Steps) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    with steps.step("files", total=len(paths) or None) as advance:
        for path in paths:
            try:
                writer.add(archive.FILES + path.relative_to(folder).as_posix(), path)
            except FileNotFoundError:  # erased while we worked; its row was still there when the database was taken
                steps.warn(f"A file was erased meanwhile and is not in the backup: {path.name}")
            advance()
        advance(0, detail=f"{len(paths)}")
