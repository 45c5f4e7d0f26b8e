"""`konullu restore`: all of a backup or nothing of it.

The database is replaced in one transaction. Files and key stand ready beside the old ones and are renamed after it;
a note in the folder and a mark inside the same transaction say, after a crash in between, whether to finish or forget.
"""

import os
import shutil
import uuid
from pathlib import Path

import psycopg

from konullu.launcher import archive, database_check, fingerprints, programs
from konullu.launcher.steps import Steps
from konullu.launcher.trouble import Trouble
from konullu.platform import instance

PACKAGE = Path(__file__).resolve().parents[1]
# Our own schemas only: somebody may keep another one in the same database.
_CLEAR = """DO $$ DECLARE name text; BEGIN
FOR name IN SELECT nspname FROM pg_namespace WHERE nspname = 'public' OR nspname ^@ 'konullu_' LOOP
EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP; CREATE SCHEMA public; END $$"""
REMEDY = "Say --force to throw away what is there now, or choose an empty folder with --data."


def restore(source: Path, *, url: str, force: bool, steps: Steps) -> archive.Manifest:
    """Replaces the whole state by the one in `source`. Raises Trouble; then everything is as it was before."""
    data = instance.data_folder()
    finish(url)
    if not force and (there := what_is_there(url, data)):
        raise Trouble(f"There is something here already: {there}.", REMEDY)
    room = data / "restore.new"
    (room / "files").mkdir(parents=True, mode=0o700)
    try:
        with steps.step("check", total=_size(source)) as advance:
            manifest = archive.unpack(source, room, advance=advance)
        _refuse_newer(manifest)
        with steps.step("database"):
            _replace_database(room, url, database_check.require(url), mark=uuid.uuid4().hex)
    finally:
        finish(url)
    return manifest


def is_pending() -> bool:
    """Was a restore interrupted here?"""
    return _note(instance.data_folder()).exists()


def finish(url: str) -> bool:
    """Files and key follow the database: the new ones when the new database is there, else the old ones stay.

    Also ends what a crash interrupted. True when the new state is in place.
    """
    data = instance.data_folder()
    committed = _is_committed(url, data)
    if committed:
        _swap(data)
        fingerprints.forget()
    shutil.rmtree(data / "restore.new", ignore_errors=True)
    _note(data).unlink(missing_ok=True)
    return committed


def what_is_there(url: str, data: Path) -> str:
    """In words, for the refusal; "" for an installation that nobody would miss."""
    with psycopg.connect(url, connect_timeout=database_check.CONNECT_SECONDS) as connection:
        found = connection.execute("SELECT to_regclass('accounts_person') IS NOT NULL").fetchone()
        people = connection.execute("SELECT count(*) FROM accounts_person").fetchone() if found and found[0] else None
    files = sum(1 for path in (data / "files").rglob("*") if path.is_file())
    words = [f"{people[0]} people"] if people and people[0] else []
    return " and ".join(words + ([f"{files} files"] if files else []))


def _replace_database(room: Path, url: str, facts: database_check.Facts, *, mark: str) -> None:
    script = room / "restore.sql"
    arguments = ["--no-owner", "--no-acl", f"--file={script}", str(room / archive.DATABASE)]
    programs.run("pg_restore", arguments, url=url, failed="The database in the backup can't be read.")
    if facts.version < 17:
        _without_newer_settings(script)
    instance.write_json(_note(instance.data_folder()), {"mark": mark})
    programs.run(
        "psql",
        [
            "--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            "--command=SET LOCAL lock_timeout = '30s'; SET LOCAL client_min_messages = warning",
            f"--command={_CLEAR}",
            f"--file={script}",
            f"--command=COMMENT ON SCHEMA public IS 'restored {mark}'",
        ],
        url=url,
        failed="The database could not be restored; it is as it was.",
    )  # fmt: skip


def _is_committed(url: str, data: Path) -> bool:
    mark = instance.read_json(_note(data)).get("mark")
    if not mark:
        return False
    with psycopg.connect(url, connect_timeout=database_check.CONNECT_SECONDS) as connection:
        row = connection.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
    return row is not None and row[0] == f"restored {mark}"


def _swap(data: Path) -> None:
    """Each step may have been done before a crash already; repeating is safe."""
    room = data / "restore.new"
    if (room / "files").exists():
        if (data / "files").exists():
            shutil.rmtree(data / "files.old", ignore_errors=True)
            (data / "files").rename(data / "files.old")
        (room / "files").rename(data / "files")
    if (room / archive.KEY).exists():
        os.replace(room / archive.KEY, data / "secret.key")
    shutil.rmtree(data / "files.old", ignore_errors=True)


def _refuse_newer(manifest: archive.Manifest) -> None:
    """A schema that this code does not know would be read wrongly."""
    known = {f"{path.parents[1].name}.{path.stem}" for path in PACKAGE.glob("**/migrations/0*.py")}
    ours = {name.partition(".")[0] for name in known}
    unknown = [name for name in manifest.migrations if name.partition(".")[0] in ours and name not in known]
    if unknown:
        raise Trouble(
            f"The backup was made by another, newer Könüllü ({manifest.version}): this one does not know {unknown[0]}.",
            "Upgrade first, then restore.",
        )


def _without_newer_settings(script: Path) -> None:
    """pg_dump 17 and newer set a variable that older servers refuse."""
    shorter = script.with_suffix(".short")
    with script.open("rb") as full, shorter.open("wb") as kept:
        kept.writelines(line for line in full if line != b"SET transaction_timeout = 0;\n")
    shorter.replace(script)


def _note(data: Path) -> Path:
    return data / "restore.pending"


def _size(source: Path) -> int:
    try:
        return source.stat().st_size
    except OSError as error:
        raise Trouble(f"{source} can't be read: {error.strerror}.", "Check the name.") from error
