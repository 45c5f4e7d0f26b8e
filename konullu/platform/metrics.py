"""Numbers for Prometheus. Labels are route names and codes, never addresses or ids.

Several server processes write to one folder (PROMETHEUS_MULTIPROC_DIR, set by wsgi.py before this import) and
whichever is asked adds them up. `konullu up` calls `clear` before it starts them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Counter("konullu_requests", "Requests by route and status", ["route", "method", "status"])
SECONDS = Histogram(
    "konullu_request_seconds",
    "Time until the answer is ready, by route",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def observe(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request. `route` is the URL's name, so that the number of series stays small."""
    REQUESTS.labels(route=route, method=method if method in _METHODS else "other", status=str(status)).inc()
    SECONDS.labels(route=route).observe(seconds)


def text() -> bytes:
    """Everything in the Prometheus text format, the sum over all server processes."""
    if not os.environ.get(_FOLDER):
        return generate_latest(REGISTRY) + generate_latest(_queue())
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry) + generate_latest(_queue())


def clear(folder: Path) -> None:
    """Make the folder, and forget what the processes of an earlier start counted."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        file.unlink(missing_ok=True)


def _queue() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_QueueDepth())
    return registry


class _QueueDepth(Collector):
    """Jobs by queue and state, and how long the oldest due one has been waiting: asked when somebody reads."""

    def collect(self) -> Iterator[Metric]:
        depth = GaugeMetricFamily("konullu_jobs", "Jobs by queue and state", labels=["queue", "state"])
        age = GaugeMetricFamily("konullu_jobs_oldest_due_seconds", "Waiting time of the oldest due job")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs"
                " WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2"
            )
            for queue, state, count in cursor.fetchall():
                depth.add_metric([queue, state], count)
            cursor.execute(
                "SELECT coalesce(max(extract(epoch FROM now() - coalesce(job.scheduled_at, event.at))), 0)::float"
                " FROM procrastinate_jobs job JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events"
                " WHERE job_id = job.id) event ON true"
                " WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())"
            )
            age.add_metric([], cursor.fetchone()[0])
        yield depth
        yield age
