import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from konullu.api.idempotency import idempotent
from konullu.platform import idempotency
from konullu.platform.models import IdempotencyKey

pytestmark = pytest.mark.django_db


class Somebody:
    is_authenticated = True

    def __init__(self, pk):
        self.pk = pk


@pytest.fixture
def make():
    """An operation that counts the things it made."""
    done = []

    @idempotent
    def run(request, **kwargs):
        body = json.loads(request.body)
        if body.get("wrong"):
            return HttpResponse("{}", status=409, content_type="application/problem+json")
        if body.get("broken"):
            raise ZeroDivisionError
        done.append(body)
        return HttpResponse(
            json.dumps({"id": len(done)}),
            status=201,
            content_type="application/json",
            headers={"Location": f"/{len(done)}"},
        )

    def post(body, key="11111111-aaaa", user=None, path="/api/v1/things"):
        headers = {"Idempotency-Key": key} if key is not None else {}
        request = RequestFactory().post(path, json.dumps(body), content_type="application/json", headers=headers)
        request.user = user or AnonymousUser()
        return run(request)

    post.done = done
    return post


def code(answer):
    return json.loads(answer.content)["code"]


def test_a_retry_gets_the_stored_answer_and_makes_nothing(make):
    first, second = make({"a": 1}), make({"a": 1})
    assert (second.status_code, second.content, second["Location"]) == (201, first.content, "/1")
    assert second["Content-Type"] == "application/json"
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert len(make.done) == 1


def test_the_same_key_with_another_body_or_address_is_refused(make):
    make({"a": 1})
    other = make({"a": 2})
    assert (other.status_code, code(other)) == (422, "idempotency_key_reused")
    assert make({"a": 1}, path="/api/v1/others").status_code == 422
    assert len(make.done) == 1


@pytest.mark.parametrize("key", [None, "", "short", "x" * 256, "has space", "ə" * 8])
def test_without_a_proper_key_nothing_is_done(make, key):
    answer = make({"a": 1}, key=key)
    assert (answer.status_code, code(answer)) == (400, "idempotency_key_missing")
    assert make.done == []


def test_two_people_may_use_the_same_key(make):
    make({"a": 1}, user=Somebody(1))
    answer = make({"a": 1}, user=Somebody(2))
    assert "Idempotency-Replayed" not in answer
    assert len(make.done) == 2


def test_a_refusal_or_an_error_leaves_the_key_free(make):
    assert make({"wrong": 1}).status_code == 409
    with pytest.raises(ZeroDivisionError):
        make({"broken": 1})
    assert not IdempotencyKey.objects.exists()
    assert make({"a": 1}).status_code == 201


def test_while_the_first_is_running_the_second_is_told_to_wait(make, monkeypatch):
    monkeypatch.setattr(idempotency, "_PAUSE", 0.01)
    monkeypatch.setattr("konullu.api.idempotency.PATIENCE_SECONDS", 0.05)
    seen = []

    @idempotent
    def outer(request, **kwargs):
        seen.append(outer(request))  # the same request comes in again while this one is at work
        return HttpResponse("{}", status=201)

    request = RequestFactory().post(
        "/api/v1/things", b"{}", content_type="application/json", headers={"Idempotency-Key": "k" * 8}
    )
    request.user = AnonymousUser()
    assert outer(request).status_code == 201
    [inner] = seen
    assert (inner.status_code, code(inner), inner["Retry-After"]) == (409, "idempotency_key_busy", "1")


def test_the_stored_answer_can_not_be_read_in_the_database(make):
    make({"a": 1})
    assert '{"id": 1}' not in str(IdempotencyKey.objects.values().get())
