"""The PostgreSQL that `konullu up` carries with it: made once, started as our child, stopped before we leave.

Traps this file exists for: the locale under which pg_trgm keeps non-ASCII letters, running as root, the length of a
socket path, a server left behind by `kill -9`, a process number that was given to somebody else.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from psycopg.conninfo import make_conninfo

from konullu.launcher import binaries, identity, leftovers, sockets
from konullu.launcher.trouble import Trouble
from konullu.platform import instance

USER = "konullu"
DATABASE = "konullu"
START_SECONDS = 90  # crash recovery of a large database takes a while
STOP_SECONDS = 60

# Collation "C" sorts by code point (our own sort keys do the alphabets); ctype C.UTF-8 keeps ə, ö, ğ as letters for
# pg_trgm and full text search. With ctype C, show_trgm('könüllü') loses every ö and ü.
LOCALE = ["--encoding=UTF8", "--locale=C", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
BUILTIN_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # PostgreSQL 17 and newer

SETTINGS = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
}
UNSAFE_FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}

# What a server says while the processes of a crashed one are still leaving: worth another try.
TRANSIENT = ("pre-existing shared memory block", "is still in use", "the database system is shutting down")


class Server:
    """One embedded server over one data folder. The caller holds the lock of the data folder."""

    def __init__(self, data: Path, *, settings: dict[str, str]) -> None:
        self.data = data
        self.cluster = data / "database"
        self.log = data / "logs" / "database.log"
        self.programs = binaries.find()
        self.identity = identity.for_database(programs=self.programs.folder)
        self.settings = SETTINGS | settings
        self.process: subprocess.Popen[bytes] | None = None
        self.where: dict[str, str] = {}
        self.said_before = 0

    @property
    def url(self) -> str:
        """The address for DATABASE_URL; only good while the server runs."""
        address = dict(self.where)
        password = address.pop("password", "")
        if password:
            return f"postgresql://{USER}:{password}@{address['host']}:{address['port']}/{DATABASE}"
        return f"postgresql://{USER}@/{DATABASE}?{urlencode(address)}"

    def start(self) -> str:
        """Makes the database when there is none, starts the server and returns its address. Raises Trouble."""
        self.launch()
        return self.wait()

    def launch(self) -> str:
        """As `start`, without waiting: the address is known, the server is not ready yet."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.log.parent.mkdir(exist_ok=True, mode=0o700)
        self.identity.open_the_way_to(self.data)
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise()
        self._check_major()
        self.identity.own(self.cluster)
        leftovers.end_postmaster(self.cluster, seconds=STOP_SECONDS)
        self._rotate_log()
        self._spawn()
        return self.url

    def wait(self) -> str:
        """Until it takes connections and our database exists. Raises Trouble."""
        deadline = time.monotonic() + START_SECONDS
        while not self._ready(deadline):
            time.sleep(0.2)
            self._spawn()
        self._create_database()
        return self.url

    def crashed(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        if self.process is None:
            return
        for kind, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
            if self.process.poll() is None:
                self.process.send_signal(kind)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(seconds)
        self.process = None
        with contextlib.suppress(OSError):  # not a socket's folder, or not empty
            Path(self.where["host"]).rmdir()

    def _initialise(self) -> None:
        """initdb into a folder beside, then one rename: a half-made database is never mistaken for a whole one."""
        fresh = self.data / "database.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.identity.own(fresh)
        command = [self.programs / "initdb", "--pgdata", str(fresh), "--username", USER, *LOCALE]
        command += BUILTIN_LOCALE if self.programs.major >= 17 else ["--locale-provider=libc"]
        # The socket's folder is closed to everybody else; over TCP a password is asked.
        command += ["--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions"]
        command += ["--no-sync"] if self.settings.get("fsync") == "off" else []
        with self._password_for_initdb() as file:
            done = subprocess.run(
                self.identity.command([*command, f"--pwfile={file}"], "SIGKILL"),
                env=_clean_environment(),
                capture_output=True,
                timeout=120,
                check=False,
            )
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise Trouble("PostgreSQL could not make its database.", done.stderr.decode(errors="replace").strip())
        fresh.rename(self.cluster)

    def _password(self) -> str:
        return instance.secret_file(self.data / "database.password", length=32)

    @contextlib.contextmanager
    def _password_for_initdb(self) -> Iterator[Path]:
        """A copy that the server's account may read, for a moment."""
        file = self.data / "initdb.password"
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as writing:
            writing.write(self._password())
        self.identity.own(file)
        try:
            yield file
        finally:
            file.unlink()

    def _check_major(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        if made_by != str(self.programs.major):
            raise Trouble(
                f"The database in {self.cluster} was made by PostgreSQL {made_by}, "
                f"but this Könüllü brings PostgreSQL {self.programs.major} ({self.programs.supplier}).",
                "Make a backup with the older version and restore it with this one (docs/operations.md, Upgrade).",
            )

    def _rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _listen(self) -> dict[str, str]:
        """Settings for where to listen, `self.where` for how to reach it: a private socket, or else 127.0.0.1."""
        folder = sockets.private_folder(self.data, self.identity)
        if folder is not None:
            sockets.clear(folder)
            self.where = {"host": str(folder), "port": "5432"}
            return {"listen_addresses": "", "unix_socket_directories": str(folder), "port": "5432"}
        port = self.where.get("port") or str(sockets.free_port())  # a restart keeps its address
        self.where = {"host": "127.0.0.1", "port": port, "password": self._password()}
        return {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": port}

    def _spawn(self) -> None:
        command = [self.programs / "postgres", "-D", str(self.cluster)]
        for name, value in (self.settings | self._listen()).items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self.said_before = log.tell()
            self.process = subprocess.Popen(
                self.identity.command(command, "SIGINT"),  # if we are killed, it shuts down in good order
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,  # Ctrl-C reaches it through us, after its clients have left
                env=_clean_environment(),
            )

    def _ready(self, deadline: float) -> bool:
        """True when it is ready, False when a crashed server is still leaving and another try may work."""
        assert self.process is not None
        while self.process.poll() is None:
            if leftovers.postmaster_status(self.cluster) == (self.process.pid, "ready"):
                return True
            if time.monotonic() > deadline:
                self.stop()
                raise Trouble(f"PostgreSQL was not ready after {START_SECONDS} seconds.", f"Its log: {self.log}")
            time.sleep(0.01)
        said = self.log.read_bytes()[self.said_before :].decode(errors="replace").strip()
        if time.monotonic() < deadline and any(sign in said for sign in TRANSIENT):
            return False
        raise Trouble("PostgreSQL did not start.", f"It said: {said[-600:]} (log: {self.log})")

    def _create_database(self) -> None:
        address = make_conninfo(user=USER, dbname="postgres", connect_timeout=10, **self.where)
        with psycopg.connect(address, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {USER}")


def _clean_environment() -> dict[str, str]:
    """Without the caller's PG* variables, and with a locale that every machine has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
