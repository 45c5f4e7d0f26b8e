import re
import stat

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from konullu.platform import files
from konullu.platform.errors import Refused

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 40
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 40
HTML = b"<!doctype html><script>alert(1)</script>"


def check(content, name="paper.pdf", kinds=files.DOCUMENTS, max_bytes=10_000):
    return files.checked_upload(SimpleUploadedFile(name, content), kinds=kinds, max_bytes=max_bytes, field="paper")


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "konullu.platform.files.storage"}}
    return settings.MEDIA_ROOT


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "paper.pdf", "pdf"),
        (PDF, "PAPER.PDF", "pdf"),
        (PDF, "no extension", "pdf"),
        (PNG, "x.png", "png"),
        (JPEG, "x.jpeg", "jpeg"),
        (JPEG, "x.JPG", "jpeg"),
    ],
)
def test_a_file_is_taken_by_what_it_is(content, name, kind):
    checked = check(content, name)
    assert (checked.kind.name, checked.size, checked.content) == (kind, len(content), content)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "paper.pdf", "platform.file_empty"),
        (PDF + b" " * 10_000, "paper.pdf", "platform.file_too_big"),
        (HTML, "paper.pdf", "platform.file_kind"),
        (b"MZ" + b"\x00" * 100, "paper.pdf", "platform.file_kind"),
        (b"GIF89a" + HTML, "paper.pdf", "platform.file_kind"),
        (WEBP, "x.webp", "platform.file_kind"),  # known, but not asked for here
        (PDF, "photo.jpg", "platform.file_lies"),
        (PNG, "page.html", "platform.file_lies"),
        (PNG, "x.png.svg", "platform.file_lies"),
    ],
)
def test_a_file_that_lies_is_refused_with_its_reason_and_a_next_step(content, name, code):
    with pytest.raises(Refused) as refused:
        check(content, name)
    [reason] = refused.value.reasons
    assert (reason.code, reason.field) == (code, "paper")
    assert str(reason.next_step)


def test_a_size_that_was_lied_about_is_found_out():
    upload = SimpleUploadedFile("paper.pdf", PDF + b" " * 10_000)
    upload.size = 10
    with pytest.raises(Refused) as refused:
        files.checked_upload(upload, kinds=files.DOCUMENTS, max_bytes=1000)
    assert refused.value.codes == ["platform.file_too_big"]


def test_the_name_that_is_kept_says_nothing_about_the_person(folder):
    name = files.keep(check(PDF, "Aygün Əliyeva şəxsiyyət vəsiqəsi.pdf"), folder="papers")
    assert re.fullmatch(r"papers/[0-9a-f]{2}/[0-9a-f]{32}\.pdf", name)
    assert files.read(name) == PDF
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / name).parent.stat().st_mode) == 0o700
    files.forget(name)
    files.forget(name)
    with pytest.raises(FileNotFoundError):
        files.read(name)


def test_a_stored_file_has_no_public_address(folder):
    with pytest.raises(ValueError, match="URL"):
        default_storage.url(files.keep(check(PDF), folder="papers"))


def test_a_stored_file_is_given_out_as_a_download_only(folder):
    response = files.download(
        files.keep(check(PDF), folder="papers"), filename="Nizamnamə.pdf", media_type="application/pdf"
    )
    assert b"".join(response) == PDF
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Nizamnam%C9%99.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["../secret.key", "/etc/passwd", "papers/../../secret.key"])
def test_no_name_leads_out_of_the_folder(folder, name):
    with pytest.raises(Exception, match=r"outside|located|traversal|joined path"):
        files.read(name)


def test_an_s3_store_is_used_when_a_bucket_is_configured(settings):
    assert isinstance(files.storage(), FileSystemStorage)
    settings.S3_BUCKET, settings.S3_ENDPOINT, settings.S3_REGION = "papers", "http://127.0.0.1:1", "az"
    made = files.storage()
    assert (made.bucket_name, made.endpoint_url, made.file_overwrite) == ("papers", "http://127.0.0.1:1", False)
