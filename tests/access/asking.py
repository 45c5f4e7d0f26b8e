"""Asking every route as everybody: one world, one signed-in client a role, and nothing of it stays."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.access.policy import NAMES, Policy, expected, keys_of
from tests.access.privacy import leaks, words_in
from tests.access.routes import Route
from tests.people import World
from tests.signing_in import sign_in

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Answer:
    """What one reader got from one route."""

    key: str
    role: str
    status: int
    words: frozenset[str]
    error: str = ""


@contextmanager
def nothing_stays() -> Iterator[None]:
    """A transaction that is always rolled back; operations may take it for the outermost, as in Django tests."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def clients(world: World) -> dict[str, Client]:
    """Everybody with a session of both steps, confirmed just now."""
    made = {}
    for role in NAMES:
        made[role] = Client(raise_request_exception=True)
        if person := world.role(role):
            sign_in(made[role], person)
    return made


def ask_all(world: World, policy: Policy, routes: list[Route]) -> list[Answer]:
    """Every route that has a row, as every role."""
    doors = clients(world)
    return [
        ask(doors[role], role, route, key, policy.arguments(world, key), policy.data(world, key))
        for route, key in keys_of(routes, policy.rows)
        if key in policy.rows
        for role in NAMES
    ]


def ask(client: Client, role: str, route: Route, key: str, arguments: dict[str, Any], data: dict[str, Any]) -> Answer:
    with translation.override("az"):
        address = reverse(route.name, kwargs=arguments)
    cookies = client.cookies.copy()
    try:
        with nothing_stays():
            answer = getattr(client, route.method.lower())(address, data)
            words = words_in(text_of(answer))
    except Exception as error:  # one broken page must not hide what the others do
        return Answer(key, role, 500, frozenset(), f"{type(error).__name__}: {error}"[:300])
    finally:
        client.cookies = cookies
    return Answer(key, role, answer.status_code, frozenset(words))


def text_of(answer: HttpResponse) -> str:
    """The body as a reader sees it, with the headers: a redirect or a file's name can tell as much."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return html.unescape(head + "\n" + body.decode("utf-8", "replace"))


def sins_of_outcome(answers: list[Answer], policy: Policy) -> Iterator[str]:
    for answer in answers:
        wanted = expected(policy.rows[answer.key], answer.role)
        if answer.status != wanted and not {answer.status, wanted} <= REDIRECTS:
            yield f"{answer.key} as {answer.role}: {answer.status}, the policy says {wanted} {answer.error}".rstrip()


def sins_of_privacy(answers: list[Answer]) -> Iterator[str]:
    for answer in answers:
        for word in sorted(leaks(answer.key, answer.role, set(answer.words))):
            yield f"{answer.key} shows {word} to {answer.role}"
