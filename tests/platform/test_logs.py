import io
import json
import logging

import pytest

from konullu.platform import request_id
from konullu.platform.logs import Formatter, without_personal_data


@pytest.fixture
def lines():
    """What the product's own formatter writes, as parsed lines."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        Formatter(["levelname", "name", "message"], rename_fields={"levelname": "level"}, json_ensure_ascii=False)
    )
    log = logging.getLogger("konullu.tests.logs")
    log.setLevel("INFO")
    log.propagate = False
    log.addHandler(handler)
    yield log, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)


@pytest.mark.parametrize(
    "text",
    [
        "+994501234567", "+994 50 123 45 67", "050-123-45-67", "(050) 123 45 67", "00994501234567", "8 (495) 123-45-67",
        "aygun@example.com", "Aygün.Əliyeva@mail.az", "tel=+77012345678,", "<a@b.kz>", "'to': 'x@y.uz'",
    ],
)  # fmt: skip
def test_what_looks_like_a_number_or_an_address_is_masked(text):
    masked = without_personal_data(text)
    assert "(phone)" in masked or "(e-mail)" in masked
    assert not any(part in masked for part in ("123", "aygun", "Əliyeva", "@", "45 67"))


@pytest.mark.parametrize(
    "text",
    [
        "0199c2f4-7c1a-7b2e-9d1c-0123456789ab", "GET /az/office/ 200", "took 0.123456 s", "12 rows",
        "migration 0002_text",        "2026-11-25T12:00:00+0000", "127.0.0.1:8000", "deadlock on 16384",
    ],
)  # fmt: skip
def test_what_is_no_personal_data_stays_readable(text):
    assert without_personal_data(text) == text


def test_a_line_carries_the_request_and_its_extra_fields(lines):
    log, read = lines
    token = request_id.begin("abcdef123456")
    try:
        log.info("signed_in", extra={"person": "0199c2f4", "seconds": 0.5, "to": "aygun@example.com"})
    finally:
        request_id.end(token)
    log.info("later")
    first, second = read()
    assert first == {
        "level": "INFO", "name": "konullu.tests.logs", "message": "signed_in", "person": "0199c2f4", "seconds": 0.5,
        "to": "(e-mail)", "request_id": "abcdef123456",
    }  # fmt: skip
    assert "request_id" not in second


def test_a_traceback_does_not_tell_whose_row_it_was(lines):
    log, read = lines
    try:
        raise ValueError(
            'duplicate key\nDETAIL:  Key (name)=(Aygün Əliyeva) already exists.\ncalled with "+994501234567"'
        )
    except ValueError:
        log.exception("failed for %s", "aygun@example.com")
    [line] = read()
    assert line["message"] == "failed for (e-mail)"
    assert "ValueError: duplicate key" in line["exc_info"]
    assert not any(word in str(line) for word in ("Aygün", "99450", "aygun"))


def test_nested_fields_are_masked_too(lines):
    log, read = lines
    log.warning("x", extra={"context": {"people": ["a@b.az", {"phone": "+994501234567"}], "n": 1, "none": None}})
    [line] = read()
    assert line["context"] == {"people": ["(e-mail)", {"phone": "(phone)"}], "n": 1, "none": None}


@pytest.mark.parametrize(
    ("offered", "accepted"),
    [("abc-DEF_1.23", True), ("short", False), ("x" * 65, False), ("a\nb" * 5, False), (None, False)],
)
def test_a_proxys_request_number_is_taken_only_when_harmless(offered, accepted):
    token = request_id.begin(offered)
    try:
        assert (request_id.current() == offered) is accepted
        assert len(request_id.current()) >= 8
    finally:
        request_id.end(token)
    assert request_id.current() == ""
