"""Files that people bring: checked by their real type, kept under random names, given out by authorised views only.

The local folder DATA/files by default; any S3-compatible store when settings.S3_BUCKET is set (extra `konullu[s3]`).
"""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, BinaryIO

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal, Refused


@dataclass(frozen=True)
class Kind:
    """A type of file that we know by its content."""

    name: str
    media_type: str
    extensions: tuple[str, ...]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "application/pdf", (".pdf",)),
        Kind("jpeg", "image/jpeg", (".jpg", ".jpeg", ".jfif")),
        Kind("png", "image/png", (".png",)),
        Kind("webp", "image/webp", (".webp",)),
    )
}
DOCUMENTS = ("pdf", "jpeg", "png")
PICTURES = ("jpeg", "png", "webp")


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """An upload whose content is what it says."""

    content: bytes
    kind: Kind
    sha256: str

    @property
    def size(self) -> int:
        return len(self.content)


class PrivateFolder(FileSystemStorage):
    """The local folder. A file has no address: a view that has asked who is reading gives it out."""

    def url(self, name: str | None) -> str:
        raise ValueError(f"{name} has no URL; give it out by platform.files.download")


def storage(**options: Any) -> Storage:
    """settings.STORAGES["default"]: the local folder, or the S3 bucket when one is configured."""
    if settings.S3_BUCKET:
        s3 = import_string("storages.backends.s3.S3Storage")
        made: Storage = s3(
            bucket_name=settings.S3_BUCKET,
            endpoint_url=settings.S3_ENDPOINT or None,
            region_name=settings.S3_REGION or None,
            default_acl=None,
            file_overwrite=False,
            querystring_expire=60,
            **options,
        )
        return made
    return PrivateFolder(
        location=settings.MEDIA_ROOT,
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
        **options,
    )


def checked_upload(
    file: "UploadedFile[Any]", *, kinds: Collection[str], max_bytes: int, field: str | None = None
) -> CheckedFile:
    """The upload's content byte for byte, when it is small enough and really of one of `kinds` (of KINDS).

    For papers. A picture that will be shown goes through platform.pictures, which takes place and camera out of it.
    Raises Refused: platform.file_empty, file_too_big, file_kind, file_lies (its name says another type).
    """
    size = file.size or 0
    if size > max_bytes:
        raise Refused(_too_big(max_bytes, field))
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Refused(_too_big(max_bytes, field))
    if not content:
        raise Refused(_refusal("file_empty", _("The file is empty."), _("Choose another file."), field))
    kind = kind_of(content)
    wanted = ", ".join(name.upper() for name in kinds)
    if kind is None or kind.name not in kinds:
        step = _("Choose a file of one of these kinds: %(kinds)s.") % {"kinds": wanted}
        raise Refused(_refusal("file_kind", _("This kind of file can't be taken."), step, field))
    extension = _extension(file.name or "")
    if extension and extension not in kind.extensions:
        step = _("Save it again as %(kind)s, or give it a name that fits.") % {"kind": kind.name.upper()}
        raise Refused(_refusal("file_lies", _("The file's name says another kind than its content."), step, field))
    return CheckedFile(content=content, kind=kind, sha256=hashlib.sha256(content).hexdigest())


def kind_of(content: bytes) -> Kind | None:
    """The kind by content alone; None when we don't know it."""
    try:
        found = puremagic.magic_string(content)
    except puremagic.PureError:
        return None
    best = max((match.confidence for match in found), default=0)
    by_type = {kind.media_type: kind for kind in KINDS.values()}
    return next((by_type[m.mime_type] for m in found if m.confidence == best and m.mime_type in by_type), None)


def kind_by_name(stored: str) -> Kind | None:
    """The kind of a file that `keep` stored: its name was given by its content."""
    return next((kind for kind in KINDS.values() if stored.endswith(kind.extensions[0])), None)


def keep(checked: CheckedFile, *, folder: str) -> str:
    """Store the file under a random name in `folder`, and return that name: nothing of the person's own stays in it."""
    name = uuid.uuid4().hex
    path = f"{folder}/{name[:2]}/{name}{checked.kind.extensions[0]}"
    return default_storage.save(path, ContentFile(checked.content))


def keep_made(content: BinaryIO, *, name: str) -> str:
    """Store a file that we made ourselves (an export), in pieces, in the place of an earlier one of that name."""
    default_storage.delete(name)
    return default_storage.save(name, File(content))


def forget(name: str) -> None:
    """Delete a stored file; a file that is not there is no error. Call it after the commit that forgets the name."""
    default_storage.delete(name)


def read(name: str) -> bytes:
    """The whole content of a stored file; FileNotFoundError when it is gone."""
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def download(name: str, *, filename: str, media_type: str) -> FileResponse:
    """A stored file as an answer: always a download, never run as a page. The view has asked who may have it."""
    response = FileResponse(default_storage.open(name), as_attachment=True, filename=filename, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def shown(name: str) -> FileResponse:
    """A stored picture inside a page, for everybody whom the view lets see it. It never runs as a page of its own."""
    kind = kind_by_name(name)
    if kind is None or kind.name not in PICTURES:
        raise FileNotFoundError(name)
    response = FileResponse(default_storage.open(name), content_type=kind.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return f".{extension.lower()}" if dot and stem else ""


def _too_big(max_bytes: int, field: str | None) -> Refusal:
    step = _("Choose a file of at most %(size)s MB.") % {"size": f"{max_bytes / 1_000_000:g}"}
    return _refusal("file_too_big", _("The file is too big."), step, field)


def _refusal(code: str, text: Any, next_step: Any, field: str | None) -> Refusal:
    return Refusal(code=f"platform.{code}", text=text, next_step=next_step, field=field)
