"""Tables as people's programs write them, and files that are none."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from konullu.opportunities.importing import files
from konullu.opportunities.importing.files import NotATable, opened
from konullu.opportunities.importing.rows import EXTRA


def table(content: bytes) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    with opened(io.BytesIO(content)) as found:
        return found.columns, list(found.rows())


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_many_dresses(encoding: str, separator: str) -> None:
    text = f'ad{separator}yer\r\n"Ağac, əkirik; birgə"{separator}Şəki\r\n'
    assert table(text.encode(encoding)) == (["ad", "yer"], [(2, {"ad": "Ağac, əkirik; birgə", "yer": "Şəki"})])


def test_windows_cyrillic_is_recognised() -> None:
    assert table("имя;место\nПосадка;Баку\n".encode("cp1251"))[1] == [(2, {"имя": "Посадка", "место": "Баку"})]


def test_a_workbook_reads_like_a_text() -> None:
    columns, rows = table(
        workbook(["ad", "gün", "saat", "yer"], ["Təlim", date(2026, 12, 1), datetime(2026, 12, 1, 9, 30), 12.0])  # noqa: DTZ001
    )
    assert columns == ["ad", "gün", "saat", "yer"]
    assert rows == [(2, {"ad": "Təlim", "gün": "2026-12-01", "saat": "2026-12-01 09:30:00", "yer": "12"})]


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_sheet() -> None:
    assert [number for number, _row in table(b"a,b\n1,2\n,\n3,4\n")[1]] == [2, 4]


def test_cells_beyond_the_header_are_marked() -> None:
    assert table(b"a,b\n1,2,3\n")[1] == [(2, {"a": "1", "b": "2", EXTRA: "1"})]


def test_line_breaks_inside_quotes_are_one_cell() -> None:
    assert table(b'a,b\n"one\ntwo",2\n')[1] == [(2, {"a": "one\ntwo", "b": "2"})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n\n", "empty"),
        (b"a,a\n1,2\n", "header_repeats"),
        (b"a\x00b,c\n", "unreadable"),
        (b"PK\x03\x04 this is no archive", "unreadable"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "unreadable"),
        (b",".join(b"c%d" % n for n in range(301)) + b"\n", "too_large"),
    ],
)
def test_what_is_no_table_says_why(content: bytes, code: str) -> None:
    with pytest.raises(NotATable) as caught:
        table(content)
    assert caught.value.code == code


def test_an_archive_that_unpacks_to_a_mountain_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "0" * 1_000_000)
    with pytest.raises(NotATable) as caught:
        table(bomb.getvalue())
    assert caught.value.code == "too_large"
