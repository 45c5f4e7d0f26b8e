import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families

from konullu.platform import health


def samples(response):
    families = text_string_to_metric_families(response.content.decode())
    return {(s.name, *sorted(s.labels.items())): s.value for family in families for s in family.samples}


def test_live_asks_nothing_of_the_database(client):
    response = client.get(reverse("ui:health_live"))
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_the_database_is_there_and_migrated(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    response = client.get(reverse("ui:health_ready"))
    assert response.json() == {"ok": True, "checks": {"database": "ok", "migrations": "ok"}}
    assert response.status_code == 200


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name = '0002_append_only'")
    response = client.get(reverse("ui:health_ready"))
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "migrations": "1 pending"}


def test_not_ready_while_the_database_is_out_and_it_does_not_say_where_it_was(client, monkeypatch):
    def out():
        raise OperationalError("connection to server at 10.0.0.7 failed")

    monkeypatch.setattr(connection, "cursor", out)
    response = client.get(reverse("ui:health_ready"))
    assert response.status_code == 503
    assert response.json() == {"ok": False, "checks": {"database": "unreachable", "migrations": "unknown"}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, "", 200),
        ({"REMOTE_ADDR": "::1"}, "", 200),
        ({"REMOTE_ADDR": "203.0.113.9"}, "", 404),
        ({"REMOTE_ADDR": ""}, "", 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "", 404),  # a proxy on this machine
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"}, "", 404),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer t0ken"}, "t0ken", 200),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer other"}, "t0ken", 404),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer ə"}, "t0ken", 404),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "}, "", 404),
    ],
)
def test_metrics_are_for_this_machine_or_for_a_token(client, settings, headers, token, status):
    settings.METRICS_TOKEN = token
    response = client.get(reverse("ui:metrics"), **headers)
    assert response.status_code == status
    assert ("konullu_requests" in response.content.decode()) is (status == 200)


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_status_and_not_by_address(client):
    def counted(route, status, method="GET"):
        found = samples(client.get(reverse("ui:metrics")))
        return found.get(("konullu_requests_total", ("method", method), ("route", route), ("status", status)), 0)

    before = counted("ui:health_live", "200"), counted("none", "404", "other")
    client.get(reverse("ui:health_live"))
    client.generic("BREW", "/a-page-that-is-not-there-7b2e/")
    assert (counted("ui:health_live", "200"), counted("none", "404", "other")) == (before[0] + 1, before[1] + 1)
    page = client.get(reverse("ui:metrics")).content.decode()
    assert 'konullu_request_seconds_bucket{le="0.1",route="ui:health_live"}' in page
    assert "7b2e" not in page


@pytest.mark.django_db
def test_the_queue_is_measured_when_asked(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 't', 'todo')")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 't', 'failed')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 seconds'")
    found = samples(client.get(reverse("ui:metrics")))
    assert found["konullu_jobs", ("queue", "default"), ("state", "todo")] == 1
    assert found["konullu_jobs", ("queue", "default"), ("state", "failed")] == 1
    assert 89 <= found["konullu_jobs_oldest_due_seconds",] <= 120
