"""A small product with every sin that the access matrix is there for. Used by test_engine.py only."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tests.people import PRIVATE


@require_GET
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>nothing private</p>")


@require_GET
def leaking(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{PRIVATE['aygun.email']}</p>")


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("form")


@require_POST
def for_people(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done" if request.user.is_authenticated else "who are you", status=200)


def says_no_method(request: HttpRequest) -> HttpResponse:
    return HttpResponse("anything")


app_name = "planted"
urlpatterns = [
    path("open/", open_to_all, name="open"),
    path("leaking/", leaking, name="leaking"),
    path("form/", form, name="form"),
    path("people/<uuid:person_id>/", for_people, name="people"),
]
