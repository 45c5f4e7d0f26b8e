"""`konullu up` for real: one installation that lives through everything an evil evening brings."""

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.launcher.running import Up, all_gone, free_port, lines_about, wait_for

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def up(tmp_path_factory) -> Iterator[Up]:
    up = Up(tmp_path_factory.mktemp("installation") / "data").start()
    yield up
    if up.process.poll() is None:
        up.stop()


def test_start_says_ready_once_then_sign_ins_and_data(up):
    [ready] = lines_about(up.said(), "is ready at")
    assert ready == f"Könüllü is ready at http://127.0.0.1:{up.port}"
    after = up.said().partition("is ready at")[2]
    assert lines_about(after, r"\+99450"), "no demo sign-in"
    assert str(up.data) in after


def test_pages_are_served(up):
    assert up.get("/health/ready") == 200
    assert up.get("/az/") == 200


def test_secrets_are_for_the_owner_only(up):
    for name in ("instance.json", "secret.key", "database.password"):
        assert (up.data / name).stat().st_mode & 0o077 == 0, name
    assert up.data.stat().st_mode & 0o077 == 0


def test_second_up_on_the_same_data_is_refused(up):
    code, said = up.run("up", "--port", str(free_port()))
    assert code == 1
    assert f"in use by `konullu up` (process {up.process.pid})" in said


def test_second_up_on_the_same_port_is_refused(up, tmp_path):
    code, said = up.run("up", "--port", str(up.port), "--data", str(tmp_path / "other"))
    assert code == 1
    assert f"port {up.port}" in said
    assert not (tmp_path / "other" / "database").exists(), "it made a database before it looked at the port"


def test_doctor_is_content_and_sees_the_worker(up):
    wait_for(lambda: up.run("doctor", "--json")[0] == 0)
    code, said = up.run("doctor", "--json")
    states = {check["name"]: check["state"] for check in json.loads(said)["checks"]}
    assert code == 0
    assert (states["running"], states["worker"], states["migrations"]) == ("ok", "ok", "ok")


def test_manage_reaches_the_running_database(up):
    code, said = up.run(
        "manage",
        "shell",
        "--no-imports",
        "-c",
        "from django.apps import apps; print(apps.get_model('places.Country').objects.count())",
    )
    assert (code, said.strip().splitlines()[-1]) == (0, "5")


@pytest.mark.parametrize("name", ["web server", "worker"])
def test_killed_child_is_reported_and_started_again(up, name):
    before = up.pid(name)
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: up.pid(name) != before)
    wait_for(lambda: up.get("/health/ready") == 200)
    assert lines_about(up.said(), f"The {name} fell .signal SIGKILL")


def test_killed_database_is_started_again_and_keeps_its_rows(up):
    up.ask("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS answer")
    before = up.pid("database")
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: up.pid("database") != before)
    assert up.ask("SELECT answer FROM kept") == 1
    up.ask("DROP TABLE kept")
    wait_for(lambda: up.get("/az/") == 200)


def test_restore_into_the_running_installation_comes_up_anew(up, tmp_path):
    file = tmp_path / "state.konullu"
    assert up.run("backup", str(file))[0] == 0
    people = up.ask("SELECT count(*) FROM accounts_person")
    up.ask("UPDATE accounts_person SET name = 'changed'")
    code, said = up.run("restore", str(file))
    assert (code, f"{people} people" in said) == (1, True), "it was not refused"
    assert up.ask("SELECT count(*) FROM accounts_person WHERE name <> 'changed'") == 0
    assert up.run("restore", str(file), "--force")[0] == 0
    wait_for(lambda: len(lines_about(up.said(), "is ready at")) == 2, 120)
    assert up.ask("SELECT count(*) FROM accounts_person WHERE name = 'changed'") == 0
    assert up.ask("SELECT count(*) FROM accounts_person") == people
    assert up.get("/health/ready") == 200


def test_kill_of_up_alone_ends_everything_it_started(up):
    processes = up.everything()
    assert len(processes) > 8
    up.ask("CREATE TABLE killed_up AS SELECT 1 AS answer")
    os.kill(up.process.pid, signal.SIGKILL)
    up.process.wait()
    assert all_gone(processes) == set()
    up.start()
    assert up.ask("SELECT answer FROM killed_up") == 1


def test_kill_of_everything_at_once_loses_no_committed_row(up):
    """A hundred rows, each committed by itself, are written while everything is killed."""
    up.ask("CREATE TABLE written (number int)")
    script = (
        "import sys, psycopg\n"
        "connection = psycopg.connect(sys.argv[1], autocommit=True)\n"
        "for number in range(100_000):\n"
        "    connection.execute('INSERT INTO written VALUES (%s)', [number]); print(number, flush=True)\n"
    )
    writer = subprocess.Popen(
        [os.sys.executable, "-c", script, up.instance()["database_url"]],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        writer.stdout.readline()
    database = up.pid("database")
    for pid in sorted(up.everything(), key=lambda pid: pid != database):
        with contextlib.suppress(ProcessLookupError):  # a server process leaves by itself when its main one is gone
            os.kill(pid, signal.SIGKILL)
    up.process.wait()
    said = writer.stdout.read().split()
    writer.stdout.close()
    writer.wait()
    committed = int(said[-1]) + 1 if said else 100
    up.start()
    assert up.ask("SELECT count(*) FROM written") >= committed
    assert up.ask("SELECT count(*) = max(number) + 1 FROM written") is True


def test_ctrl_c_ends_everything_in_order_and_leaves_no_pids(up):
    processes = up.everything()
    assert up.stop(signal.SIGINT) == 0
    assert all_gone(processes) == set()
    assert set(up.instance()) == {"url"}
    log = (up.data / "logs" / "database.log").read_text()
    assert "database system is shut down" in log.splitlines()[-1]


def test_commands_start_the_database_for_themselves_when_nothing_runs(up):
    code, said = up.run("doctor", "--json")
    states = {check["name"]: check["state"] for check in json.loads(said)["checks"]}
    assert (code, states["running"], states["database"], states["migrations"]) == (0, "warn", "ok", "ok")
    assert set(up.instance()) == {"url"}


def test_later_start_makes_nothing_anew(up):
    up.start()
    made = lines_about(up.said(), "migrations|reference data|demo data|static files")
    assert made == []
    assert up.stop(signal.SIGTERM) == 0


def test_no_demo_means_nobody(tmp_path):
    empty = Up(tmp_path / "data", "--no-demo").start()
    try:
        assert empty.ask("SELECT count(*) FROM accounts_person") == 0
        assert not lines_about(empty.said(), r"\+99450")
    finally:
        assert empty.stop() == 0


def test_database_of_somebody_else_is_used_and_left_running(tmp_path, monkeypatch):
    from konullu.launcher.embedded import Server

    server = Server(tmp_path / "theirs", settings={"fsync": "off"})
    url = server.start()
    up = Up(tmp_path / "data", "--no-demo", DATABASE_URL=url).start()
    try:
        assert not (tmp_path / "data" / "database").exists()
        assert "database" not in up.instance()["pids"]
        assert up.get("/health/ready") == 200
        assert up.stop() == 0
        assert not server.crashed()
    finally:
        if up.process.poll() is None:
            up.stop()
        server.stop()
