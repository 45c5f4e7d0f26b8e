"""The database of a test run: migrated once, copied for every process, copied anew after each transactional test."""

import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

if "KONULLU_TEST_RUN" not in os.environ:
    sys.exit("tests.throwaway was not loaded: run pytest with `-p tests.throwaway` (pyproject.toml does so).")

# Permanent people and their sign-in, for every test.
pytest_plugins = ["tests.signing_in", "tests.people", "tests.jobs"]

RUN = Path(os.environ["KONULLU_TEST_RUN"])
TEMPLATE = os.environ["KONULLU_TEST_DATABASE"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id) -> Iterator[None]:
    """In place of pytest-django's own, which would migrate once per process."""
    own = f"{TEMPLATE}_{worker_id}"
    with django_db_blocker.unblock():
        migrate_template_once()
        copy_template(own)
    TransactionTestCase._fixture_teardown = lambda test_case: copy_template(own)
    yield
    with django_db_blocker.unblock():
        point_at(own)  # closes the pool; tests.throwaway takes the databases away


def migrate_template_once() -> None:
    """The first process that needs a database makes the template, the others wait for it."""
    with (RUN / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (RUN / "template").exists():
            connection.settings_dict["TEST"]["NAME"] = TEMPLATE
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            (RUN / "template").touch()


def copy_template(name: str) -> None:
    """A database as migrated, in a tenth of a second. Unlike a flush it keeps what migrations put in."""
    point_at(name)
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')


def point_at(name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


@pytest.fixture(autouse=True)
def azerbaijani_first() -> Iterator[None]:
    """Each test begins in the product's first language, whatever the one before has left."""
    with translation.override("az"):
        yield
