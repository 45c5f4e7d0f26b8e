"""For machines: /health/live, /health/ready, /health/worker and /metrics, and the middleware that counts requests."""

import hmac
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from konullu.platform import health, metrics

_LOOPBACK = {"127.0.0.1", "::1"}
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return _answer(health.live())


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    return _answer(health.ready())


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    return _answer(health.worker(now=request.now))


@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Open to this machine itself, and to whoever shows METRICS_TOKEN; for everybody else the page does not exist."""
    if not _may_read_metrics(request):
        return HttpResponse("Not found\n", status=404, content_type="text/plain")
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def count_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: route name, status and time of each answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        metrics.observe(
            route=(match.view_name or match.route) if match else "none",
            method=request.method or "",
            status=response.status_code,
            seconds=time.perf_counter() - start,
        )
        return response

    return middleware


def _answer(found: dict[str, object]) -> JsonResponse:
    return JsonResponse(found, status=200 if found["ok"] else 503, headers={"Cache-Control": "no-store"})


def _may_read_metrics(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return True
    # A proxy on this machine makes everybody look like this machine; it also says that it forwards.
    forwarded = any(request.headers.get(name) for name in _FORWARDED)
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not forwarded
