"""The token adapter: a national sign-in that hands the browser a token and checks it for the server.

The shape is the one that public integrations of ASAN Login use (docs/operations.md, "National identity"):
the browser goes to AUTH/auth?origin=<our page>; there it fetches API/ssoauthz/api/v1/token with its cookies;
the server asks API/ssoauthz/api/v1/token/check whose token it is, with the token in the Authorization header, and
.../token/certs for the legal entities the person may act for. A contract with the operator decides the rest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests

from konullu.accounts.identity import (
    SUBSTANTIAL,
    IdentityUnusable,
    NationalIdentity,
    assurance_of,
    date_of,
    entities_of,
    fin_of,
    text_of,
)

CONNECT_SECONDS, READ_SECONDS = 5, 15
LONGEST_ANSWER = 1_000_000  # bytes
TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")  # a JWT in compact form
LONGEST_TOKEN = 8000


@dataclass(frozen=True)
class TokenService:
    """auth: where people sign in, api: where tokens come from. Both are base addresses without a slash at the end."""

    auth: str
    api: str
    name: str

    @property
    def token_url(self) -> str:
        return f"{self.api}/ssoauthz/api/v1/token"

    def sign_in_url(self, origin: str) -> str:
        """Where the browser goes; it comes back to `origin`."""
        return f"{self.auth}/auth?{urlencode({'origin': origin})}"

    def identity(self, token: str) -> NationalIdentity:
        """Whose token this is. Raises IdentityUnusable when it is not valid, or the service does not answer."""
        if len(token) > LONGEST_TOKEN or not TOKEN.fullmatch(token):
            raise IdentityUnusable("this is no token")
        person = self._ask(f"{self.token_url}/check", token)
        fin = fin_of(person.get("pin") or person.get("fin"))
        if fin is None:
            raise IdentityUnusable("the answer has no personal code")
        certificates = self._ask(f"{self.token_url}/certs", token)
        return NationalIdentity(
            issuer=self.api,
            subject=fin,
            given_name=text_of(person, "name"),
            family_name=text_of(person, "surname"),
            birth_date=date_of(person.get("birthDate") or person.get("birthdate")),
            fin=fin,
            assurance=assurance_of(person.get("assurance"), SUBSTANTIAL),
            legal_entities=entities_of(certificates.get("certs")),
        )

    def _ask(self, url: str, token: str) -> Mapping[str, Any]:
        """The `data` of an answer, or the answer itself."""
        try:
            answer = requests.get(
                url,
                headers={"Authorization": token, "Accept": "application/json"},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise IdentityUnusable(f"no answer: {type(error).__name__}") from error
        if answer.status_code != 200 or len(answer.content) > LONGEST_ANSWER:
            raise IdentityUnusable(f"the service answered {answer.status_code}")
        try:
            body = answer.json()
        except requests.JSONDecodeError as error:
            raise IdentityUnusable("the answer is not JSON") from error
        data = body.get("data", body) if isinstance(body, dict) else None
        if not isinstance(data, dict):
            raise IdentityUnusable("the answer has another shape")
        return data
