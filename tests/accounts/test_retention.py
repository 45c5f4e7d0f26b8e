"""After ten years the records of erased people go; the database lets nothing younger go, and nothing of the living."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from konullu.accounts.models import AccessRecord, Consent
from konullu.accounts.operations.retention import forget_old
from konullu.journal.models import Entry
from konullu.platform import clock
from tests.accounts.persons import adult

pytestmark = pytest.mark.django_db


def record_of(person, at: datetime) -> AccessRecord:
    return AccessRecord.objects.create(
        created_at=at, person=person, reader_label="team", purpose="team", fields=["name"]
    )


def test_old_records_of_erased_people_go_and_nothing_else() -> None:
    now = clock.now()  # the database asks its own clock
    living, gone = adult(), adult(erased_at=now)
    old, young = now - timedelta(days=3660), now - timedelta(days=3640)
    stays = [record_of(living, old), record_of(gone, young)]
    record_of(gone, old)
    assert forget_old(now=now) == 1
    assert set(AccessRecord.objects.all()) == set(stays)
    assert Entry.objects.get(verb="accounts.retention_ended").detail == {"rows": 1}
    assert forget_old(now=now) == 0


def test_clock_of_the_application_alone_opens_nothing() -> None:
    """A wrong clock in the worker must not empty the ledger."""
    gone = adult(erased_at=clock.now())
    record_of(gone, clock.now())
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        forget_old(now=datetime(2099, 1, 1, tzinfo=UTC))
    assert AccessRecord.objects.count() == 1


@pytest.mark.parametrize("model", [Consent, AccessRecord])
def test_whole_table_cannot_be_emptied(model) -> None:
    table = model._meta.db_table
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")
