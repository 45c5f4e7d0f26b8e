"""How full the demo is. Each stage is made through the operations that people use, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyotp

from konullu.accounts.operations.vouched import all_or_nothing, has_people
from konullu.demo import historical, opportunities, organisations, people
from konullu.demo.content import PEOPLE
from konullu.demo.historical import NoFile as NoFile


class UnknownStage(ValueError):
    """There is no stage of this name; the message lists those that exist."""


class NotEmpty(RuntimeError):
    """There are people in the database already: the demo is for an empty one."""


@dataclass(frozen=True)
class SignIn:
    """One line of the list that `konullu up` prints: who it is, and what to write at sign-in."""

    who: str
    contact: str
    role: str
    needs_time_code: bool

    def __str__(self) -> str:
        more = "  + time code: konullu demo --time-code" if self.needs_time_code else ""
        return f"  {self.contact:<25} {self.who}, {self.role}{more}"


def build(*, stage: str, now: datetime, file: Path | None = None) -> None:
    """Fill an empty database. stage: a key of STAGES; file: for the stage that shows a file of others.

    Raises UnknownStage, NotEmpty or NoFile; nothing is half-done.
    """
    if stage not in STAGES:
        raise UnknownStage(f"There is no stage {stage!r}. There are: {', '.join(STAGES)}.")
    with all_or_nothing():
        if has_people():
            raise NotEmpty("There are people here already. The demo wants an empty database: choose another --data.")
        STAGES[stage](now)
        if stage == "nyc":
            historical.show(now=now, file=file)


def sign_ins() -> list[SignIn]:
    """Whom a newcomer may be in the demo."""
    roles = {
        "aygun": "volunteer and shift lead",
        "babek": "owner of an organisation",
        "leyla": "staff of the Union",
        "nigar": "a minor, 15",
        "sevil": "her mother and guardian",
        "operator": "operator of this installation",
    }
    return [
        SignIn(who=PEOPLE[key][0], contact=PEOPLE[key][2], role=role, needs_time_code=key in people.STAFF)
        for key, role in roles.items()
    ]


def time_code(*, now: datetime) -> str:
    """The time code that all demo staff share at this moment."""
    return pyotp.TOTP(people.TIME_CODE_SECRET).at(now)


def _empty(now: datetime) -> None:
    """Only the Union and the operator: an installation on its first day."""
    everybody = people.sign_up_all(now=now, only=("rauf", "leyla", "operator"))
    organisations.found_union(everybody, now=now)
    people.secure_staff(everybody, now=now)


def _spring(now: datetime) -> None:
    """An ordinary week: organisations and opportunities in every state, people of every kind."""
    everybody = people.sign_up_all(now=now, only=tuple(PEOPLE))
    people.fill_profiles(everybody, now=now)
    people.make_families(everybody, now=now)
    union = organisations.found_union(everybody, now=now)
    accredited = organisations.register_all(union, everybody, now=now)
    opportunities.publish_all(accredited, everybody, now=now)
    people.secure_staff(everybody, now=now)


def _nyc(now: datetime) -> None:
    """People to sign in as, and the Union; the opportunities come out of a public file (historical.py)."""
    everybody = people.sign_up_all(now=now, only=tuple(PEOPLE))
    people.fill_profiles(everybody, now=now)
    people.make_families(everybody, now=now)
    organisations.found_union(everybody, now=now)
    people.secure_staff(everybody, now=now)


STAGES: dict[str, Callable[[datetime], None]] = {"empty": _empty, "spring": _spring, "nyc": _nyc}
