"""The SMS gateway tells what became of a message: the other half of platform/gateways.send_sms."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from ninja.security import APIKeyHeader
from pydantic import Field

from konullu.messaging.operations.receipts import take_receipt
from konullu.platform.errors import NotVisible

TIMESTAMP = "X-Konullu-Timestamp"
SIGNATURE = "X-Konullu-Signature"
FRESH = timedelta(minutes=5)


def signature(*, secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over the timestamp, a dot and the body as sent."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class SignedByGateway(APIKeyHeader):
    """The secret both sides hold (KONULLU_SMS_RECEIPT_SECRET) never travels. Without one this door does not exist."""

    param_name = SIGNATURE

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not settings.SMS_RECEIPT_SECRET:
            raise Http404
        timestamp = request.headers.get(TIMESTAMP, "")
        right = signature(secret=settings.SMS_RECEIPT_SECRET, timestamp=timestamp, body=request.body)
        # Compared as bytes: a header may hold letters that compare_digest refuses in text.
        if not hmac.compare_digest((key or "").encode(errors="surrogatepass"), right.encode()):
            return None
        return _is_fresh(timestamp, request.now)  # type: ignore[attr-defined]


class Receipt(Schema):
    reference: str = Field(
        min_length=1, max_length=200, description="The Idempotency-Key we sent, or the `id` that the gateway answered"
    )
    status: Literal["delivered", "failed"]


router = Router(tags=["gateway"], auth=SignedByGateway())


@router.post("/sms-receipts", response={204: None}, summary="What became of an SMS", operation_id="sms_receipt")
def sms_receipt(request: HttpRequest, receipt: Receipt) -> Status[None]:
    """Repeating a receipt changes nothing. 404 for a reference that is not ours."""
    known = take_receipt(
        channel="sms",
        reference=receipt.reference,
        has_arrived=receipt.status == "delivered",
        now=request.now,  # type: ignore[attr-defined]
    )
    if not known:
        raise NotVisible
    return Status(204, None)


def _is_fresh(timestamp: str, now: datetime) -> bool:
    """An overheard receipt can't be sent again later."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
        return False
    return abs(now - datetime.fromtimestamp(int(timestamp), UTC)) <= FRESH
