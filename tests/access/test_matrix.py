"""Every route, asked as everybody: the outcome is as the policy says, and nothing of another's is to be read."""

from collections.abc import Iterator

import pytest

from konullu.api.urls import api
from konullu.platform import clock
from tests.access.asking import Answer, ask_all, nothing_stays, sins_of_outcome, sins_of_privacy
from tests.access.policy import policy, sins_of_rows
from tests.access.privacy import MAY_READ, MAY_READ_THERE
from tests.access.routes import Route, api_routes, routes
from tests.house.tree import refuse
from tests.people import PRIVATE, build_world


def every_route() -> list[Route]:
    """What the API describes is taken from its description, the rest from the resolver."""
    described = api_routes(api.get_openapi_schema())
    names = {route.name for route in described}
    return [*(route for route in routes() if route.name not in names), *described]


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[Answer]]:
    """One world, and all that everybody gets to see of it."""
    with django_db_blocker.unblock(), nothing_stays():  # type: ignore[attr-defined]
        yield ask_all(build_world(clock.now()), policy(), every_route())


def test_every_route_has_a_row() -> None:
    refuse(sins_of_rows(every_route(), policy().rows))


def test_every_outcome_is_as_the_policy_says(answers: list[Answer]) -> None:
    refuse(sins_of_outcome(answers, policy()))


def test_nobody_reads_what_is_not_theirs(answers: list[Answer]) -> None:
    refuse(sins_of_privacy(answers))


def test_the_private_words_are_really_there_to_be_seen(answers: list[Answer]) -> None:
    """Or the test above would pass over an empty world."""
    seen = {(word, answer.role) for answer in answers for word in answer.words}
    assert {
        word for word, roles in MAY_READ.items() if roles and not any((word, role) in seen for role in roles)
    } == set()


def test_every_private_word_has_its_readers_named() -> None:
    assert set(MAY_READ) == set(PRIVATE)
    assert {word for _, word in MAY_READ_THERE} <= set(PRIVATE)
