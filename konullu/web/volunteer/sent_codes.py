"""Which code was sent where, kept in the session of somebody who is signed in."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from konullu.accounts.rules.contacts import Contact


@dataclass(frozen=True)
class SentCode:
    code_id: UUID
    contact: Contact


def sent_of(request: HttpRequest, key: str) -> SentCode | None:
    kept = request.session.get(key)
    return SentCode(UUID(kept["code"]), Contact(kept["kind"], kept["address"])) if kept else None


def remember_sent(request: HttpRequest, key: str, *, code_id: UUID, contact: Contact) -> None:
    request.session[key] = {"code": str(code_id), "kind": contact.kind, "address": contact.value}


def forget_sent(request: HttpRequest, key: str) -> None:
    request.session.pop(key, None)
