"""The engine itself: it finds every route, misses no row, and sees a wrong outcome and a leak."""

from types import ModuleType

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import URLPattern, path

from tests.access import planted_urls
from tests.access.asking import ask_all, sins_of_outcome, sins_of_privacy
from tests.access.policy import NAMES, Policy, sins_of_rows
from tests.access.routes import Route, api_routes, methods_of, routes
from tests.people import World

HERE = "tests.access.planted_urls"


def policy_of(rows: dict[str, dict[str, int]]) -> Policy:
    module = ModuleType("rows_planted")
    module.ROWS = rows  # type: ignore[attr-defined]
    module.arguments = lambda world, key: {"person_id": world.cavid.pk} if "people" in key else {}  # type: ignore[attr-defined]
    made = Policy()
    made.add(module)
    return made


def urlconf_of(*patterns: URLPattern) -> ModuleType:
    module = ModuleType("planted")
    module.urlpatterns = list(patterns)  # type: ignore[attr-defined]
    return module


def test_every_method_of_every_address_is_found() -> None:
    assert [route.key for route in routes(HERE)] == [
        "GET open",
        "GET leaking",
        "GET form",
        "POST form",
        "POST people",
    ]


def test_a_view_that_says_no_method_is_refused() -> None:
    with pytest.raises(ValueError, match="does not say its methods"):
        methods_of(planted_urls.says_no_method)


def test_a_view_of_a_dependency_has_the_methods_that_its_rows_name() -> None:
    def foreign(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    foreign.__module__ = "allauth.views"
    route = [Route(method, "identity", "identity/") for method in methods_of(foreign)]
    assert list(sins_of_rows(route, {})) == ["no row for GET identity (identity/)"]
    assert list(sins_of_rows(route, {"GET identity": {"*": 302}, "POST identity": {"*": 405}})) == []


def test_two_addresses_with_one_name_are_refused() -> None:
    twice = urlconf_of(*planted_urls.urlpatterns, path("again/", planted_urls.form, name="form"))
    with pytest.raises(ValueError, match="both called form"):
        routes(twice)


def test_an_address_without_a_name_is_refused() -> None:
    nameless = urlconf_of(path("again/", planted_urls.form))
    with pytest.raises(ValueError, match="has no name"):
        routes(nameless)


def test_operations_of_the_api_are_found_in_its_document() -> None:
    document = {
        "paths": {
            "/people/{person_id}/": {
                "post": {"parameters": [{"name": "person_id", "in": "path", "schema": {"format": "uuid"}}]},
                "head": {},
            }
        }
    }
    assert [route.key for route in api_routes(document, HERE)] == ["POST people"]


def test_a_missing_an_idle_and_a_half_row_are_caught() -> None:
    rows = {
        "GET open": {"*": 200},
        "GET leaking": {"nobody": 302, "volunteer": 200},
        "GET form": {"*": 200, "emperor": 200},
        "POST people": {"*": 404},
        "DELETE people": {"*": 404},
    }
    silent = ", ".join(sorted(set(NAMES) - {"nobody", "volunteer"}))
    assert list(sins_of_rows(routes(HERE), rows)) == [
        "no row for POST form (form/)",
        f"GET leaking does not say what happens to {silent}",
        "GET form speaks of emperor, which is no role",
        "a row for DELETE people, which is no route",
    ]


def test_two_rows_for_one_route_are_refused() -> None:
    module = ModuleType("rows_planted")
    module.ROWS = {"GET open": {"*": 200}}  # type: ignore[attr-defined]
    made = Policy()
    made.add(module)
    with pytest.raises(ValueError, match="two rows"):
        made.add(module)


@override_settings(ROOT_URLCONF=HERE, MIDDLEWARE=[])
def test_a_wrong_outcome_and_a_leak_are_caught(world: World) -> None:
    policy = policy_of({"GET open": {"*": 200, "nobody": 302}, "GET leaking": {"*": 200}})
    answers = ask_all(world, policy, routes(HERE))
    assert list(sins_of_outcome(answers, policy)) == ["GET open as nobody: 200, the policy says 302"]
    assert list(sins_of_privacy(answers)) == [
        f"GET leaking shows aygun.email to {role}" for role in NAMES if role != "volunteer"
    ]
