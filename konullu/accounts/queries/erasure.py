"""Wishes to be erased: waiting, due, and the receipts of those that were carried out."""

import hmac
from datetime import datetime
from uuid import UUID

from konullu.accounts.models import Erasure, Person
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import keyed_hash, keyed_hashes

_RECEIPT = "erasure-receipt"


def waiting_erasure_of(person: Person) -> Erasure | None:
    """The wish that waits for its day, if there is one."""
    return Erasure.objects.filter(person=person, state=Erasure.State.WAITING).first()


def due_erasure_ids(now: datetime) -> list[UUID]:
    """Wishes whose waiting time is over, oldest first."""
    due = Erasure.objects.filter(state=Erasure.State.WAITING, due_at__lte=now).order_by("due_at")
    return list(due.values_list("pk", flat=True))


def receipt_token(erasure: Erasure) -> str:
    """The secret part of the receipt's address: whoever has it may read the receipt, which names nobody."""
    return keyed_hash(_RECEIPT, str(erasure.pk))[:32]


def erasure_by_receipt(erasure_id: UUID, token: str) -> Erasure:
    """The erasure of a receipt's address, also while it waits."""
    given = token.encode(errors="surrogatepass")  # compare_digest refuses text that is not ASCII
    if not any(hmac.compare_digest(known[:32].encode(), given) for known in keyed_hashes(_RECEIPT, str(erasure_id))):
        raise NotVisible
    found = Erasure.objects.filter(pk=erasure_id).exclude(state=Erasure.State.CANCELLED).first()
    if found is None:
        raise NotVisible
    return found
