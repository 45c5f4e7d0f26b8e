"""Which servers can carry us: pure answers to facts, and real databases with the wrong locale."""

import psycopg
import pytest

from konullu.launcher import database_check
from konullu.launcher.database_check import Facts
from konullu.launcher.trouble import Trouble

GOOD = {"version": 15, "encoding": "UTF8", "lower": "könüllü əğş", "trigrams": 8, "database": 1, "migrations": None}


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        ({}, []),
        ({"version": 18}, []),
        ({"version": 14}, ["too_old"]),
        ({"encoding": "LATIN1"}, ["encoding"]),
        ({"encoding": "SQL_ASCII", "lower": "kÖnÜllÜ ƏĞŞ"}, ["encoding"]),
        ({"lower": "kÖnÜllÜ ƏĞŞ"}, ["locale"]),
        ({"trigrams": 6}, ["locale"]),
        ({"version": 13, "trigrams": 0}, ["too_old", "locale"]),
    ],
)
def test_faults_of_a_server(fact, codes):
    assert [fault.code for fault in database_check.faults(Facts(**GOOD | fact))] == codes


@pytest.mark.parametrize(
    ("made", "word"),
    [
        ("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'", "locale"),
        ("ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'", "locale"),
        ("ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'", "which has no ə"),
    ],
)
def test_real_database_with_the_wrong_locale_is_refused(url, made, word):
    """The middle one is the trap: lower() is right there, and every trigram of ə, ö, ü is lost."""
    name = "test_wrong_locale"
    with psycopg.connect(url, autocommit=True) as connection:
        if "builtin" in made and connection.info.server_version < 170000:
            pytest.skip("PostgreSQL has this since version 17")
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {made}")
        try:
            wrong = psycopg.conninfo.make_conninfo(url, dbname=name)
            with pytest.raises(Trouble, match=word):
                database_check.require(wrong)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_question_leaves_no_trace(url):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP EXTENSION IF EXISTS pg_trgm CASCADE")
        database_check.require(url)
        assert connection.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'").fetchone() == (0,)


def test_server_that_is_away_is_trouble_without_its_password():
    with pytest.raises(Trouble) as trouble:
        database_check.ask("postgresql://konullu:hush@127.0.0.1:1/konullu")
    assert "can't be reached" in trouble.value.sentence
    assert "hush" not in str(trouble.value)
