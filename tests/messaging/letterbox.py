"""For the tests of messaging: people in one line, a letter to send, and gateways that do as they are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any
from unittest.mock import patch

from konullu.accounts.models import Person
from konullu.messaging import registry
from konullu.messaging.models import Delivery, Message
from konullu.messaging.operations import queue
from konullu.platform.gateways import Sent
from konullu.platform.letters import Letter

NOON = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # noon in Baku
WORK = "organisations/letters/role_changed"
LEGAL = "organisations/letters/accredited"
URGENT = "accounts/letters/erasure_asked"
_number = count(1)


def somebody(**fields: Any) -> Person:
    """A person with an e-mail address and no phone, who reads Azerbaijani."""
    fields = {"name": "Aygün Məmmədova", "email": f"person{next(_number)}@people.example", **fields}
    return Person.objects.create(created_at=NOON, birth_year=1990, **fields)


def write(to: Person, template: str = WORK, *, now: datetime = NOON, **options: Any) -> Message:
    """A letter of the house, with its own example as context."""
    return queue(to=to, template=template, context=dict(registry.letter(template).example), now=now, **options)


def outside(message: Message) -> Delivery:
    """The one delivery that is not the inbox."""
    return message.deliveries.exclude(channel="inbox").get()


def states(message: Message) -> dict[str, str]:
    return dict(message.deliveries.values_list("channel", "state"))


@contextmanager
def mail_gateway(*answers: object) -> Iterator[list[dict[str, Any]]]:
    """The gateway gives these answers, one a call, the last for ever; an exception is raised. Yields the calls."""
    calls: list[dict[str, Any]] = []
    left = list(answers) or [Sent(gateway="smtp", reference="m-1")]

    def send_mail(**message: Any) -> object:
        calls.append(message)
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    with patch("konullu.messaging.channels.mail.send_mail", send_mail):
        yield calls


def invented(**fields: Any) -> Letter:
    return Letter(**{"template": WORK, "kind": "work", "about": "", "example": {}, **fields})
