"""A mail server and an SMS gateway that answer as a test wants, on this machine."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any


@dataclass
class Mail:
    """Replies by command ("RCPT": "550 no such user"); what came in."""

    replies: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    port: int = 0


@contextmanager
def mail_server(**replies: str) -> Iterator[Mail]:
    mail = Mail(replies)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say(mail.replies.get("greeting", "220 test"))
            while line := self.rfile.readline().decode().strip():
                command = line.split()[0].upper()
                if command == "RCPT":
                    mail.recipients.append(line)
                if command == "DATA" and "DATA" not in mail.replies:
                    self.say("354 go on")
                    lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
                    mail.messages.append("".join(lines).replace("\r\n", "\n"))
                    self.say(mail.replies.get("message", "250 ok"))
                    continue
                self.say(mail.replies.get(command, "221 bye" if command == "QUIT" else "250 ok"))
                if command == "QUIT":
                    return

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        mail.port = server.server_address[1]
        with _running(server):
            yield mail


@dataclass
class Sms:
    """The answer to every request; what came in."""

    status: int = 200
    body: bytes = b'{"id": "g-1"}'
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""


@contextmanager
def sms_gateway(**answer: Any) -> Iterator[Sms]:
    sms = Sms(**answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sms.requests.append({"headers": dict(self.headers), "body": json.loads(body)})
            self.send_response(sms.status)
            for name, value in sms.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sms.body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        sms.url = f"http://127.0.0.1:{server.server_address[1]}/send"
        with _running(server):
            yield sms


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
