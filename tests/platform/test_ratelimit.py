from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import transaction
from django.utils import translation

from konullu.platform.models import RateLimit
from konullu.platform.ratelimit import Wait, forgive, take
from tests.platform.racing import at_once

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def use(moment=NOON, key="+994501234567", bucket="test", limit=3):
    return take(bucket=bucket, key=key, limit=limit, per=HOUR, now=moment)


@pytest.mark.django_db
def test_the_fourth_use_waits_until_the_first_is_an_hour_old():
    first = [use(NOON + timedelta(minutes=m)) for m in (0, 10, 20)]
    refused = use(NOON + timedelta(minutes=30))
    assert first == [None, None, None]
    assert refused == Wait(until=NOON + HOUR, seconds=1800)
    assert use(refused.until - timedelta(seconds=1)) == Wait(until=NOON + HOUR, seconds=1)
    assert use(refused.until) is None
    assert use(refused.until) == Wait(until=NOON + timedelta(minutes=70), seconds=600)


@pytest.mark.django_db
def test_in_no_hour_whatever_are_there_more_than_the_limit():
    """A fixed window would let six through around its edge."""
    passed = [NOON + timedelta(minutes=5 * n) for n in range(60) if use(NOON + timedelta(minutes=5 * n)) is None]
    assert all(later - earlier >= HOUR for earlier, later in zip(passed, passed[3:], strict=False))
    assert len(passed) == 15


@pytest.mark.django_db
def test_keys_and_buckets_do_not_count_for_each_other():
    for _ in range(3):
        use()
    assert use() is not None
    assert use(key="+994557654321") is None
    assert use(bucket="other") is None


@pytest.mark.django_db
def test_a_refused_use_is_not_counted():
    for _ in range(10):
        use()
    assert len(RateLimit.objects.get().taken_at) == 3


@pytest.mark.django_db
def test_forgiven_uses_are_forgotten():
    for _ in range(3):
        use()
    forgive(bucket="test", key="+994501234567")
    assert use() is None


@pytest.mark.django_db
def test_a_lowered_limit_counts_what_was_used_before():
    for minute in range(3):
        use(NOON + timedelta(minutes=minute))
    assert use(NOON + timedelta(minutes=5), limit=2) == Wait(until=NOON + timedelta(minutes=61), seconds=3360)


@pytest.mark.django_db
def test_the_number_itself_is_not_in_the_table():
    use()
    assert "994501234567" not in str(list(RateLimit.objects.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_limit_that_makes_no_sense_is_an_error(limit):
    with pytest.raises(ValueError, match="limit"):
        use(limit=limit)


@pytest.mark.django_db
def test_inside_a_transaction_it_refuses_to_count():
    """The count would be undone together with the act that was refused."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        use()
    assert not RateLimit.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1, "Try again in 1 second."),
        (59, "Try again in 59 seconds."),
        (61, "Try again in 2 minutes."),
        (7201, "Try again in 3 hours."),
    ],
)
def test_the_waiting_time_is_said_in_words(seconds, expected):
    with translation.override("en"):
        assert str(Wait(until=NOON, seconds=seconds).next_step) == expected


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_share_the_last_place():
    taken = at_once(6, lambda _: use(limit=1))
    assert taken.count(None) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_single_statement_they_would():
    """The same rule as two statements, count and then write: all six see an empty place."""
    seen = Barrier(6)

    def naive(_):
        free = not RateLimit.objects.filter(bucket="naive").exists()
        seen.wait(timeout=30)
        if free:
            RateLimit.objects.bulk_create(
                [RateLimit(bucket="naive", key="k", taken_at=[NOON], expires_at=NOON)], ignore_conflicts=True
            )
        return free

    assert at_once(6, naive).count(True) > 1
