"""Python and PostgreSQL give the same answer for every character there is, and for any text."""

import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konullu.journal.models import Entry
from konullu.platform import alphabets
from konullu.platform import migrations as platform_migrations
from konullu.platform.text import Fold, SortKey, az_lower, az_upper, fold, sort_key
from tools.build_text_functions import statements

FUNCTIONS = {"az_lower": az_lower, "az_upper": az_upper, "fold": fold}
FUNCTIONS |= {f"sort_key_{x}": lambda text, x=x: sort_key(text, x) for x in alphabets.ORDERS}
# Every character of the basic plane, and every 37th of the others (37 is prime to the size of their blocks).
CHARACTERS = [chr(n) for n in [*range(1, 0xD800), *range(0xE000, 0x10000), *range(0x10000, sys.maxunicode, 37)]]

# What is likely to go wrong: marks, digraphs, dotted letters, apostrophes; and everything else.
likely = st.sampled_from(
    [*alphabets.LETTERS, *alphabets.MARKS, *alphabets.INVISIBLE, *alphabets.APOSTROPHES, *"iIıİshcgnoSHCGNO"]
)
anything = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])


def in_sql(name: str, texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT konullu_text.{name}(one) FROM unnest(%s::text[]) WITH ORDINALITY AS u(one, place) ORDER BY place",
            [texts],
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_character_is_the_same_in_python_and_sql(name):
    assert in_sql(name, CHARACTERS) == [FUNCTIONS[name](character) for character in CHARACTERS]


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(likely | anything, max_size=30), min_size=20, max_size=40))
def test_any_text_is_the_same_in_python_and_sql(texts):
    for name, function in FUNCTIONS.items():
        assert in_sql(name, texts) == [function(text) for text in texts], name


def test_the_migration_holds_the_tables_of_today():
    written = Path(platform_migrations.__file__).with_name("0002_text_functions.sql").read_text(encoding="utf-8")
    assert written.endswith("\n".join(statements()))


@pytest.mark.django_db
def test_functions_may_stand_in_an_index_and_in_parallel_plans():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, provolatile, proparallel FROM pg_proc"
            " WHERE pronamespace = 'konullu_text'::regnamespace ORDER BY proname"
        )
        assert cursor.fetchall() == [(name, "i", "s") for name in sorted(FUNCTIONS)]
        cursor.execute(
            "CREATE TEMP TABLE names (name text, folded text GENERATED ALWAYS AS (konullu_text.fold(name)) STORED)"
        )
        cursor.execute("CREATE INDEX ON names USING gin (folded public.gin_trgm_ops)")
        cursor.execute('CREATE INDEX ON names (konullu_text.sort_key_az(name) COLLATE "C")')
        cursor.execute("INSERT INTO names (name) VALUES ('Könüllülük') RETURNING folded")
        assert cursor.fetchone() == ("konulluluk",)
        cursor.execute("SELECT public.similarity(folded, konullu_text.fold('KONULLULUK')) FROM names")
        assert cursor.fetchone() == (1.0,)


@pytest.mark.parametrize(
    ("expression", "called"),
    [
        (Fold(Value("Şəki")), "konullu_text.fold(%s)"),
        (SortKey(Value("Şəki"), "kk"), '(konullu_text.sort_key_kk(%s) COLLATE "C")'),
        (SortKey(Value("Şəki"), "pl'; DROP"), '(konullu_text.sort_key_en(%s) COLLATE "C")'),
    ],
)
@pytest.mark.django_db
def test_expressions_call_the_functions_and_an_unknown_language_sorts_as_english(expression, called):
    compiler = Entry.objects.all().query.get_compiler("default")
    sql, values = expression.resolve_expression(compiler.query).as_sql(compiler, connection)
    assert (sql, list(values)) == (called, ["Şəki"])
