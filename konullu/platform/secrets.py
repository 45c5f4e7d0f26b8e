"""Sealing what must not lie open in the database, and hashing what must be found again but not read.

Every key is derived from SECRET_KEY by HKDF-SHA256 (RFC 5869) with its own purpose, so that no two uses share a key.
After a change of SECRET_KEY the old ones stay in SECRET_KEY_FALLBACKS: they still open and find, and never seal anew.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unsealable(ValueError):
    """The sealed text was changed, or sealed with a key that is no longer known."""


def seal(value: str | bytes) -> str:
    """Encrypt and authenticate (Fernet: AES-128-CBC with HMAC-SHA256). The answer is URL-safe text."""
    raw = value.encode() if isinstance(value, str) else value
    return _fernet(_master_keys()).encrypt(raw).decode("ascii")


def unseal(sealed: str) -> str:
    """Open what `seal` made from text; raises Unsealable for anything else."""
    return unseal_bytes(sealed).decode()


def unseal_bytes(sealed: str) -> bytes:
    """Open what `seal` made from bytes; raises Unsealable for anything else."""
    try:
        return _fernet(_master_keys()).decrypt(sealed.encode())
    except (InvalidToken, UnicodeEncodeError) as error:
        raise Unsealable("not sealed here, or changed since") from error


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA256 in hex under a key for this purpose: equal values meet, but nobody can guess them from outside."""
    return _hmac(_master_keys()[0], purpose, value)


def keyed_hashes(purpose: str, value: str) -> list[str]:
    """The hash under the present key and under every former one, for look-ups after a change of SECRET_KEY."""
    return [_hmac(master, purpose, value) for master in _master_keys()]


def _master_keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def _hmac(master: str, purpose: str, value: str) -> str:
    return hmac.new(_derive(master, f"hash:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=256)
def _derive(master: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"konullu:{purpose}".encode()).derive(master.encode())


@lru_cache(maxsize=8)
def _fernet(masters: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(master, "seal"))) for master in masters])
