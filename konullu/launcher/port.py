"""The port that the web server will listen on: free, allowed, and ours alone until we leave."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from konullu.launcher.trouble import Trouble


@contextmanager
def taken(host: str, port: int) -> Iterator[None]:
    """Raises Trouble when somebody listens there already, or we may not."""
    with socket.socket(socket.AF_UNIX) as claim:
        _claim(claim, port)
        _try(host, port)
        yield


def _claim(claim: socket.socket, port: int) -> None:
    """The server's processes share the port (SO_REUSEPORT), so a second `up` could share it too, and answer for us.

    A name in Linux's abstract space goes away with its holder, however that ends.
    """
    if sys.platform != "linux":
        return
    try:
        claim.bind(f"\0konullu port {os.geteuid()} {port}")
    except OSError:
        raise Trouble(f"Another Könüllü listens on port {port} already.", f"Try --port {port + 1}.") from None


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Trouble(f"Port {port} is only for administrators.", "Choose one above 1023: --port 8000.") from None
        except OSError as error:
            raise Trouble(
                f"Port {port} on {host} can't be used: {error.strerror}.", f"Try --port {port + 1}."
            ) from None
