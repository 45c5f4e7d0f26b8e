"""Backup and restore: everything comes back, nothing is overwritten unasked, a damaged file changes nothing."""

import json
import tarfile
import uuid
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import psycopg
import pytest

from konullu.accounts.models import Person
from konullu.launcher import archive, fingerprints, programs, restoring
from konullu.launcher.backing import backup
from konullu.launcher.restoring import restore
from konullu.launcher.trouble import Trouble
from konullu.platform import instance

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def saved(data, url, steps, tmp_path, monkeypatch) -> Path:
    """A backup of one person, one file and one key; the state is still there."""
    monkeypatch.delenv("KONULLU_SECRET_KEY")
    (data / "secret.key").write_text("the key of then")
    (data / "files" / "papers" / "ab").mkdir(parents=True)
    (data / "files" / "papers" / "ab" / "ab12.pdf").write_bytes(b"%PDF then")
    add_person("Aygün")
    target = tmp_path / "state.konullu"
    backup(target, url=url, force=False, now=NOW, elsewhere=False, steps=steps)
    return target


def add_person(name: str) -> None:
    Person.objects.create(
        name=name, birth_year=2001, email=f"{uuid.uuid4()}@example.org", language="az", created_at=NOW
    )


def state(url: str, data: Path) -> tuple[list[str], dict[str, bytes], str]:
    """(people, files, key): what a restore must bring back or leave alone."""
    with psycopg.connect(url) as connection:
        people = [row[0] for row in connection.execute("SELECT name FROM accounts_person ORDER BY name")]
    files = {str(path.relative_to(data)): path.read_bytes() for path in (data / "files").rglob("*") if path.is_file()}
    return people, files, (data / "secret.key").read_text()


THEN = (["Aygün"], {"files/papers/ab/ab12.pdf": b"%PDF then"}, "the key of then")


def change_everything(url: str, data: Path) -> None:
    add_person("Babək")
    (data / "files" / "papers" / "ab" / "ab12.pdf").unlink()
    (data / "files" / "new.pdf").write_bytes(b"%PDF now")
    (data / "secret.key").write_text("the key of now")


def leftovers(data: Path) -> list[str]:
    return sorted(path.name for path in data.iterdir() if "restore" in path.name or path.name.endswith(".old"))


def test_backup_comes_back_whole(saved, data, url, steps):
    change_everything(url, data)
    manifest = restore(saved, url=url, force=True, steps=steps)
    assert state(url, data) == THEN
    assert manifest.made_at == NOW.isoformat()
    assert leftovers(data) == []


def test_restored_state_can_be_backed_up_and_restored_again(saved, data, url, steps, tmp_path):
    restore(saved, url=url, force=True, steps=steps)
    second = tmp_path / "second.konullu"
    backup(second, url=url, force=False, now=NOW, elsewhere=False, steps=steps)
    change_everything(url, data)
    restore(second, url=url, force=True, steps=steps)
    assert state(url, data) == THEN


def test_next_start_prepares_everything_anew_after_a_restore(saved, data, url, steps):
    fingerprints.keep("migrations", "as they were")
    restore(saved, url=url, force=True, steps=steps)
    assert not fingerprints.same("migrations", "as they were")


def test_restore_does_not_overwrite_unasked(saved, data, url, steps):
    change_everything(url, data)
    before = state(url, data)
    with pytest.raises(Trouble, match="something here already: 2 people and 1 files"):
        restore(saved, url=url, force=False, steps=steps)
    assert state(url, data) == before


def test_restore_into_an_empty_installation_needs_no_force(saved, data, url, steps):
    Person.objects.all().delete()
    (data / "files" / "papers" / "ab" / "ab12.pdf").unlink()
    restore(saved, url=url, force=False, steps=steps)
    assert state(url, data) == THEN


def test_backup_does_not_overwrite_unasked(saved, url, steps):
    content = saved.read_bytes()
    with pytest.raises(Trouble, match="exists already"):
        backup(saved, url=url, force=False, now=NOW, elsewhere=False, steps=steps)
    assert saved.read_bytes() == content


def test_backup_is_for_its_owner_only(saved):
    assert saved.stat().st_mode & 0o077 == 0


def test_failed_backup_leaves_no_file(data, url, steps, tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "dump", lambda url, target: (_ for _ in ()).throw(Trouble("no")))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Trouble):
        backup(folder / "x.konullu", url=url, force=False, now=NOW, elsewhere=False, steps=steps)
    assert list(folder.iterdir()) == []


