"""Rows out of a file, one at a time: CSV in the encodings and with the separators of people's programs, and XLSX."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import IO, Any

from openpyxl.reader.excel import load_workbook

from konullu.opportunities.importing.rows import EXTRA

type Rows = Iterator[tuple[int, dict[str, str]]]

LONGEST_CELL = 50_000
MOST_COLUMNS = 300
MOST_UNPACKED = 400 * 1024 * 1024  # an .xlsx that grows beyond this is a bomb, not a table


class NotATable(ValueError):
    """The file can't be read as a table. `code` is one of unreadable, empty, header_repeats, too_large."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class TableFile:
    """A table with a header: `columns` in their order, and `rows()` once. Close it, or use `opened`."""

    def __init__(self, columns: list[str], rows: Iterator[tuple[int, list[str]]]) -> None:
        self.columns = columns
        self._rows = rows

    def rows(self) -> Rows:
        """(number, cells by column) of every row that is not empty; the number is what a spreadsheet shows."""
        for number, values in self._rows:
            if any(value.strip() for value in values):
                row = dict(zip(self.columns, values, strict=False))
                extra = values[len(self.columns) :]
                if any(value.strip() for value in extra):
                    row[EXTRA] = "1"
                yield number, row


@contextmanager
def opened(stream: IO[bytes]) -> Iterator[TableFile]:
    """The table in an open binary file. Raises NotATable."""
    start = stream.read(4)
    stream.seek(0)
    if start == b"PK\x03\x04":
        with _workbook(stream) as table:
            yield table
    else:
        yield _csv(stream)


def _csv(stream: IO[bytes]) -> TableFile:
    sample = stream.read(65_536)
    stream.seek(0)
    encoding = _encoding(sample, stream)
    first = sample.decode(encoding, errors="replace")
    if "\x00" in first:
        raise NotATable("unreadable")
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", errors="strict")
    header = first.lstrip("\ufeff").splitlines()[0] if first.strip() else ""
    separator = max(",;\t|", key=lambda sign: (_outside_quotes(header, sign), sign == ","))
    reader = csv.reader(text, delimiter=separator)
    return _table(_csv_rows(reader))


def _csv_rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeDecodeError) as wrong:
            raise NotATable("unreadable") from wrong
        yield number, [value[:LONGEST_CELL] for value in row]


def _encoding(sample: bytes, stream: IO[bytes]) -> str:
    """UTF-8 with or without its mark, UTF-16 with one; else Windows' Cyrillic, when the whole file is not UTF-8."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(1 << 20):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1251"
    finally:
        stream.seek(0)
    return "utf-8-sig"


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


@contextmanager
def _workbook(stream: IO[bytes]) -> Iterator[TableFile]:
    """The first sheet, read as it streams. Formulas give the value that was stored with them."""
    try:
        with zipfile.ZipFile(stream) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise NotATable("too_large")
        stream.seek(0)
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)  # type: ignore[no-untyped-call]
        sheet = book.worksheets[0]
    except NotATable:
        raise
    except Exception as wrong:  # the library raises a dozen kinds for a broken file
        raise NotATable("unreadable") from wrong
    try:
        yield _table(_sheet_rows(sheet))
    finally:
        book.close()


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
            yield number, [_text(value) for value in row]
    except NotATable:
        raise
    except Exception as wrong:
        raise NotATable("unreadable") from wrong


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return str(value)[:LONGEST_CELL]


def _table(rows: Iterator[tuple[int, list[str]]]) -> TableFile:
    """The first row that is not empty is the header; a column without a name is not read."""
    for _number, values in rows:
        names = [" ".join(value.split()) for value in values]
        while names and not names[-1]:
            names.pop()
        if not names:
            continue
        if len(names) > MOST_COLUMNS:
            raise NotATable("too_large")
        named = [name for name in names if name]
        if len(set(named)) != len(named):
            raise NotATable("header_repeats")
        return TableFile(names, rows)
    raise NotATable("empty")
