"""As whom the server runs: root by a namespace, root by another account, and somebody ordinary."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from konullu.launcher import binaries, identity
from konullu.launcher.embedded import Server
from konullu.launcher.trouble import Trouble

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root meets PostgreSQL's refusal of root")
FAST = {"fsync": "off"}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A data folder that every account can reach; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="konullu-open-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


@pytest.fixture
def without_namespaces(monkeypatch) -> None:
    works = identity._works
    monkeypatch.setattr(identity, "_works", lambda who, probe: who.argument != "namespace" and works(who, probe))


def starts(data: Path) -> tuple[str, int]:
    """(identity, owner of the server process) after a real start, a question and a stop."""
    server = Server(data, settings=FAST)
    with_owner = server.start()
    try:
        owner = Path(f"/proc/{server.process.pid}").stat().st_uid
        with psycopg.connect(with_owner) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        return server.identity.argument, owner
    finally:
        server.stop()


@as_root
def test_root_starts_the_server_in_a_namespace_where_that_is_allowed(open_folder):
    if not identity._works(identity.Identity("namespace", 0, 0), binaries.find() / "postgres"):
        pytest.skip("user namespaces are forbidden here")
    assert starts(open_folder) == ("namespace", 0)


@as_root
def test_root_gives_the_server_to_another_account_where_namespaces_are_forbidden(open_folder, without_namespaces):
    who, owner = starts(open_folder)
    assert who == f"{owner}:{(open_folder / 'database').stat().st_gid}"
    assert owner != 0
    assert (open_folder / "database").stat().st_uid == owner
    assert (open_folder / "database.password").stat().st_uid == 0, "our own secrets were given away"


@as_root
def test_data_made_in_one_way_are_found_in_the_other(open_folder, without_namespaces, monkeypatch):
    assert starts(open_folder)[1] != 0
    monkeypatch.undo()
    assert starts(open_folder)[0] in ("namespace", f"{65534}:{65534}")


@as_root
def test_folder_that_shuts_the_account_out_is_named(tmp_path, without_namespaces):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Trouble, match="cannot enter /"):
        Server(closed / "data", settings=FAST).start()


@as_root
def test_root_without_any_way_hears_what_to_do(monkeypatch):
    monkeypatch.setattr(identity, "_works", lambda who, probe: False)
    with pytest.raises(Trouble, match="must not run as root"):
        identity.for_database(programs=binaries.find().folder)


def test_ordinary_user_starts_the_server_as_themselves(open_folder):
    """Without root, or as an ordinary user of a namespace when we are root."""
    script = (
        "import sys, pathlib, psycopg; from konullu.launcher.embedded import Server\n"
        "server = Server(pathlib.Path(sys.argv[1]), settings={'fsync': 'off'})\n"
        "psycopg.connect(server.start()).close(); server.stop(); print(server.identity.argument)"
    )
    command = [os.sys.executable, "-c", script, str(open_folder)]
    if os.geteuid() == 0:
        command = ["unshare", "--user", "--map-user=1000", "--map-group=1000", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("plain\n", "")
