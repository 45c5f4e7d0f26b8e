"""The rate of the outbox, beside a plain INSERT of the same rows in the same run and database.

Ceiling: one INSERT of a message and two of deliveries in one transaction, committed, by the same connection. Queue:
`messaging.operations.queue`, which
also renders the letter, seals it, looks up choices and orders the job. Deliver: lease, a gateway that answers at
once, mark; two commits a letter.

    uv run python -m benchmarks.bench_outbox [--letters 500]
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import django
from django.core.management import call_command
from django.db import connection, transaction

from konullu.launcher.embedded import Server
from konullu.platform import catalogs
from konullu.platform.ids import new_id

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
TEMPLATE = "organisations/letters/role_changed"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=500)
    letters = parser.parse_args().letters
    folder = Path(tempfile.mkdtemp(prefix="konullu-bench-"))
    server = Server(folder / "server", settings={})
    try:
        prepare(server.start(), folder)
        report(letters)
    finally:
        connection.close()
        connection.close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(url: str, folder: Path) -> None:
    os.environ.update(DATABASE_URL=url, KONULLU_DATA=str(folder / "data"), DJANGO_SETTINGS_MODULE="konullu.settings")
    catalogs.compile_all()
    django.setup()
    call_command("migrate", verbosity=0)


def report(letters: int) -> None:
    from konullu.accounts.models import Person

    person = Person.objects.create(
        created_at=NOW, name="Aygün Məmmədova", birth_year=1990, email="aygun@people.example"
    )
    ceiling = rate(lambda: insert(person.pk), letters)
    queued = rate(lambda: write(person), letters)
    delivered = deliver_all()
    print(f"plain INSERT (ceiling)   {ceiling:8.0f} letters/s   1.00")
    print(f"queue                    {queued:8.0f} letters/s   {queued / ceiling:.2f}")
    print(f"deliver, one worker      {delivered:8.0f} letters/s   {delivered / ceiling:.2f}")


def rate(act: Callable[[], object], times: int) -> float:
    """Acts a second, after twenty to warm up."""
    for _ in range(20):
        act()
    start = time.perf_counter()
    for _ in range(times):
        act()
    return times / (time.perf_counter() - start)


def insert(person_id: object) -> None:
    """The same rows with words of the same length, and nothing else."""
    words = "x" * 400
    with transaction.atomic(), connection.cursor() as cursor:
        message = new_id()
        cursor.execute(
            "INSERT INTO messaging_message (id, created_at, person_id, address_hash, template, "
            "kind, is_urgent, language,"
            " subject, text, action, url, sms, html, key, read_at, words_forgotten_at)"
            " VALUES (%s, %s, %s, '', %s, 'work', false, 'az', %s, %s, '', %s, '', '', NULL, NULL, NULL)",
            [message, NOW, person_id, TEMPLATE, words, words, words],
        )
        for channel, state, due in (("inbox", "delivered", None), ("ceiling", "queued", NOW)):
            cursor.execute(
                "INSERT INTO messaging_delivery (id, created_at, message_id, channel, address, state, attempts,"
                " next_attempt_at, last_error, last_error_detail, reference, sent_at, ended_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, 0, %s, '', '', '', NULL, NULL)",
                [new_id(), NOW, message, channel, words[:150], state, due],
            )


def write(person: object) -> None:
    from konullu.messaging import registry
    from konullu.messaging.operations import queue

    queue(to=person, template=TEMPLATE, context=dict(registry.letter(TEMPLATE).example), now=NOW)


def deliver_all() -> float:
    from konullu.messaging.models import Delivery
    from konullu.messaging.operations.sending import deliver
    from konullu.platform.gateways import Sent

    waiting = list(Delivery.objects.filter(channel="email", state="queued").values_list("pk", flat=True))
    with patch("konullu.messaging.channels.mail.send_mail", lambda **_: Sent(gateway="smtp", reference="b")):
        start = time.perf_counter()
        for delivery_id in waiting:
            deliver(delivery_id=delivery_id, now=NOW)
        seconds = time.perf_counter() - start
    assert Delivery.objects.filter(channel="email", state="sent").count() == len(waiting)
    return len(waiting) / seconds


if __name__ == "__main__":
    main()
