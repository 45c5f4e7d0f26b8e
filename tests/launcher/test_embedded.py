"""The embedded server, started and stopped for real, in folders of its own."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from konullu.launcher import database_check, leftovers, lock, sockets
from konullu.launcher.embedded import Server
from konullu.launcher.identity import Identity
from konullu.launcher.trouble import Trouble

FAST = {"fsync": "off"}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("data"), settings=FAST)
    server.start()
    yield server
    server.stop()


def ask(server: Server, sql: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        row = connection.execute(sql)
        return row.fetchone()[0] if row.description else None


def gone(pid: int) -> bool:
    return leftovers.gone_within(pid, 10)


def test_server_passes_the_check_that_a_foreign_server_must_pass(server):
    facts = database_check.require(server.url)
    assert (facts.version >= 15, facts.encoding, facts.migrations) == (True, "UTF8", None)


def test_trigrams_keep_every_azerbaijani_letter(server):
    ask(server, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert ask(server, "SELECT similarity('könüllü', 'könülü') > similarity('könüllü', 'knll')") is True
    assert ask(server, "SELECT lower('ƏĞIÖŞÜÇ'), 'Ə' ILIKE 'ə'") == "əğiöşüç"


def test_nobody_else_can_enter_the_folder_of_the_socket(server):
    folder = Path(server.where["host"])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.is_relative_to(server.data)


def test_stop_ends_the_server_and_start_finds_the_same_rows(tmp_path):
    first = Server(tmp_path / "data", settings={})
    first.start()
    pid = first.process.pid
    ask(first, "CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    assert gone(pid)
    assert not Path(first.where["host"]).exists()
    second = Server(tmp_path / "data", settings={})
    second.start()
    try:
        assert ask(second, "SELECT answer FROM kept") == 42
    finally:
        second.stop()


def test_server_of_a_killed_launcher_is_ended_and_its_rows_are_there(tmp_path):
    """The launcher dies without a word: its server leaves, and the next start has every committed row."""
    script = (
        "import sys, time, pathlib, psycopg\n"
        "from konullu.launcher.embedded import Server\n"
        "server = Server(pathlib.Path(sys.argv[1]), settings={})\n"
        "psycopg.connect(server.start(), autocommit=True).execute('CREATE TABLE kept AS SELECT 42 AS answer')\n"
        "print(server.process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    launcher = subprocess.Popen(
        [os.sys.executable, "-c", script, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True
    )
    pid = int(launcher.stdout.readline())
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    assert gone(pid), "the server outlived the process that started it"
    server = Server(tmp_path / "data", settings={})
    server.start()
    try:
        assert ask(server, "SELECT answer FROM kept") == 42
    finally:
        server.stop()


def test_start_right_after_kill_of_the_postmaster_loses_nothing(tmp_path):
    server = Server(tmp_path / "data", settings={})
    server.start()
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    assert server.crashed()
    server.start()
    try:
        assert ask(server, "SELECT answer FROM kept") == 42
    finally:
        server.stop()


def test_stale_pid_file_that_names_a_stranger_does_not_stop_the_start(tmp_path):
    server = Server(tmp_path / "data", settings=FAST)
    server.start()
    server.stop()
    stranger = subprocess.Popen(["/bin/sleep", "600"])
    try:
        (server.cluster / "postmaster.pid").write_text(
            f"{stranger.pid}\n{server.cluster}\n1\n5432\n/tmp\n\n0 0\nready\n"
        )
        server.start()
        assert stranger.poll() is None, "the stranger was ended"
        assert ask(server, "SELECT 1") == 1
    finally:
        server.stop()
        stranger.kill()
        stranger.wait()


def test_killed_server_that_nobody_has_reaped_does_not_stop_the_start(tmp_path):
    """In a container without an init it stays a zombie for ever, and PostgreSQL takes a zombie for a living server."""
    server = Server(tmp_path / "data", settings=FAST)
    server.start()
    server.stop()
    zombie = subprocess.Popen(["/bin/sleep", "600"])
    zombie.kill()
    while leftovers.started_at(zombie.pid):
        time.sleep(0.01)
    assert Path(f"/proc/{zombie.pid}").exists()
    try:
        left = f"{zombie.pid}\n{server.cluster}\n1\n5432\n/tmp\n\n0 0\nready\n"
        (server.cluster / "postmaster.pid").write_text(left)
        folder = sockets.private_folder(server.data, server.identity)
        (folder / ".s.PGSQL.5432.lock").write_text(left)
        server.start()
        assert ask(server, "SELECT 1") == 1
    finally:
        server.stop()
        zombie.wait()


def test_long_path_falls_back_to_a_port_that_asks_for_a_password(tmp_path, monkeypatch):
    for name in ("XDG_RUNTIME_DIR", "RUNTIME_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    deep = tmp_path / ("x" * 90)
    deep.mkdir()
    monkeypatch.setenv("TMPDIR", str(deep))
    server = Server(tmp_path / "data", settings=FAST)
    url = server.start()
    try:
        assert server.where["host"] == "127.0.0.1"
        assert ask(server, "SELECT 1") == 1
        without = f"postgresql://konullu@127.0.0.1:{server.where['port']}/konullu"
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(without)
        assert (tmp_path / "data" / "database.password").stat().st_mode & 0o077 == 0
        assert (tmp_path / "data" / "database.password").read_text() in url
    finally:
        server.stop()


def test_folder_that_somebody_else_made_is_not_used_for_the_socket(monkeypatch):
    me = Identity("plain", os.geteuid(), os.getegid())
    for name in ("XDG_RUNTIME_DIR", "RUNTIME_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    with tempfile.TemporaryDirectory(prefix="k-", dir="/tmp") as short:  # pytest's own are too long for a socket
        monkeypatch.setenv("TMPDIR", short)
        data = Path(short) / "data"
        folder = sockets.private_folder(data, me)
        assert folder is not None
        folder.chmod(0o755)
        assert sockets.private_folder(data, me) is None
        folder.rmdir()
        folder.symlink_to(short)
        assert sockets.private_folder(data, me) is None


def test_database_of_another_major_version_is_refused_with_a_way_out(tmp_path):
    server = Server(tmp_path / "data", settings=FAST)
    server.cluster.mkdir(parents=True)
    (server.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 14"):
        server.start()


def test_interrupted_initdb_leaves_nothing_that_looks_like_a_database(tmp_path):
    data = tmp_path / "data"
    (data / "database.new" / "base").mkdir(parents=True)
    server = Server(data, settings=FAST)
    server.start()
    server.stop()
    assert not (data / "database.new").exists()


def test_second_holder_of_a_folder_hears_who_has_it(tmp_path):
    with lock.hold(tmp_path, "up"):
        assert lock.holder(tmp_path) == {"pid": os.getpid(), "command": "up"}
        with (
            pytest.raises(lock.Busy, match=f"in use by `konullu up` \\(process {os.getpid()}\\)"),
            lock.hold(tmp_path, "up"),
        ):
            pass
    assert lock.holder(tmp_path) is None


def test_lock_ends_with_its_process(tmp_path):
    script = (
        "import sys, time, pathlib; from konullu.launcher import lock\n"
        "with lock.hold(pathlib.Path(sys.argv[1]), 'up'): print('held', flush=True); time.sleep(600)\n"
    )
    process = subprocess.Popen([os.sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    assert lock.holder(tmp_path)["pid"] == process.pid
    process.kill()
    process.wait()
    process.stdout.close()
    time.sleep(0.05)
    assert lock.holder(tmp_path) is None
