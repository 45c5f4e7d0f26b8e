"""How often the open API may be read: counted in memory for each network, whatever the answer is."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konullu.api import reading
from konullu.api.reading import Buckets
from konullu.platform import clock

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def taken(buckets: Buckets, times: int, *, key: str = "a", now: datetime = NOW, per_minute: int = 60) -> int:
    """How many of so many reads at one moment were let through."""
    return sum(buckets.take(key, per_minute=per_minute, now=now) is None for _ in range(times))


def test_a_bucket_gives_what_it_holds_and_fills_up_again_evenly() -> None:
    buckets = Buckets()
    assert taken(buckets, 100) == 60
    assert taken(buckets, 100, now=NOW + SECOND) == 1
    assert taken(buckets, 100, now=NOW + 11 * SECOND) == 10
    assert taken(buckets, 100, now=NOW + timedelta(hours=9)) == 60


def test_the_wait_is_told_in_whole_seconds_and_holds() -> None:
    buckets = Buckets()
    taken(buckets, 6, per_minute=6)
    wait = buckets.take("a", per_minute=6, now=NOW)
    assert wait is not None
    assert (wait.seconds, wait.until) == (10, NOW + 10 * SECOND)
    assert taken(buckets, 1, per_minute=6, now=NOW + 9 * SECOND) == 0
    assert taken(buckets, 1, per_minute=6, now=wait.until) == 1


def test_networks_do_not_take_from_each_other() -> None:
    buckets = Buckets()
    assert (taken(buckets, 100, key="a"), taken(buckets, 100, key="b")) == (60, 60)


def test_a_clock_that_is_set_back_gives_nothing() -> None:
    buckets = Buckets()
    taken(buckets, 60)
    assert taken(buckets, 10, now=NOW - timedelta(days=1)) == 0


def test_memory_is_bounded_and_the_longest_away_is_forgotten_first() -> None:
    buckets = Buckets(keys_at_most=2)
    for key in ("a", "b"):
        taken(buckets, 60, key=key)
    taken(buckets, 1, key="a")  # seen again, though in vain
    taken(buckets, 60, key="c")
    assert taken(buckets, 100, key="a") == 0
    assert taken(buckets, 100, key="b") == 60


def test_threads_can_not_take_one_token_twice() -> None:
    buckets, counts = Buckets(), []
    threads = [threading.Thread(target=lambda: counts.append(taken(buckets, 2000, per_minute=3000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sum(counts) == 3000


@pytest.fixture
def two_a_minute(settings, monkeypatch):
    settings.API_READS_PER_MINUTE = 2
    monkeypatch.setattr(reading, "_buckets", Buckets())
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.django_db
def test_one_read_too_many_is_a_problem_with_the_time_to_wait(client, two_a_minute, monkeypatch) -> None:
    assert [client.get("/api/v1/countries").status_code for _ in range(2)] == [200, 200]
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/api/v1/countries", headers={"Accept-Language": "az"})
    assert len(queries) == 0
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert (answer.json()["code"], answer["Retry-After"], answer["Cache-Control"]) == ("too_often", "30", "no-store")
    assert answer.json()["detail"] == "30 saniyədən sonra yenidən cəhd edin."
    monkeypatch.setattr(clock, "now", lambda: NOW + 30 * SECOND)
    assert client.get("/api/v1/countries").status_code == 200


@pytest.mark.django_db
def test_an_answer_that_says_nothing_new_counts_too(client, two_a_minute) -> None:
    tag = client.get("/api/v1/countries")["ETag"]
    asked_again = [client.get("/api/v1/countries", headers={"If-None-Match": tag}).status_code for _ in range(2)]
    assert asked_again == [304, 429]


@pytest.mark.django_db
def test_heads_errors_and_the_description_count_and_a_post_does_not(client, two_a_minute) -> None:
    assert client.head("/api/v1/countries").status_code == 200
    assert client.get("/api/v1/regions/XX-NO").status_code == 404
    assert client.get("/api/v1/openapi.json").status_code == 429
    assert client.post("/api/v1/sms-receipts").status_code not in (200, 429)


@pytest.mark.django_db
def test_neighbours_share_a_network_and_others_do_not(client, two_a_minute, settings) -> None:
    settings.PROXIES = 1

    def read(address: str) -> int:
        return client.get("/api/v1/countries", headers={"X-Forwarded-For": address}).status_code

    assert [read("94.20.30.1"), read("94.20.30.2"), read("94.20.30.3"), read("94.20.31.1")] == [200, 200, 429, 200]


@pytest.mark.django_db
def test_the_limit_can_be_taken_away(client, two_a_minute, settings) -> None:
    settings.API_READS_PER_MINUTE = 0
    assert {client.get("/api/v1/countries").status_code for _ in range(5)} == {200}
