"""Pictures that will be shown to everybody: decoded and written anew, so that nothing but the picture itself is left.

A phone writes where and when a photo was made into it, and a small copy of what was cut away; with minors in it, that
is dangerous. Cleaning is for pictures that are shown. Papers (charters, proofs of guardianship) stay as they came, byte
for byte: their digest is evidence in the journal, a scan that we have encoded again is another paper, and a signature
in it would break. Papers are read only by those who check them, as a download, and are never decoded by us.
"""

import hashlib
import threading
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from konullu.platform.errors import Refusal, Refused
from konullu.platform.files import PICTURES, CheckedFile, checked_upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_PIXELS = 40_000_000  # 160 MB once decoded; phones make 12 to 50 million, and the big ones not within 10 MB
LONGEST_SIDE = 2400  # pixels that are kept: twice the widest place on a page
_HOW: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 85, "optimize": True, "progressive": True},
    "png": {"optimize": True},
    "webp": {"quality": 82, "method": 4},
}
# A few bytes can unfold into hundreds of megabytes: one picture at a time in a process, whatever is sent at once.
_one_at_a_time = threading.Lock()


def checked_picture(file: "UploadedFile[Any]", *, max_bytes: int, field: str | None = None) -> CheckedFile:
    """An upload as a picture without traces: upright, at most LONGEST_SIDE, sRGB; of moving ones the first moment.

    Raises Refused as `files.checked_upload` does, and platform.picture_too_large, picture_damaged.
    """
    checked = checked_upload(file, kinds=PICTURES, max_bytes=max_bytes, field=field)
    with _one_at_a_time:
        content = _cleaned(checked, field)
    return CheckedFile(content=content, kind=checked.kind, sha256=hashlib.sha256(content).hexdigest())


def _cleaned(checked: CheckedFile, field: str | None) -> bytes:
    try:
        # Opening reads the header only; the size that stands there is what decoding would take.
        with Image.open(BytesIO(checked.content), formats=[checked.kind.name]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused(_too_large(field))
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at a fraction, when that is enough
            upright = ImageOps.exif_transpose(image)
            plain = _plain(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_too_large(field)) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise Refused(_damaged(field)) from error
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written = BytesIO()
    plain.save(written, format=checked.kind.name, **_HOW[checked.kind.name])
    return written.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """The same in RGB or RGBA, in the colours of the web, with nothing remembered beside its pixels."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data and image.format != "JPEG" else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            image = converted or image
        except (ImageCms.PyCMSError, ValueError, OSError):  # a profile that can't be read: the colours as they are
            pass
    image = image.convert(mode)
    image.info = {}  # encoders write comments and profiles that they find here
    return image


def _too_large(field: str | None) -> Refusal:
    return Refusal(
        code="platform.picture_too_large",
        text=_("The picture has too many pixels."),
        next_step=_("Make it smaller: 2400 pixels on the longer side are enough."),
        field=field,
    )


def _damaged(field: str | None) -> Refusal:
    return Refusal(
        code="platform.picture_damaged",
        text=_("The picture can't be read to its end."),
        next_step=_("Open it, save it again, and choose the new file."),
        field=field,
    )
