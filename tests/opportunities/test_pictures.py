"""The picture: taken, replaced, removed, shared by copies; and read again when the organisation is not trusted."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from konullu.accounts.models import Person
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations.copying import clone
from konullu.opportunities.operations.pictures import remove_picture, set_picture
from konullu.platform import files
from konullu.platform.errors import Refused
from tests.opportunities.conftest import fresh, verbs
from tests.organisations.conftest import NOW


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(colour: str = "green") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")


def stored(name: str) -> bool:
    try:
        return bool(files.read(name))
    except FileNotFoundError:
        return False


def test_a_picture_is_kept_and_its_successor_takes_its_place(
    draft: Opportunity, nigar: Person, django_capture_on_commit_callbacks: Any
) -> None:
    first = set_picture(opportunity=draft, upload=photo(), by=nigar, now=NOW).picture
    assert stored(first)
    with django_capture_on_commit_callbacks(execute=True):
        second = set_picture(opportunity=draft, upload=photo("red"), by=nigar, now=NOW).picture
    assert (stored(first), stored(second), fresh(draft).picture) == (False, True, second)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(opportunity=draft, by=nigar, now=NOW)
        remove_picture(opportunity=draft, by=nigar, now=NOW)
    assert (stored(second), fresh(draft).picture) == (False, "")
    assert verbs(draft) == ["begun", "picture_set", "picture_set", "picture_removed"]


def test_a_copy_shares_the_picture_until_the_last_of_them_lets_it_go(
    draft: Opportunity, nigar: Person, django_capture_on_commit_callbacks: Any
) -> None:
    name = set_picture(opportunity=draft, upload=photo(), by=nigar, now=NOW).picture
    copy = clone(opportunity=draft, by=nigar, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(opportunity=draft, by=nigar, now=NOW)
    assert stored(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(opportunity=copy, by=nigar, now=NOW)
    assert not stored(name)


def test_a_new_picture_in_public_is_read_again(published: Opportunity, nigar: Person) -> None:
    assert set_picture(opportunity=published, upload=photo(), by=nigar, now=NOW).recheck_since == NOW


def test_what_is_no_picture_is_refused_at_its_field(draft: Opportunity, nigar: Person, vusal: Person) -> None:
    text = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    with pytest.raises(Refused) as refused:
        set_picture(opportunity=draft, upload=text, by=nigar, now=NOW)
    assert [reason.field for reason in refused.value.reasons] == ["picture"]
    with pytest.raises(PermissionDenied):
        set_picture(opportunity=draft, upload=photo(), by=vusal, now=NOW)
    assert fresh(draft).picture == ""
