"""Pictures for everybody: nothing but the picture is left, and a bomb does not unfold."""

import struct
import threading
import tracemalloc
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

from konullu.platform import pictures
from konullu.platform.errors import Refused

WORDS = b"Fidan, Qusar, 41.4219"
RED, BLUE = (200, 20, 20), (20, 20, 200)


def two_colours(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """As a phone writes it: place, moment, camera, and words."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = WORDS.decode()  # description
    made[0x9286] = WORDS  # user comment
    made.get_ifd(0x8825).update({1: "N", 2: (41.0, 25.0, 19.0), 3: "E", 4: (48.0, 26.0, 10.0)})
    return made


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    written = BytesIO()
    image.save(written, format=kind, **options)
    return written.getvalue()


def traced(kind: str, orientation: int = 1) -> bytes:
    """A picture with every kind of trace that its format can carry."""
    image = two_colours()
    match kind:
        case "jpeg":
            return encoded(image, kind, exif=exif(orientation), comment=WORDS, xmp=b"<x:xmpmeta>" + WORDS)
        case "png":
            info = PngImagePlugin.PngInfo()
            info.add_text("Author", WORDS.decode())
            info.add_itxt("XML:com.adobe.xmp", WORDS.decode())
            return encoded(image, kind, exif=exif(orientation), pnginfo=info)
        case _:
            return encoded(image, kind, lossless=True, exif=exif(orientation), xmp=WORDS)


def clean(content: bytes, kind: str, max_bytes: int = 10_000_000) -> bytes:
    upload = SimpleUploadedFile(f"photo.{kind}", content)
    return pictures.checked_picture(upload, max_bytes=max_bytes, field="picture").content


def refusal(content: bytes, kind: str) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused:
        clean(content, kind)
    [reason] = refused.value.reasons
    assert str(reason.next_step)
    return reason.code, reason.field


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel[:3], colour, strict=True))


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_no_trace_of_place_camera_or_words_is_left(kind: str) -> None:
    before = traced(kind)
    assert WORDS in before
    assert Image.open(BytesIO(before)).getexif().get_ifd(0x8825)
    after = clean(before, kind)
    assert WORDS not in after
    with Image.open(BytesIO(after)) as image:
        assert (image.format, image.size) == (kind.upper(), (60, 40))
        assert dict(image.getexif()) == {}
        assert not {"exif", "comment", "xmp", "icc_profile", "Author", "XML:com.adobe.xmp"} & set(image.info)
        assert near(image.convert("RGB").getpixel((10, 20)), RED)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_taken_sideways_stands_upright(kind: str) -> None:
    with Image.open(BytesIO(clean(traced(kind, orientation=6), kind))) as image:
        assert image.size == (40, 60)
        assert near(image.convert("RGB").getpixel((20, 10)), RED)
        assert near(image.convert("RGB").getpixel((20, 50)), BLUE)


def test_what_is_hidden_behind_the_picture_does_not_stay() -> None:
    assert b"PK\x03\x04 archive" not in clean(traced("jpeg") + b"PK\x03\x04 archive", "jpeg")


def test_a_huge_photo_is_kept_at_the_size_of_a_page() -> None:
    photo = encoded(two_colours(size=(6000, 4000)), "jpeg")
    with Image.open(BytesIO(clean(photo, "jpeg"))) as image:
        assert image.size == (2400, 1600)


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "jpeg"), ("L", "jpeg"), ("P", "png"), ("I;16", "png"), ("1", "png")]
)
def test_unusual_kinds_of_pixels_are_pictures_too(mode: str, kind: str) -> None:
    image = Image.new(mode, (30, 20)) if mode == "I;16" else two_colours(mode, (30, 20))
    with Image.open(BytesIO(clean(encoded(image, kind), kind))) as after:
        assert (after.mode, after.size) == ("RGB", (30, 20))


def test_what_can_be_seen_through_stays_so() -> None:
    palette = two_colours("P")
    for content in (
        encoded(two_colours("RGBA"), "png"),
        encoded(palette, "png", transparency=palette.getpixel((0, 0))),
    ):
        with Image.open(BytesIO(clean(content, "png"))) as after:
            assert after.mode == "RGBA"


def test_colours_of_another_profile_become_those_of_the_web_and_a_broken_profile_is_no_error() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"not a profile"):
        with Image.open(BytesIO(clean(encoded(two_colours(), "png", icc_profile=profile), "png"))) as after:
            assert "icc_profile" not in after.info
            assert near(after.getpixel((10, 20)), RED)


def test_of_a_moving_picture_the_first_moment_stays() -> None:
    moving = encoded(two_colours(), "webp", save_all=True, append_images=[Image.new("RGB", (60, 40))], duration=100)
    with Image.open(BytesIO(clean(moving, "webp"))) as after:
        assert getattr(after, "n_frames", 1) == 1
        assert near(after.convert("RGB").getpixel((10, 20)), RED)


def bomb(width: int, height: int) -> bytes:
    """A true PNG of a few kilobytes that unfolds into width x height pixels of one bit."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = zlib.compressobj(9)
    line = b"\x00" * (1 + (width + 7) // 8)
    packed = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6400, 10_000, 16_000])
def test_a_bomb_is_refused_before_it_unfolds(side: int) -> None:
    content = bomb(side, side)
    assert len(content) < 100_000
    tracemalloc.start()
    try:
        assert refusal(content, "png") == ("platform.picture_too_large", "picture")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_the_bomb_of_the_test_would_be_a_picture_if_it_were_smaller() -> None:
    assert Image.open(BytesIO(clean(bomb(100, 100), "png"))).size == (100, 100)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_that_breaks_off_is_refused_in_words(kind: str) -> None:
    whole = traced(kind)
    assert refusal(whole[: len(whole) * 2 // 3], kind) == ("platform.picture_damaged", "picture")


def test_only_pictures_are_taken() -> None:
    assert refusal(b"%PDF-1.7\n%%EOF\n", "pdf") == ("platform.file_kind", "picture")


def test_one_picture_at_a_time_is_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most = 0, 0
    true = pictures._plain

    def counted(image: Image.Image) -> Image.Image:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        try:
            return true(image)
        finally:
            at_once -= 1

    monkeypatch.setattr(pictures, "_plain", counted)
    photo = encoded(two_colours(size=(1500, 1000)), "jpeg")
    threads = [threading.Thread(target=clean, args=(photo, "jpeg")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert most == 1
