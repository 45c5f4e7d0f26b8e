from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from konullu.journal.models import Entry
from konullu.journal.operations import record
from konullu.journal.queries import entries_about, entries_by, entries_on_behalf_of
from konullu.platform import request_id

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def write(**changed):
    return record(**{
        "verb": "tests.happened", "subject_kind": "tests.thing", "subject_id": uuid4(), "actor_id": uuid4(),
        "now": NOON, **changed,
    })  # fmt: skip


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


ATTEMPTS = {
    "save": lambda: Entry.objects.get().save(),
    "update": lambda: Entry.objects.update(verb="tests.forged"),
    "update of nothing": lambda: Entry.objects.filter(verb="none").update(verb="tests.forged"),
    "delete": lambda: Entry.objects.get().delete(),
    "delete all": lambda: Entry.objects.all().delete(),
    "upsert": lambda: Entry.objects.bulk_create(
        Entry.objects.all(), update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
    ),
    "raw update": lambda: execute("UPDATE journal_entry SET actor_id = NULL"),
    "raw update by join": lambda: execute(
        "UPDATE journal_entry e SET verb = 'x' FROM journal_entry o WHERE o.id = e.id"
    ),
    "raw delete": lambda: execute("DELETE FROM journal_entry"),
    "raw truncate": lambda: execute("TRUNCATE journal_entry"),
    "truncate with others": lambda: execute("TRUNCATE journal_entry, platform_mailboxitem CASCADE"),
    "merge": lambda: execute(
        "MERGE INTO journal_entry e USING (SELECT 1) one ON true WHEN MATCHED THEN UPDATE SET verb = 'tests.forged'"
    ),
    "writable query": lambda: execute("WITH gone AS (DELETE FROM journal_entry RETURNING 1) SELECT * FROM gone"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_written_can_not_be_changed_or_removed(attempt):
    entry = write()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ATTEMPTS[attempt]()
    assert Entry.objects.get() == entry
    assert Entry.objects.get().verb == "tests.happened"


def test_a_superuser_is_refused_too():
    """This is how far the promise goes: not beyond a superuser who first switches the trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("the role of this server is no superuser; the other tests cover it")
        write()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute("DELETE FROM journal_entry")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM journal_entry")
        assert cursor.rowcount == 1


def test_a_line_says_who_did_what_to_what_when_for_whom_and_in_which_request():
    subject, actor, minor = uuid4(), uuid4(), uuid4()
    token = request_id.begin("request-0001")
    try:
        entry = write(subject_id=subject, actor_id=actor, on_behalf_of_id=minor, detail={"code": "x"})
    finally:
        request_id.end(token)
    entry.refresh_from_db()
    assert (entry.verb, entry.subject_kind, entry.subject_id) == ("tests.happened", "tests.thing", subject)
    assert (entry.actor_id, entry.on_behalf_of_id, entry.created_at) == (actor, minor, NOON)
    assert (entry.detail, entry.request_id) == ({"code": "x"}, "request-0001")
    assert write(actor_id=None).request_id == ""


def test_a_line_is_undone_together_with_its_act():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_lines_are_found_by_subject_by_actor_and_by_the_one_acted_for_latest_first():
    subject, actor, minor = uuid4(), uuid4(), uuid4()
    mine = [
        write(subject_id=subject, actor_id=actor, on_behalf_of_id=minor, now=NOON + timedelta(minutes=n))
        for n in range(3)
    ]
    write()
    write(subject_id=subject, subject_kind="tests.other")
    for found in (entries_about("tests.thing", subject), entries_by(actor), entries_on_behalf_of(minor)):
        assert list(found) == mine[::-1]
