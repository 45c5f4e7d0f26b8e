"""A passkey made of software: what authenticator and browser answer, by the WebAuthn standard (level 3, section 6)."""

import hashlib
import json
import os
import struct
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


class SoftAuthenticator:
    """One credential for one site. count is what it says about how often it was used."""

    def __init__(self, *, rp_id: str = "127.0.0.1", origin: str = "http://127.0.0.1:8000") -> None:
        self.rp_id, self.origin = rp_id, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = os.urandom(32)
        self.user_handle = b""
        self.count = 0

    def make(self, challenge: bytes, *, verified: bool = True, **changes: str) -> str:
        """The answer to navigator.credentials.create()."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cbor2.dumps(cose)
        data = self._data(ATTESTED, verified=verified) + attested
        response = {
            "clientDataJSON": self._client("webauthn.create", challenge, **changes),
            "attestationObject": bytes_to_base64url(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
            "transports": ["internal", "hybrid", "made-up"],
        }
        return self._credential(response)

    def sign(self, challenge: bytes, *, verified: bool = True, count: int | None = None, **changes: str) -> str:
        """The answer to navigator.credentials.get()."""
        self.count = self.count + 1 if count is None else count
        data = self._data(0, verified=verified)
        client = self._client("webauthn.get", challenge, **changes)
        raw_client = json.dumps(self._client_data("webauthn.get", challenge, **changes)).encode()
        signature = self.key.sign(data + hashlib.sha256(raw_client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": client,
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
            "userHandle": bytes_to_base64url(self.user_handle),
        }
        return self._credential(response)

    def _data(self, flags: int, *, verified: bool) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if verified else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _client_data(self, kind: str, challenge: bytes, *, origin: str = "") -> dict[str, Any]:
        return {
            "type": kind,
            "challenge": bytes_to_base64url(challenge),
            "origin": origin or self.origin,
            "crossOrigin": False,
        }

    def _client(self, kind: str, challenge: bytes, **changes: str) -> str:
        return bytes_to_base64url(json.dumps(self._client_data(kind, challenge, **changes)).encode())

    def _credential(self, response: dict[str, Any]) -> str:
        name = bytes_to_base64url(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "authenticatorAttachment": "platform",
                "response": response,
            }
        )
