"""Signing in for tests: `client.force_login(person)` makes a real device, and counts as both steps.

The product knows no session without a device (web/ui/device.py) and no staff without a second factor
(web/ui/second_factor.py). A test about those themselves says `sign_in(client, person, factor=False)`.
"""

from typing import Any

import pytest
from django.test import Client

from konullu.accounts.models import Device, Person
from konullu.accounts.operations import devices
from konullu.accounts.rules.devices import PASSKEY, Visit
from konullu.platform.clock import now

_plain_force_login = Client.force_login


def sign_in(client: Client, person: Person, *, factor: bool = True, confirmed: bool = True) -> Device:
    """A session of this person as after a sign-in. factor: both steps were taken; confirmed: just now."""
    _plain_force_login(client, person)
    moment = now()
    session = client.session
    device = devices.begin(
        person=person,
        session_key=str(session.session_key),
        method=PASSKEY,
        visit=Visit(agent="Firefox, Linux", network="127.0.0.0/24", ip="127.0.0.1", browser_hash="the-test-browser"),
        now=moment,
    )
    session["device"] = str(device.id)
    session["signed_in_at"] = moment.isoformat()
    if factor:
        session["second_factor_at"] = moment.isoformat()
    if confirmed:
        session["confirmed_at"] = moment.isoformat()
    session.save()
    return device


@pytest.fixture(autouse=True)
def signing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """force_login as everybody writes it, with the device that the product asks for."""

    def force_login(client: Client, user: Person, backend: str | None = None) -> None:
        sign_in(client, user)

    monkeypatch.setattr(Client, "force_login", force_login)


def session_of(client: Client) -> dict[str, Any]:
    return dict(client.session.items())