def damage(content: bytes, kind: str) -> bytes:
    if kind == "cut off":
        return content[: len(content) // 2]
    if kind == "its end is missing":
        return repack(content, lambda name, body: None if name == archive.MANIFEST else body)
    if kind == "one bit in the database":
        return repack(content, lambda name, body: flip(body) if name == archive.DATABASE else body)
    if kind == "one bit in a file":
        return repack(content, lambda name, body: flip(body) if name.startswith(archive.FILES) else body)
    if kind == "a file is missing":
        return repack(content, lambda name, body: None if name.startswith(archive.FILES) else body)
    if kind == "no tar at all":
        return b"hello" * 1000
    return repack(content, lambda name, body: body, extra=kind)


def flip(body: bytes) -> bytes:
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


def repack(content: bytes, change, extra: str = "") -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=BytesIO(content)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for member in old:
            body = change(member.name, old.extractfile(member).read())
            if body is not None:
                member.size = len(body)
                new.addfile(member, BytesIO(body))
        if extra:
            new.addfile(tarfile.TarInfo(extra), BytesIO(b""))
    return out.getvalue()


@pytest.mark.parametrize(
    "kind",
    [
        "cut off",
        "its end is missing",
        "one bit in the database",
        "one bit in a file",
        "a file is missing",
        "no tar at all",
        "files/../../escaped",
        "/etc/escaped",
        "unknown.bin",
    ],
)
def test_damaged_file_changes_nothing(kind, saved, data, url, steps):
    saved.write_bytes(damage(saved.read_bytes(), kind))
    change_everything(url, data)
    before = state(url, data)
    with pytest.raises(Trouble):
        restore(saved, url=url, force=True, steps=steps)
    assert state(url, data) == before
    assert leftovers(data) == []


def test_database_that_fails_half_way_changes_nothing(saved, data, url, steps, monkeypatch):
    """The last statement of the transaction fails, after everything was dropped and made anew."""
    run = programs.run

    def fail_at_the_end(program, arguments, **rest):
        run(program, [*arguments, "--command=SELECT 1/0"] if program == "psql" else arguments, **rest)

    monkeypatch.setattr(programs, "run", fail_at_the_end)
    change_everything(url, data)
    before = state(url, data)
    with pytest.raises(Trouble, match="division by zero"):
        restore(saved, url=url, force=True, steps=steps)
    assert state(url, data) == before
    assert leftovers(data) == []


def test_crash_after_the_database_is_finished_at_the_next_start(saved, data, url, steps, monkeypatch):
    change_everything(url, data)
    finish = restoring.finish
    calls = iter([finish, lambda url: (_ for _ in ()).throw(KeyboardInterrupt)])
    monkeypatch.setattr(restoring, "finish", lambda url: next(calls)(url))
    with pytest.raises(KeyboardInterrupt):
        restore(saved, url=url, force=True, steps=steps)
    assert state(url, data) == (["Aygün"], {"files/new.pdf": b"%PDF now"}, "the key of now"), "the crash came too late"
    assert finish(url) is True
    assert state(url, data) == THEN
    assert leftovers(data) == []


def test_crash_before_the_database_is_forgotten_at_the_next_start(saved, data, url):
    before = state(url, data)
    (data / "restore.new" / "files").mkdir(parents=True)
    instance.write_json(data / "restore.pending", {"mark": "of a transaction that never was"})
    assert restoring.finish(url) is False
    assert state(url, data) == before
    assert leftovers(data) == []


def test_backup_of_a_newer_schema_is_refused(saved, data, url, steps):
    def newer(name: str, body: bytes) -> bytes:
        if name != archive.MANIFEST:
            return body
        manifest = json.loads(body)
        manifest["migrations"].append("accounts.9999_of_the_future")
        return json.dumps(manifest).encode()

    saved.write_bytes(repack(saved.read_bytes(), newer))
    before = state(url, data)
    with pytest.raises(Trouble, match="newer Könüllü"):
        restore(saved, url=url, force=True, steps=steps)
    assert state(url, data) == before


def test_password_is_never_on_a_command_line():
    environment = programs.environment("postgresql://me:secret@db.example/konullu?sslmode=require")
    assert environment["PGPASSWORD"] == "secret"
    assert (environment["PGHOST"], environment["PGSSLMODE"]) == ("db.example", "require")
