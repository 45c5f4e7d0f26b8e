"""/api/v1/: the operations, their description (openapi.json), and a problem for everything else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path

from konullu.api import problems
from konullu.api.description import Api, Renderer
from konullu.api.reading import counted
from konullu.api.v1 import opportunities, organisations, places, sms_receipts

api = Api(
    title="Könüllü",
    version="1",
    description=(
        "The open API of Könüllü. Errors are RFC 9457 problems with a stable `code`. Times are RFC 3339 in UTC. "
        "Lists give `items` and `next`, the address of the next page or null. Public data may be read without a key. "
        "A network may read 600 times a minute as delivered, answers 304 included; then comes 429 with Retry-After."
    ),
    urls_namespace="api",
    renderer=Renderer(),
    docs_url=None,  # no page of our own: the description below is made for tools
    openapi_extra={"info": {"license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}}},
)
problems.register(api)
api.add_router("", places.router)
api.add_router("", organisations.router)
api.add_router("", opportunities.router)
api.add_router("", sms_receipts.router)


def _with_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What Ninja answers by itself, such as 405, becomes a problem too; and HEAD is GET without the body."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        try:
            answer = _as_problem(view(request, *args, **kwargs))
        except Http404:
            answer = problems.not_found(request)
        if head:
            answer["Content-Length"] = str(len(answer.content))
            answer.content = b""
        return answer

    return wrapped


def _as_problem(answer: HttpResponse) -> HttpResponse:
    if answer.status_code < 400 or answer.get("Content-Type", "").startswith(problems.MEDIA_TYPE):
        return answer
    code = {405: "method_not_allowed"}.get(answer.status_code, "error")
    made = problems.problem(answer.status_code, code)
    if "Allow" in answer:
        made["Allow"] = answer["Allow"]
    return made


_patterns, _, _ = api.urls
for pattern in _patterns:
    pattern.callback = counted(_with_problems(pattern.callback))
app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [*_patterns, re_path(r"^.*$", problems.not_found, name="nothing")]
