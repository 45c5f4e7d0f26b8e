"""What `konullu doctor` looks at on this machine. Each answer is a sentence and, when it is not well, a remedy."""

import os
import platform
import shutil
import smtplib
import socket
import time
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from konullu.launcher import binaries, fingerprints, reaching
from konullu.launcher.trouble import Trouble
from konullu.platform import catalog_compiler, catalogs, instance

PATIENCE = 5.0  # seconds for a server of somebody else
TIGHT_DISK = 1 << 30
FULL_DISK = 200 << 20


@dataclass(frozen=True)
class Finding:
    """`warn` is worth a look; `broken` makes the command end with 1."""

    name: str
    state: Literal["ok", "warn", "broken"]
    sentence: str
    remedy: str = ""


def safely(name: str, look: Callable[[], Finding | list[Finding]]) -> Iterator[Finding]:
    """One look that fails must not hide the others."""
    try:
        found = look()
    except Trouble as trouble:
        yield Finding(name, "broken", trouble.sentence, trouble.remedy)
    except Exception as error:
        yield Finding(
            name, "broken", f"This could not be looked at: {type(error).__name__}: {error}", "Report it as a fault."
        )
    else:
        yield from found if isinstance(found, list) else [found]


def versions() -> Finding:
    named = ", ".join(f"{name} {version(name)}" for name in ("django", "procrastinate", "granian", "psycopg"))
    return Finding("versions", "ok", f"Könüllü {version('konullu')} on Python {platform.python_version()}, {named}.")


def environment() -> Finding:
    return Finding("environment", "ok", f"KONULLU_ENV is {settings.ENVIRONMENT}; data in {instance.data_folder()}.")


def programs() -> Finding:
    if os.environ.get("DATABASE_URL"):
        return Finding("programs", "ok", "DATABASE_URL names the server; none is started here.")
    found = binaries.find()
    return Finding("programs", "ok", f"PostgreSQL {found.major} from {found.supplier}.")


def data_folder() -> Finding:
    folder = instance.data_folder()
    if not folder.exists():
        return Finding("data", "warn", f"{folder} does not exist yet.", "Start once: konullu up.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding("data", "broken", f"{folder} can't be written by this account.", f"chown -R $USER {folder}")
    if folder.stat().st_mode & 0o066:
        return Finding("data", "warn", f"Others on this machine can look into {folder}.", f"chmod 700 {folder}")
    return Finding("data", "ok", f"{folder} is ours alone.")


def disk() -> Finding:
    folder = instance.data_folder()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"{free / (1 << 30):.1f} GB are free where the data lie."
    if free < FULL_DISK:
        return Finding("disk", "broken", said, "Make room now: the database stops when it can't write.")
    return Finding("disk", "warn" if free < TIGHT_DISK else "ok", said, "Make room." if free < TIGHT_DISK else "")


def clock() -> Finding:
    """Without a time server only an impossible time can be seen: one before this code was written."""
    zoneinfo.ZoneInfo(settings.TIME_ZONE)
    newest = max(path.stat().st_mtime for path in fingerprints.PACKAGE.glob("**/migrations/*.py"))
    if time.time() < newest - 86_400:
        return Finding(
            "clock", "broken", "The clock stands before this code was written.", "Turn on time synchronisation (NTP)."
        )
    return Finding(
        "clock", "ok", f"The clock says {time.strftime('%Y-%m-%d %H:%M:%S %z')}; pages show {settings.TIME_ZONE}."
    )


def translations() -> Finding:
    for source in catalogs.sources():
        try:
            catalog_compiler.read(source)
        except catalogs.BrokenCatalog as error:
            return Finding("translations", "broken", f"A catalog can't be read: {error}.", "Mend the file named here.")
    if stale := catalogs.stale():
        sentence = f"{len(stale)} of {len(catalogs.sources())} catalogs are not compiled."
        return Finding("translations", "warn", sentence, "They are compiled at the next start: konullu up.")
    return Finding("translations", "ok", f"All {len(catalogs.sources())} catalogs are compiled.")


def mail() -> Finding:
    host = settings.SMTP_HOST
    if not host:
        if settings.PRODUCTION:
            return Finding(
                "mail", "broken", "No mail server is set: codes and letters go nowhere.", "Set KONULLU_SMTP_HOST."
            )
        return Finding("mail", "ok", "No mail server is set: letters are shown at /dev/mailbox.")
    port = int(os.environ.get("KONULLU_SMTP_PORT", "587"))
    try:
        with smtplib.SMTP(host, port, timeout=PATIENCE) as server:
            server.ehlo()
            offers_tls = server.has_extn("starttls")
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail", "broken", f"The mail server {host}:{port} does not answer: {error}.", "Check KONULLU_SMTP_HOST."
        )
    if os.environ.get("KONULLU_SMTP_TLS", "1") == "1" and not offers_tls:
        return Finding(
            "mail",
            "broken",
            f"{host}:{port} offers no TLS.",
            "Use another port, or KONULLU_SMTP_TLS=0 on a safe network.",
        )
    return Finding("mail", "ok", f"The mail server {host}:{port} answers.")


def sms() -> Finding:
    url = settings.SMS_GATEWAY_URL
    if not url:
        if settings.PRODUCTION:
            return Finding(
                "sms", "warn", "No SMS gateway is set: people sign in by e-mail only.", "Set KONULLU_SMS_URL."
            )
        return Finding("sms", "ok", "No SMS gateway is set: messages are shown at /dev/mailbox.")
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=PATIENCE).close()
    except OSError as error:
        return Finding(
            "sms",
            "broken",
            f"The SMS gateway {parts.hostname}:{port} can't be reached: {error}.",
            "Check KONULLU_SMS_URL.",
        )
    if not settings.SMS_GATEWAY_TOKEN:
        return Finding(
            "sms", "warn", "The SMS gateway has no token.", "Set KONULLU_SMS_TOKEN, when the gateway asks for one."
        )
    return Finding("sms", "ok", f"The SMS gateway {parts.hostname}:{port} can be reached.")


def production() -> list[Finding]:
    """Only what production needs; an empty list elsewhere."""
    if not settings.PRODUCTION:
        return []
    found = []
    if not os.environ.get("KONULLU_HOSTS"):
        found.append(Finding("hosts", "broken", "No host name is set.", "Set KONULLU_HOSTS to the name people type."))
    if not settings.PUBLIC_URL.startswith("https://"):
        found.append(
            Finding(
                "address",
                "broken",
                f"Letters would link to {settings.PUBLIC_URL}.",
                "Set KONULLU_PUBLIC_URL to https://…",
            )
        )
    if len(settings.SECRET_KEY) < 50:
        found.append(
            Finding(
                "key", "broken", "The secret key is short.", "Set KONULLU_SECRET_KEY to 50 random characters or more."
            )
        )
    return found or [Finding("production", "ok", "Host names, public address and secret key are set.")]


def running() -> Finding:
    pid = reaching.running_pid()
    if pid is None:
        return Finding("running", "warn", "Könüllü does not run on this data now.", "Start it: konullu up.")
    return Finding("running", "ok", f"Könüllü runs (process {pid}) at {instance.running().get('url')}.")
