"""Nothing that anybody can send gives a 500: every form, every address, every question is tried with nonsense."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konullu.platform import clock
from tests.access.asking import clients, nothing_stays
from tests.access.policy import NAMES, Policy, expected, keys_of, policy
from tests.access.routes import Route
from tests.access.test_matrix import every_route
from tests.house.tree import refuse
from tests.people import World, build_world

pytestmark = pytest.mark.proof  # every form times every nonsense: two minutes

NONSENSE = {
    "nothing": "",
    "a NUL": "a\x00b",
    "ten megabytes": "ə" * 5_000_000,
    "a long line": "ə" * 20_000,
    "right to left and zero width": "\u202egün\u200b\u2066\ufeff",
    "a far date": "9999-12-31",
    "a number beyond all": "9" * 400,
    "less than nothing": "-1",
    "markup": "<script>alert(1)</script>{{ 7 }}{% now %}%s%(x)s{0}",
    "a quote": "' OR 1=1; --",
    "half a letter": "e\u0301" * 300 + "\ud83d",
}
FIELD = re.compile(r"""<(?:input|select|textarea)\b[^>]*\bname=["']([^"']+)["']""")
QUESTIONS = ["page", "after", "q", "to", "next", "language", "direction", "district", "limit", "country", "latitude"]
REACHED = {200, 302, 400, 409, 422}  # the form itself was asked, and answered
TEXT_IN_ADDRESS = re.compile(r"<(?:str|slug):(\w+)>")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), nothing_stays():
        yield build_world(clock.now())


@pytest.fixture(scope="module")
def doors(world: World) -> dict[str, Client]:
    return clients(world)


def reader_of(whole: Policy, key: str) -> str:
    """Somebody who gets as far as the form."""
    return next((role for role in NAMES[1:] if expected(whole.rows[key], role) in REACHED), "nobody")


def address_of(whole: Policy, world: World, route: Route, key: str, /, **instead: str) -> str:
    with translation.override("az"):
        return reverse(route.name, kwargs={**whole.arguments(world, key), **instead})


def fields_of(client: Client, address: str, sample: dict[str, Any]) -> set[str]:
    """The names of the form's fields: from its own page when it has one, and from the policy's sample."""
    with nothing_stays():
        answer = client.get(address)
        page = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return set(sample) | set(FIELD.findall(page.decode("utf-8", "replace")))


def send(client: Client, method: str, address: str, data: dict[str, str]) -> str:
    """Empty when the answer is one that was meant; else what happened."""
    cookies = client.cookies.copy()
    try:
        with nothing_stays():
            status = getattr(client, method.lower())(address, data).status_code
    except UnicodeEncodeError:
        return ""  # what no browser can send either
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        client.cookies = cookies
    # 503 is said on purpose: /health/worker has no worker in a test.
    return str(status) if status >= 500 and status != 503 else ""


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_no_form_breaks(world: World, doors: dict[str, Client], nonsense: str) -> None:
    whole, sins, tried = policy(), [], 0
    for route, key in keys_of(every_route(), whole.rows):
        if route.method != "POST":
            continue
        client = doors[reader_of(whole, key)]
        address = address_of(whole, world, route, key)
        names = fields_of(client, address, whole.data(world, key)) - {"csrfmiddlewaretoken"}
        tried += 1
        if said := send(client, "POST", address, dict.fromkeys(sorted(names) or ["x"], NONSENSE[nonsense])):
            sins.append(f"{key} with {nonsense} in {', '.join(sorted(names))}: {said}")
    assert tried > 40
    refuse(sins)


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_no_question_breaks(world: World, doors: dict[str, Client], nonsense: str) -> None:
    if nonsense == "ten megabytes":
        pytest.skip("no server takes an address of ten megabytes")
    whole, sins = policy(), []
    for route, key in keys_of(every_route(), whole.rows):
        if route.method == "GET":
            address = address_of(whole, world, route, key)
            asked = dict.fromkeys(QUESTIONS, NONSENSE[nonsense])
            if said := send(doors[reader_of(whole, key)], "GET", address, asked):
                sins.append(f"{key} asked with {nonsense}: {said}")
    refuse(sins)


@pytest.mark.parametrize("nonsense", ["x", "ə" * 300, "a b", "%00", "..%2f..", "‮", "-" * 2000])
def test_no_address_breaks(world: World, doors: dict[str, Client], nonsense: str) -> None:
    """Where a word stands in the address: a token, a slug, a name."""
    whole, sins, tried = policy(), [], 0
    for route, key in keys_of(every_route(), whole.rows):
        for name in TEXT_IN_ADDRESS.findall(route.pattern):
            address = address_of(whole, world, route, key, **{name: "PLACEHOLDER"}).replace("PLACEHOLDER", nonsense)
            tried += 1
            if said := send(doors[reader_of(whole, key)], route.method, address, {}):
                sins.append(f"{key} at {address[:80]}: {said}")
    assert tried > 5
    refuse(sins)


def test_a_view_that_breaks_is_seen() -> None:
    class Breaking:
        cookies: dict[str, str] = {}

        def post(self, address: str, data: dict[str, str]) -> None:
            raise ZeroDivisionError("division by zero")

    assert send(Breaking(), "POST", "/x/", {}) == "ZeroDivisionError: division by zero"  # type: ignore[arg-type]
