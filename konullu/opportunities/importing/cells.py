"""One cell of a file becomes a value. Each way takes the cells and its settings, and raises Bad when it can't."""

import ast
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from konullu.opportunities.importing.reasons import Bad
from konullu.platform.text import TextRefused, clean_line, clean_text, fold

type Way = Callable[["Cells"], Any]

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ue000-\uf8ff\ufff0-\uffff\ud800-\udfff]"
)
# A dict of texts without quotes or backslashes inside: read at a tenth of the cost of Python's own reader.
_PAIR = re.compile(r"'([^'\\\n]*)': '([^'\\\n]*)'")
_PLAIN_DICT = re.compile(r"\{'[^'\\\n]*': '[^'\\\n]*'(?:, '[^'\\\n]*': '[^'\\\n]*')*\}")
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_UNREAD = frozenset({"script", "style", "template", "iframe", "object"})
_LONGEST_CELL = 20_000
_GROUPED = re.compile(r"\d{1,3}([ \u00a0\u202f,.']\d{3})+")


@dataclass(slots=True, kw_only=True)
class Cells:
    """The cells of a row that one field is read from, and how."""

    texts: list[str]
    settings: Mapping[str, Any]
    mends: list[str] = field(default_factory=list)  # codes of reasons.MENDS: what was changed on the way

    @property
    def first(self) -> str:
        return self.texts[0]

    def mend(self, code: str) -> None:
        self.mends.append(code)


class _Text(HTMLParser):
    """The text of a piece of HTML, a line for each block, without what is not text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  HTMLParser's own signature
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)


def line(cells: Cells) -> str:
    """One line of plain text, several cells joined by a space. Settings: max, cut (shorten instead of refusing)."""
    text = _plain(" ".join(cell for cell in cells.texts if cell.strip()), cells)
    return _fitting(" ".join(text.split()), cells, clean_line)


def paragraphs(cells: Cells) -> str:
    """Several lines of plain text; several cells become paragraphs. Settings: max, cut."""
    text = _plain("\n\n".join(cell for cell in cells.texts if cell.strip()), cells)
    return _fitting(text, cells, clean_text)


def word(cells: Cells) -> str:
    """One code: the file's word looked up in `values`, without regard to case and marks."""
    found = _words(cells).get(fold(cells.first.strip()))
    if found is None:
        raise Bad("not_known")
    if not found:
        cells.mend("no_counterpart")
    return found


def words(cells: Cells) -> tuple[str, ...]:
    """Several codes from one cell, parted by comma, semicolon, bar or line end; each once, in their order."""
    known = _words(cells)
    codes: dict[str, None] = {}
    for part in re.split(r"[,;|\n]", cells.first):
        if not part.strip():
            continue
        if (code := known.get(fold(part.strip()))) is None:
            raise Bad("not_known")
        codes[code] = None
    return tuple(codes)


def whole(cells: Cells) -> int:
    """A whole number; 12.0 is one, and so is 1 200. Settings: min, max."""
    text = cells.first.strip()
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if text.endswith(".0"):
        text = text[:-2]
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise Bad("not_a_number")
    number = int(text)
    if not cells.settings.get("min", 0) <= number <= cells.settings.get("max", 2_000_000_000):
        raise Bad("not_a_number")
    return number


def day(cells: Cells) -> date:
    """A day in one of the `formats` (strptime). Spreadsheets' own dates come as ISO texts and are always read."""
    found = _day(cells.first.strip(), tuple(cells.settings.get("formats", ())))
    if found is None:
        raise Bad("not_a_day")
    return found


def point(cells: Cells) -> tuple[float, float]:
    """Latitude and longitude, WGS84 degrees: from two cells, or from one with a comma between them."""
    # 40,4093; 49,8671: where a semicolon parts them, a comma is the decimal sign.
    parted = r"\s*;\s*" if ";" in cells.first else r"[,\s]+"
    texts = cells.texts if len(cells.texts) == 2 else re.split(parted, cells.first.strip(" ()"))
    if len(texts) != 2:
        raise Bad("not_a_point")
    return _point(texts[0], texts[1])


def point_inside(cells: Cells) -> tuple[float, float]:
    """Latitude and longitude out of a JSON object or a Python dict that stands in the cell as text."""
    inside = _inside(cells.first)
    found = _point(str(inside.get("latitude", "")), str(inside.get("longitude", "")))
    cells.mend("point_inside")
    return found


def address_inside(cells: Cells) -> str:
    """Street, city, state and postcode out of the `human_address` of such an object."""
    inside = _inside(cells.first).get("human_address", "")
    try:
        parts = json.loads(inside) if isinstance(inside, str) else inside
    except (ValueError, RecursionError):
        raise Bad("unreadable") from None
    if not isinstance(parts, dict):
        raise Bad("unreadable")
    return _address([str(parts.get(key) or "") for key in ("address", "city", "state", "zip")], cells)


