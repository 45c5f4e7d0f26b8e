"""What a newcomer has written so far, kept in the session: a wrong code or a reload loses nothing."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from konullu.accounts.operations.codes import Proof
from konullu.accounts.operations.entry import Wish
from konullu.accounts.rules.codes import PROOF_VALID_FOR, SENDING
from konullu.accounts.rules.contacts import Contact

KEY = "entry"
KEPT_FOR = 60 * 60  # seconds: a stranger's session with a name and a number in it does not stay for long


@dataclass(frozen=True)
class Entry:
    """One way in that has begun: sign_up or sign_in."""

    purpose: str
    kind: str = ""
    address: str = ""
    code_id: str = ""
    asked_at: str = ""
    proved_at: str = ""
    name: str = ""
    birth_year: int = 0
    text_version: int = 0
    text_language: str = ""
    next: str = ""

    @property
    def contact(self) -> Contact:
        return Contact(self.kind, self.address)

    @property
    def wish(self) -> Wish | None:
        if not (self.name and self.birth_year and self.text_version):
            return None
        return Wish(self.name, self.birth_year, self.text_version, self.text_language)

    @property
    def is_asked(self) -> bool:
        return bool(self.code_id)

    @property
    def proof_id(self) -> UUID | None:
        return UUID(self.code_id) if self.code_id else None

    def proof(self, now: datetime) -> Proof | None:
        """The right code was written a short while ago."""
        if not self.proved_at or now - datetime.fromisoformat(self.proved_at) > PROOF_VALID_FOR:
            return None
        return Proof(UUID(self.code_id), self.contact)

    def wait(self, now: datetime) -> timedelta | None:
        """How long until another code may be asked for."""
        left = datetime.fromisoformat(self.asked_at) + SENDING[0].per - now if self.asked_at else timedelta(0)
        return left if left > timedelta(0) else None


def entry_of(request: HttpRequest, purpose: str) -> Entry:
    """What was begun in this session, or a fresh beginning."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return Entry(**kept) if kept.get("purpose") == purpose else Entry(purpose)


def keep(request: HttpRequest, entry: Entry, **changes: Any) -> Entry:
    changed = replace(entry, **changes)
    request.session[KEY] = asdict(changed)
    if not request.user.is_authenticated:
        request.session.set_expiry(KEPT_FOR)
    return changed


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
