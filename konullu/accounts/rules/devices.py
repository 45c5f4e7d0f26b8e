"""What is kept about a browser: a few words of its name, and the network without the last part of its address."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

# Beside the kinds of contacts ("phone", "email"), how somebody proved who they are: accounts.models.Method.
PASSKEY = "passkey"
IDENTITY = "identity"

SEEN_EVERY = timedelta(minutes=5)
TRIES_KEPT_FOR = timedelta(days=180)
DEVICES_KEPT_FOR = timedelta(days=180)  # after their last sign of life; longer than a session lives

_BROWSERS = [
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Yandex", r"YaBrowser/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
]
_SYSTEMS = [
    ("Android", r"Android"),
    ("iPhone", r"iPhone|iPod"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
]


@dataclass(frozen=True)
class Visit:
    """Where a request came from, already shortened. ip is whole and only for counting; it is never stored."""

    agent: str
    network: str
    ip: str
    browser_hash: str = ""


def agent_in_words(header: str) -> str:
    """ "Firefox, Android" from a User-Agent header; empty when nothing is known in it."""
    header = header[:1000]
    found = (
        next((name for name, pattern in kinds if re.search(pattern, header)), "") for kinds in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(word for word in found if word)


def network_of(address: str) -> str:
    """The network of an address: /24 of IPv4, /48 of IPv6; empty when it is not an address."""
    try:
        ip = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def is_time_to_note(last_seen_at: datetime, now: datetime) -> bool:
    """A device's last sign of life is written at most every five minutes."""
    return now - last_seen_at >= SEEN_EVERY
