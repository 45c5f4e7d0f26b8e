"""The form of a backup: one tar with the database, the files, the secret key, and last a manifest with checksums.

The manifest comes last, so a file that was cut off has none and is refused.
"""

import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from konullu.launcher.trouble import Trouble

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.dump"
KEY = "secret.key"
FILES = "files/"


@dataclass(kw_only=True)
class Manifest:
    """What is in a backup and where it comes from. `members`: name -> (size, sha256); `migrations`: "app.name"."""

    made_at: str
    version: str
    postgresql: int
    files_elsewhere: bool
    migrations: list[str]
    format: int = FORMAT
    members: dict[str, tuple[int, str]] = field(default_factory=dict)


class Writer:
    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self._manifest = manifest

    def add(self, name: str, path: Path) -> int:
        """Returns the size."""
        with path.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            self._put(name, size, source)
        return size

    def add_text(self, name: str, text: str) -> None:
        content = text.encode()
        self._put(name, len(content), BytesIO(content))

    def _put(self, name: str, size: int, source: IO[bytes]) -> None:
        hashing = _Hashing(source)
        self._tar.addfile(_member(name, size), hashing)
        self._manifest.members[name] = (size, hashing.sum.hexdigest())


@contextmanager
def writing(target: Path, manifest: Manifest) -> Iterator[Writer]:
    """A new backup, complete and on disk when the block ends; no trace of it when the block fails."""
    unfinished = target.with_name(target.name + ".part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar, manifest)
                content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
                tar.addfile(_member(MANIFEST, len(content)), BytesIO(content))
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path, *, advance: Callable[[int], None]) -> Manifest:
    """Writes every member below `folder` and compares it with the manifest. Raises Trouble; then use nothing of it."""
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(source, mode="r:") as tar:
            for member in tar:
                if not member.isfile() or not _is_ours(member.name):
                    raise Trouble(f"{source} holds something that no backup has: {member.name!r}.", "Use another file.")
                content = tar.extractfile(member)
                assert content is not None
                if member.name == MANIFEST:
                    manifest = _read_manifest(source, content.read())
                    continue
                found[member.name] = (member.size, _write_out(content, folder / member.name))
                advance(member.size)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Trouble(
            f"{source} can't be read as a backup: {error}.", "It may be cut off; use another copy."
        ) from error
    if manifest is None:
        raise Trouble(f"{source} is not complete: its end is missing.", "Use another copy.")
    wrong = sorted(name for name in found.keys() | manifest.members if found.get(name) != manifest.members.get(name))
    if wrong:
        raise Trouble(
            f"{source} is damaged: {wrong[0]} does not match its checksum ({len(wrong)} in all).", "Use another copy."
        )
    return manifest


def _read_manifest(source: Path, content: bytes) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(content)
        if values["format"] != FORMAT:
            raise Trouble(
                f"{source} has format {values['format']}; this Könüllü reads {FORMAT}.", "Use a newer Könüllü."
            )
        members = {str(name): (int(size), str(digest)) for name, (size, digest) in values["members"].items()}
        return Manifest(**values | {"members": members})
    except (ValueError, KeyError, TypeError) as error:
        raise Trouble(f"{source} has a manifest that can't be read.", "Use another copy.") from error


def _is_ours(name: str) -> bool:
    """Known names only, and nothing that could leave the folder."""
    if name in (MANIFEST, DATABASE, KEY):
        return True
    parts = name.removeprefix(FILES).split("/")
    return name.startswith(FILES) and "\0" not in name and not any(part in ("", ".", "..") for part in parts)


def _write_out(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    hashing = _Hashing(content)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := hashing.read(1 << 20):
            file.write(block)
    return hashing.sum.hexdigest()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o600
    return member


class _Hashing:
    """Reads through and sums up."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self.sum.update(block)
        return block