def address(cells: Cells) -> str:
    """An address from its parts, in the order of the columns; the last one may be a postcode."""
    return _address(cells.texts, cells)


def email(cells: Cells) -> str:
    text = cells.first.strip().removeprefix("mailto:")
    try:
        validate_email(text)
    except ValidationError:
        raise Bad("not_an_email") from None
    return text


def phone(cells: Cells) -> str:
    """E.164; a number without a country belongs to the mapping's `country`."""
    try:
        number = phonenumbers.parse(cells.first.strip()[:40], cells.settings.get("country", "AZ"))
    except phonenumbers.NumberParseException:
        raise Bad("not_a_phone") from None
    if not phonenumbers.is_valid_number(number):
        raise Bad("not_a_phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def link(cells: Cells) -> str:
    """An http(s) address; `base` stands before a path."""
    text = cells.first.strip()
    if text.startswith("/") and cells.settings.get("base"):
        text = str(cells.settings["base"]).rstrip("/") + text
    if re.match(r"(?i)www\.", text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        raise Bad("not_a_link") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(text) > 500 or re.search(r"[\s<>\"]", text):
        raise Bad("not_a_link")
    return text


WAYS: dict[str, Way] = {
    "line": line,
    "paragraphs": paragraphs,
    "word": word,
    "words": words,
    "whole": whole,
    "day": day,
    "point": point,
    "point_inside": point_inside,
    "address": address,
    "address_inside": address_inside,
    "email": email,
    "phone": phone,
    "link": link,
}


def _plain(text: str, cells: Cells) -> str:
    text = text[:_LONGEST_CELL]
    if _TAG.search(text):
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = unescape("".join(reader.parts))
        cells.mend("html_removed")
    return text


def _fitting(text: str, cells: Cells, clean: Callable[[str, int], str]) -> str:
    longest = int(cells.settings.get("max", 200))
    if len(text) > longest:
        if not cells.settings.get("cut"):
            raise Bad("too_long")
        text = text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
        cells.mend("cut")
    if clean is clean_line and text.isascii() and text.isprintable():
        return text  # its spaces are one each already, and nothing in it could be refused
    try:
        return clean(text, longest)
    except TextRefused:
        cells.mend("invisible_removed")
    try:
        return clean(_UNSEEN.sub("", text), longest)
    except TextRefused:
        raise Bad("unreadable") from None


def _words(cells: Cells) -> dict[str, str]:
    known: dict[str, str] = cells.settings["folded"]  # made once by mapping.py
    return known


@lru_cache(maxsize=4096)
def _day(text: str, formats: tuple[str, ...]) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else _by_format(text, formats)
    except ValueError:
        return None


def _by_format(text: str, formats: tuple[str, ...]) -> date | None:
    for one in formats:
        try:
            found = datetime.strptime(text, one).date()  # noqa: DTZ007
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2200 else None
    return None


def _point(latitude: str, longitude: str) -> tuple[float, float]:
    try:
        found = float(latitude.strip().replace(",", ".")), float(longitude.strip().replace(",", "."))
    except ValueError:
        raise Bad("not_a_point") from None
    # Written so that NaN fails too. Nobody helps at 0, 0 in the sea: it is what broken geocoders say.
    if not (-90 <= found[0] <= 90 and -180 <= found[1] <= 180) or found == (0.0, 0.0):
        raise Bad("not_a_point")
    return round(found[0], 6), round(found[1], 6)


@lru_cache(maxsize=16)  # the point and the address of a row are read from the same text
def _inside(text: str) -> dict[str, Any]:
    """{'latitude': '40.7', 'human_address': '{"city": ...}'}: Python's quotes outside, JSON's inside."""
    text = text.strip()
    if _PLAIN_DICT.fullmatch(text):
        return dict(_PAIR.findall(text))
    try:
        found = json.loads(text) if text[:2] == '{"' else ast.literal_eval(text[:_LONGEST_CELL])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise Bad("unreadable") from None
    if not isinstance(found, dict):
        raise Bad("unreadable")
    return found


def _address(parts: list[str], cells: Cells) -> str:
    """The last two parts (state and postcode) stand together; a postcode against the `postcode` pattern is dropped."""
    parts = [" ".join(part.split()).strip(" ,") for part in parts]
    pattern = cells.settings.get("postcode")
    if pattern and parts[-1] and not re.fullmatch(pattern, parts[-1]):
        parts[-1] = ""
        cells.mend("postcode_wrong")
    head, tail = [part for part in parts[:-2] if part], " ".join(part for part in parts[-2:] if part)
    if not head and not parts[-1]:
        return ""  # a state alone is no place
    return line(replace(cells, texts=[", ".join([*head, tail] if tail else head)]))
