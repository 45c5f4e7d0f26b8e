"""Accounts of people whom somebody vouches for: the demo's. No letter is sent and no code is asked."""

from contextlib import AbstractContextManager
from datetime import datetime

from django.conf import settings
from django.db import transaction

from konullu.accounts.models import Code, Person, TimeCode
from konullu.accounts.operations.codes import Proof
from konullu.accounts.operations.entry import Wish, sign_up
from konullu.accounts.queries import signin as queries
from konullu.accounts.rules import codes as rules
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.purposes import current
from konullu.platform.ids import new_id
from konullu.platform.secrets import seal


@transaction.atomic
def open_vouched(*, contact: Contact, name: str, birth_year: int, language: str, now: datetime) -> Person:
    """Sign somebody up as if their code had been spent a moment ago. Never in production: nothing was proved."""
    _refuse_in_production()
    code = Code.objects.create(
        created_at=now,
        purpose=Code.Purpose.SIGN_UP,
        address_hash=queries.address_hash(contact),
        code_hash=new_id().hex,
        expires_at=now + rules.VALID_FOR,
        used_at=now,
    )
    wish = Wish(name, birth_year, text_version=current()["account"].version, text_language=language)
    return sign_up(proof=Proof(code.id, contact), wish=wish, language=language, now=now)


@transaction.atomic
def give_time_code(*, person: Person, secret: str, now: datetime) -> None:
    """A second factor with a secret that the demo tells everybody. Never in production."""
    _refuse_in_production()
    TimeCode.objects.create(created_at=now, person=person, sealed_secret=seal(secret), last_step=0)


def has_people() -> bool:
    """Is there anybody in the database?"""
    return Person.objects.exists()


def all_or_nothing() -> AbstractContextManager[None]:
    """The demo is made whole or not at all."""
    return transaction.atomic(durable=True)


def _refuse_in_production() -> None:
    if settings.PRODUCTION:
        raise RuntimeError("People sign up themselves; there is no demo in production.")
