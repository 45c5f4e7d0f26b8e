"""`@fresh`: a sensitive act asks to show again that it is the person, unless that was done in the last 15 minutes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from konullu.web.ui.signing_in import is_confirmed

type View = Callable[..., HttpResponse]


def fresh(back: str) -> Callable[[View], View]:
    """Wrap a view of a signed-in person. back: the name of the page to return to after the confirmation.

    The page of the form is wrapped as well as the act itself, so that nobody fills a form in vain:

        @login_required
        @fresh(back="volunteer:data")
        def erasure(request): ...
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_confirmed(request):
                return view(request, *args, **kwargs)
            here = request.get_full_path() if request.method in ("GET", "HEAD") else reverse(back)
            return HttpResponseRedirect(f"{reverse('volunteer:confirmation')}?{urlencode({'next': here})}")

        wrapped.needs_confirmation = True
        return wrapped

    return decorate
