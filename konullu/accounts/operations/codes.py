"""Asking for a one-time code and spending it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from konullu.accounts import security_letters as letters
from konullu.accounts.limits import count
from konullu.accounts.models import Code
from konullu.accounts.queries import signin as queries
from konullu.accounts.rules import codes as rules
from konullu.accounts.rules.contacts import Contact
from konullu.accounts.rules.devices import Visit
from konullu.platform.errors import Refusal


@dataclass(frozen=True)
class Proof:
    """Somebody has shown that a contact is in their hands: this code was spent for it."""

    code_id: UUID
    contact: Contact


def ask_code(*, purpose: str, contact: Contact, visit: Visit, language: str, now: datetime) -> Code:
    """Make a code, close the one before, and hand it to the worker for sending.

    The answer and the work are the same whether or not anybody has an account with this contact.
    Refused with a waiting time when the address, the network address or the network has asked too often.
    """
    keys = {"address": contact.value, "ip": visit.ip, "network": visit.network}
    count(rules.SENDING, keys=keys, now=now, refusal=rules.wait_to_ask)
    with transaction.atomic(durable=True):
        return _make_code(purpose=purpose, contact=contact, language=language, now=now)


@transaction.atomic
def spend(*, code_id: UUID | None, purpose: str, contact: Contact, typed: str, now: datetime) -> Refusal | None:
    """Spend a code inside the caller's transaction: None when it was right, and it can never be used again.

    It answers instead of raising, because a wrong try has to stay counted: the caller commits first, then refuses.
    """
    digits = rules.read_code(typed)
    if digits is None:
        return rules.unreadable_code()
    code = queries.locked_code(code_id, purpose=purpose, contact=contact)
    if refusal := rules.refusal_to_spend(code, now):
        return refusal
    assert code is not None
    if not constant_time_compare(code.code_hash, queries.code_hash(purpose=purpose, contact=contact, digits=digits)):
        Code.objects.filter(id=code.id).update(wrong_tries=F("wrong_tries") + 1)
        return rules.wrong_code(code.wrong_tries + 1)
    Code.objects.filter(id=code.id).update(used_at=now)
    return None


@transaction.atomic
def forget_old_codes(*, now: datetime) -> int:
    """Codes older than a day serve nobody."""
    return Code.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()[0]


def _make_code(*, purpose: str, contact: Contact, language: str, now: datetime) -> Code:
    digits = f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}d}"
    address = queries.address_hash(contact)
    live = Code.objects.filter(purpose=purpose, address_hash=address, used_at=None, replaced_at=None)
    live.update(replaced_at=now)
    code = Code.objects.create(
        created_at=now,
        purpose=purpose,
        address_hash=address,
        code_hash=queries.code_hash(purpose=purpose, contact=contact, digits=digits),
        expires_at=now + rules.VALID_FOR,
    )
    letters.post(
        to=contact,
        template="code",
        context={"code": digits, "host": _host(), "purpose": purpose},
        language=language,
        until=code.expires_at,
    )
    return code


def _host() -> str:
    return settings.PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0]
