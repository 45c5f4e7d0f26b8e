"""Every error of the API is a problem (RFC 9457), whoever made it."""

import json
from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled

from konullu.api import problems
from konullu.platform.errors import NotVisible, Refusal, Refused
from konullu.platform.ratelimit import Wait

REFUSAL = Refusal(
    code="tests.too_young", text="You are too young.", next_step="Ask your parents.", field="birth_date", article="AZ-7"
)


def answer_to(error):
    """What the API answers when an operation raises this."""
    api = NinjaAPI(urls_namespace=f"tests-{id(error)}")
    problems.register(api)
    return api.on_exception(RequestFactory().get("/"), error)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Refused(REFUSAL), 409, "refused"),
        (NotVisible(), 404, "not_found"),
        (problems.TooOften(Wait(until=datetime(2026, 11, 25, tzinfo=UTC), seconds=90)), 429, "too_often"),
        (HttpError(400, "Cannot parse request body"), 400, "malformed"),
        (AuthenticationError(), 401, "sign_in_needed"),
        (Throttled(wait=5), 429, "too_often"),
        (HttpError(418, "teapot"), 418, "error"),
        (OperationalError("server at 10.0.0.7 closed the connection"), 503, "unavailable"),
        (ZeroDivisionError("secret"), 500, "internal"),
    ],
)
def test_each_kind_of_error_has_its_status_and_code(error, status, code, caplog):
    answer = answer_to(error)
    body = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (body["status"], body["code"], body["type"]) == (status, code, "about:blank")
    assert body["title"]
    assert body["instance"].startswith("urn:konullu:request:")
    assert not any(word in str(body) for word in ("10.0.0.7", "secret"))
    assert bool(caplog.records) is (status in (500, 503))  # our own mistakes are told to the operator


def test_a_refusal_carries_all_its_reasons_with_the_next_step():
    other = Refusal(code="tests.full", text="It is full.", next_step="Choose another day.")
    body = json.loads(answer_to(Refused([REFUSAL, other])).content)
    assert body["errors"] == [
        {
            "code": "tests.too_young", "detail": "You are too young.", "next_step": "Ask your parents.",
            "field": "birth_date", "article": "AZ-7",
        },
        {"code": "tests.full", "detail": "It is full.", "next_step": "Choose another day."},
    ]  # fmt: skip


def test_a_limit_says_when_to_come_back():
    answer = answer_to(problems.TooOften(Wait(until=datetime(2026, 11, 25, tzinfo=UTC), seconds=90)))
    assert answer["Retry-After"] == "90"
    assert json.loads(answer.content)["detail"]


def test_what_does_not_fit_is_named_but_not_repeated():
    api = NinjaAPI(urls_namespace="tests-invalid")
    problems.register(api)

    class Thing(Schema):
        name: str
        count: int

    @api.post("/things")
    def make(request, thing: Thing): ...

    view = next(one.callback for one in api.urls[0] if str(one.pattern) == "things")
    request = RequestFactory().post("/things", {"name": 7, "count": "hidden-value"}, content_type="application/json")
    answer = view(request)
    body = json.loads(answer.content)
    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in body["errors"]] == [
        ("body.thing.name", "string_type"), ("body.thing.count", "int_parsing"),
    ]  # fmt: skip
    assert "hidden-value" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "", 404, "not_found"),
        ("get", "nothing/here", 404, "not_found"),
        ("post", "nothing", 404, "not_found"),
        ("get", "countries/", 404, "not_found"),
        ("post", "countries", 405, "method_not_allowed"),
        ("delete", "cities", 405, "method_not_allowed"),
        ("get", "countries/XX/regions", 404, "not_found"),
        ("get", "countries/azerbaijan/regions", 422, "invalid"),
        ("get", "regions/AZ-ZZZ", 404, "not_found"),
        ("get", "regions/AZ-%00", 422, "invalid"),
        ("get", "cities/0", 422, "invalid"),
        ("get", "cities/99999999999999999999", 422, "invalid"),
        ("get", "cities/x", 422, "invalid"),
        ("get", "cities/7", 404, "not_found"),
        ("get", "cities?limit=0", 422, "invalid"),
        ("get", "cities?limit=201", 422, "invalid"),
        ("get", "cities?limit=\u0663", 422, "invalid"),
        ("get", "cities?after=%00", 422, "invalid"),
        ("get", "cities?after=AAAA", 422, "invalid"),
        ("get", "cities?after=" + "A" * 100, 422, "invalid"),
        ("get", "cities?country=az", 422, "invalid"),
        ("get", "cities?region=%27%3B--", 422, "invalid"),
        ("get", "countries?language=tlh", 422, "invalid"),
        ("get", "cities/nearest", 422, "invalid"),
        ("get", "cities/nearest?latitude=91&longitude=0", 422, "invalid"),
        ("get", "cities/nearest?latitude=nan&longitude=0", 422, "invalid"),
        ("get", "cities/nearest?latitude=inf&longitude=0", 422, "invalid"),
    ],
)
def test_wrong_addresses_and_values_are_problems_too(client, method, path, status, code):
    answer = getattr(client, method)(f"/api/v1/{path}")
    body = json.loads(answer.content)
    assert (answer.status_code, body["code"]) == (status, code), body
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    if status == 405:
        assert "GET" in answer["Allow"]


@pytest.mark.django_db
def test_problems_are_told_in_the_language_that_was_asked_for(client):
    said = {
        language: client.get("/api/v1/nothing", headers={"Accept-Language": language}).json()["detail"]
        for language in ("az", "en", "ru")
    }
    assert len(set(said.values())) == 3
