"""The token adapter against a small local service of the shape of ASAN Login."""

import json
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from konullu.accounts.identity import IdentityUnusable, LegalEntity
from konullu.accounts.identity_tokens import TokenService

GOOD = "eyJhbGciOiJub25lIn0.eyJ0IjoiZ29vZCJ9.sig"
PERSON = {"pin": "5ABC123", "name": "Leyla", "surname": "Əliyeva", "birthDate": "09.04.2001"}
CERTS = {"certs": [{"voen": "1400000011", "name": "Yaşıl Xəzər"}]}


class Service(BaseHTTPRequestHandler):
    """Knows one token; `answers` lets a test spoil an answer."""

    answers: ClassVar[dict[str, tuple[int, bytes]]] = {}
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Authorization", "")))
        status, body = self.answers.get(self.path.rsplit("/", 1)[1]) or self.honest()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def honest(self) -> tuple[int, bytes]:
        if self.headers.get("Authorization") != GOOD:
            return 401, b'{"status": 401}'
        data: Any = PERSON if self.path.endswith("/check") else CERTS
        return 200, json.dumps({"status": 200, "data": data}).encode()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[TokenService]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    Service.answers, Service.asked = {}, []
    address = f"http://127.0.0.1:{server.server_port}"
    yield TokenService(auth=address, api=address, name="ASAN Login")
    server.shutdown()
    server.server_close()


def test_a_good_token_is_a_person_with_legal_entities(service: TokenService) -> None:
    found = service.identity(GOOD)
    assert (found.subject, found.fin, found.issuer) == ("5ABC123", "5ABC123", service.api)
    assert (found.given_name, found.family_name, found.birth_date) == ("Leyla", "Əliyeva", date(2001, 4, 9))
    assert found.legal_entities == (LegalEntity("1400000011", "Yaşıl Xəzər"),)
    assert Service.asked == [
        ("/ssoauthz/api/v1/token/check", GOOD),
        ("/ssoauthz/api/v1/token/certs", GOOD),
    ]


@pytest.mark.parametrize("token", ["", "a.b", "x" * 9000, "a.b.c\r\nX: y", "eyJ.eyJ.forged"])
def test_what_is_no_token_of_theirs_is_nobody(service: TokenService, token: str) -> None:
    with pytest.raises(IdentityUnusable):
        service.identity(token)


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("check", (500, b"")),
        ("check", (302, b"")),
        ("check", (200, b"not json")),
        ("check", (200, b"[]")),
        ("check", (200, b'{"data": "text"}')),
        ("check", (200, b'{"data": {"name": "Leyla"}}')),
        ("check", (200, b'{"data": "' + b"x" * 1_100_000 + b'"}')),
        ("certs", (403, b"")),
    ],
)
def test_an_answer_of_another_shape_is_nobody(service: TokenService, where: str, answer: tuple[int, bytes]) -> None:
    Service.answers = {where: answer}
    with pytest.raises(IdentityUnusable):
        service.identity(GOOD)


def test_a_service_that_is_down_is_nobody() -> None:
    with pytest.raises(IdentityUnusable):
        TokenService(auth="http://127.0.0.1:9", api="http://127.0.0.1:9", name="x").identity(GOOD)


def test_the_browser_is_sent_with_the_way_back(service: TokenService) -> None:
    assert service.sign_in_url("https://k.example/b?c") == f"{service.auth}/auth?origin=https%3A%2F%2Fk.example%2Fb%3Fc"
