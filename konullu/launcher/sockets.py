"""A folder for the database's socket that nobody else can enter, and a free port where there is none."""

import hashlib
import os
import socket
import stat
from pathlib import Path

from konullu.launcher.identity import Identity

SOCKET_NAME = "/.s.PGSQL.5432"
PATH_LIMIT = 103  # sun_path: 108 bytes on Linux, 104 on macOS, one for the closing NUL


def private_folder(data: Path, identity: Identity) -> Path | None:
    """A folder outside the data (a stray chmod there would stop the server), or None when none is short and safe."""
    name = f"konullu-{identity.uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:10]}"
    for place in _places(identity):
        folder = Path(place) / name
        if len(os.fsencode(folder)) + len(SOCKET_NAME) <= PATH_LIMIT and _is_ours(folder, identity):
            return folder
    return None


def clear(folder: Path) -> None:
    """Takes away what a killed server left there: its lock may name a zombie or a stranger, and stop the next start.

    Safe for the holder of the data folder's lock: the folder belongs to these data alone, and their server has ended.
    """
    for left in (folder / SOCKET_NAME.strip("/"), folder / f"{SOCKET_NAME.strip('/')}.lock"):
        left.unlink(missing_ok=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _places(identity: Identity) -> list[str]:
    """systemd's RuntimeDirectory=, the user's runtime folder, the temporary folder."""
    own = (
        [] if identity.is_another_account else [os.environ.get("RUNTIME_DIRECTORY"), os.environ.get("XDG_RUNTIME_DIR")]
    )
    return [place for place in (*own, os.environ.get("TMPDIR", "/tmp")) if place]  # noqa: S108


def _is_ours(folder: Path, identity: Identity) -> bool:
    """Anybody may have made this name in /tmp before us: use it only when it is our own, real and closed to others."""
    try:
        folder.mkdir(mode=0o700)
        identity.own(folder)
    except FileExistsError:
        pass
    except OSError:
        return False
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == identity.uid and not found.st_mode & 0o077
