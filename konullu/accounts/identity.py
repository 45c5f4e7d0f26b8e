"""The port for a national identity: what any adapter has to hand over, and how claims become it.

Adapters: OpenID Connect (web/portal/identity.py, through allauth) and the token service of the shape of ASAN Login
(accounts/identity_tokens.py). The product works without either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LOW, SUBSTANTIAL, HIGH = "low", "substantial", "high"
FIN = re.compile(r"[A-HJ-NP-Z0-9]{7}")  # seven letters and digits; the letters I and O are not used


@dataclass(frozen=True)
class LegalEntity:
    """An organisation that the person may act for, as the identity provider says."""

    tax_id: str
    name: str


@dataclass(frozen=True)
class NationalIdentity:
    """A verified human being. issuer and subject together name them for ever; fin is the personal code, if told."""

    issuer: str
    subject: str
    given_name: str
    family_name: str
    birth_date: date | None = None
    fin: str | None = None
    assurance: str = SUBSTANTIAL
    legal_entities: tuple[LegalEntity, ...] = field(default=())


class IdentityUnusable(ValueError):
    """The provider's answer lacks what an identity needs; the text is for the log and holds no personal data."""


def from_claims(claims: Mapping[str, Any], *, issuer: str, assurance: str = SUBSTANTIAL) -> NationalIdentity:
    """OpenID Connect claims (Core 1.0, section 5.1) as an identity. `fin` or `pin` is the personal code.

    assurance: what the provider is known to give when it does not say so itself in `acr`.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise IdentityUnusable("no subject")
    return NationalIdentity(
        issuer=issuer,
        subject=subject,
        given_name=text_of(claims, "given_name"),
        family_name=text_of(claims, "family_name"),
        birth_date=date_of(claims.get("birthdate")),
        fin=fin_of(claims.get("fin") or claims.get("pin")),
        assurance=assurance_of(claims.get("acr"), assurance),
        legal_entities=entities_of(claims.get("legal_entities")),
    )


def text_of(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def date_of(value: object) -> date | None:
    """ISO 8601 ("2001-04-09"), or with dots as on Azerbaijani documents ("09.04.2001"); None when it is neither."""
    if not isinstance(value, str):
        return None
    if dotted := re.fullmatch(r"(\d{2})\.(\d{2})\.(\d{4})", value, re.ASCII):
        value = "-".join(reversed(dotted.groups()))
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def fin_of(value: object) -> str | None:
    """A FIN in its canonical form, or None when it is not one."""
    if not isinstance(value, str):
        return None
    fin = value.strip().upper() if value.isascii() else ""
    return fin if FIN.fullmatch(fin) else None


def assurance_of(value: object, default: str) -> str:
    """The level in an `acr` claim: eIDAS addresses and plain words end with it."""
    word = value.rsplit("/", 1)[-1].lower() if isinstance(value, str) else ""
    return word if word in (LOW, SUBSTANTIAL, HIGH) else default


def entities_of(value: object) -> tuple[LegalEntity, ...]:
    """At most fifty [{"tax_id": ..., "name": ...}]; whatever else is left out."""
    found = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []
    pairs = [(text_of(item, "tax_id") or text_of(item, "voen"), text_of(item, "name")) for item in found[:50]]
    return tuple(LegalEntity(tax_id[:20], name[:300]) for tax_id, name in pairs if tax_id)
