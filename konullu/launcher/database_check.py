"""Can this PostgreSQL carry Könüllü? The same questions for the embedded server and for one that was given to us."""

from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg

from konullu.launcher.trouble import Trouble

OLDEST = 15
CONNECT_SECONDS = 10
TRIGRAMS = 8  # of könüllü; a locale that takes ö and ü for gaps finds others


@dataclass(frozen=True)
class Facts:
    """What a server says about itself. `migrations` is (number, newest id), None in an empty database."""

    version: int
    encoding: str
    lower: str
    trigrams: int
    database: int
    migrations: tuple[int, int] | None


@dataclass(frozen=True)
class Fault:
    """Something the server must not have. `code` for machines."""

    code: str
    sentence: str
    remedy: str


def ask(url: str) -> Facts:
    """Raises Trouble when the server can't be reached or lets us make no extension."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS, client_encoding="utf8") as connection:
            version, encoding, database = _row(
                connection,
                "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding'),"
                " (SELECT oid::bigint FROM pg_database WHERE datname = current_database())",
            )
            lower, trigrams = _letters(connection) if encoding == "UTF8" else ("", 0)
            migrations = _migrations(connection)
            connection.rollback()  # the extension was only for asking; migrations make it for good
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            f"The database lets its user do too little: {_first_line(error)}.",
            "Make the user the owner of the database: ALTER DATABASE konullu OWNER TO konullu.",
        ) from error
    except psycopg.errors.FeatureNotSupported as error:
        raise Trouble(
            f"The database server lacks an extension: {_first_line(error)}.",
            "Install PostgreSQL's contrib modules on the server (package postgresql-contrib).",
        ) from error
    except psycopg.Error as error:
        sentence = f"The database can't be reached: {_first_line(error)}."
        raise Trouble(sentence, "Check DATABASE_URL and the server.") from error
    return Facts(version, encoding, lower, trigrams, database, migrations)


def _letters(connection: psycopg.Connection) -> tuple[Any, ...]:
    connection.execute("SET LOCAL lock_timeout = '5s'")
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    return _row(connection, "SELECT lower('KÖNÜLLÜ ƏĞŞ'), cardinality(show_trgm('könüllü'))")


def _migrations(connection: psycopg.Connection) -> tuple[int, int] | None:
    if not _row(connection, "SELECT to_regclass('django_migrations') IS NOT NULL")[0]:
        return None
    number, newest = _row(connection, "SELECT count(*), coalesce(max(id), 0) FROM django_migrations")
    return int(number), int(newest)


def _row(connection: psycopg.Connection, question: LiteralString) -> tuple[Any, ...]:
    row = connection.execute(question).fetchone()
    assert row is not None  # each question is an aggregate or has no FROM
    return row


def faults(facts: Facts) -> list[Fault]:
    """Pure: what is wrong with these facts, worst first."""
    found = []
    if facts.version < OLDEST:
        sentence = f"The database server is PostgreSQL {facts.version}; Könüllü needs {OLDEST} or newer."
        found.append(Fault("too_old", sentence, "Upgrade the server."))
    if facts.encoding != "UTF8":
        sentence = f"The database keeps text as {facts.encoding}, which has no ə."
        found.append(Fault("encoding", sentence, _REMAKE))
    elif facts.lower != "könüllü əğş" or facts.trigrams != TRIGRAMS:
        sentence = (
            "The database's locale does not know letters such as ə, ö and ğ: searching names would fail silently."
        )
        found.append(Fault("locale", sentence, _REMAKE))
    return found


def require(url: str) -> Facts:
    """The facts of a server that can carry us. Raises Trouble with all its faults."""
    facts = ask(url)
    if wrong := faults(facts):
        raise Trouble(" ".join(fault.sentence for fault in wrong), wrong[0].remedy)
    return facts


_REMAKE = (
    "Make the database anew: CREATE DATABASE konullu TEMPLATE template0"
    " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'."
)


def _first_line(error: Exception) -> str:
    """Without DETAIL and HINT, and without the address's password (psycopg never prints it)."""
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
