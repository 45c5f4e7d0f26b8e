"""Which instance this process belongs to: the data folder, the database address, the keys. No Django here.

`konullu up` writes DATA/instance.json; every other command reads it by the same setting (KONULLU_DATA).
"""

import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """KONULLU_DATA, or konullu-data beside the code when it is a checkout, else the user's data folder."""
    if chosen := os.environ.get("KONULLU_DATA"):
        return Path(chosen).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "konullu-data"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "konullu"


def running() -> dict[str, Any]:
    """What `konullu up` wrote about itself, or an empty mapping when it has never run here.

    `url` stays after the end (links in letters need it), `database_url` and `pids` are only there while it runs,
    or when it was killed.
    """
    return read_json(data_folder() / "instance.json")


def remember(**facts: object) -> None:
    """Adds to instance.json; a fact that is None is taken out."""
    kept = {name: value for name, value in (running() | facts).items() if value is not None}
    write_json(data_folder() / "instance.json", kept)


def database_url() -> str | None:
    """DATABASE_URL, or the address of the embedded server of this data folder, or None when there is neither."""
    return os.environ.get("DATABASE_URL") or running().get("database_url")


def secret_key() -> str:
    """KONULLU_SECRET_KEY, or the key kept in the data folder (made at first use, readable by the owner only)."""
    if given := os.environ.get("KONULLU_SECRET_KEY"):
        return given
    return kept_secret("secret.key", length=64)


def kept_secret(name: str, *, length: int) -> str:
    """A random secret in the data folder, made at first use. Two processes at once agree on the same one."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return secret_file(folder / name, length=length)


def secret_file(path: Path, *, length: int) -> str:
    """The secret in this file. It gets its name only when it is whole, so nobody ever reads half of it."""
    if not path.exists():
        handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(length))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    return path.read_text().strip()


def read_json(path: Path) -> dict[str, Any]:
    """The mapping in this file; empty when there is no such file, or no whole one."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Whole or not at all, readable by the owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
