"""Public answers: anybody may keep them for a while, and ask afterwards whether they are still the same."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

type Run = Callable[..., HttpResponse]


def public(*, seconds: int) -> Callable[[Run], Run]:
    """For decorate_view: an ETag, and Cache-Control for so many seconds. Errors are not kept."""

    def decorator(run: Run) -> Run:
        @wraps(run)
        def kept(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            answer = run(request, **kwargs)
            if answer.status_code < 400:
                patch_cache_control(answer, public=True, max_age=seconds)
            return answer

        made: Run = conditional_page(kept)
        return made

    return decorator
