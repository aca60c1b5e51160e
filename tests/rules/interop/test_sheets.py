"""Files of other systems, as rows of text: what is taken, and every fault named by line and column."""

import io
import time
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordline.interop import tables
from cordline.interop.cells import read_row
from cordline.interop.sheets import read_sheet
from cordline.interop.types import ImportKind, Sheet

NEEDED, KNOWN = ("reference", "kind"), ("reference", "kind", "note")


def read(content: bytes, most: int = 100) -> Sheet:
    return read_sheet(content, needed=NEEDED, known=KNOWN, most_rows=most)


def faults(content: bytes, most: int = 100) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.refusal.code) for fault in read(content, most).faults]


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.req("E21", "U83")
@pytest.mark.parametrize(
    "content",
    [
        b"reference,kind,note\nA,x,hello\nB,y,\n",
        b"\xef\xbb\xbfreference;kind;note\r\nA;x;hello\r\nB;y;\r\n",
        b"note\tkind\treference\nhello\tx\tA\n\ty\tB\n",
        b'reference,kind,note\n"A","x","hello"\n\nB,y\n',
    ],
)
def test_rows_are_read_whatever_the_delimiter_and_the_order_of_columns(content: bytes) -> None:
    sheet = read(content)
    assert sheet.faults == []
    assert [row.cells["reference"] for row in sheet.rows] == ["A", "B"]
    assert sheet.rows[0].cells["note"] == "hello"


@pytest.mark.req("E21")
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(0, "", "interop.file_empty")]),
        (b"reference,kind\n", [(0, "", "interop.file_empty")]),
        (b"reference,kind\nA,x\nB,caf\xe9\n", [(3, "", "interop.not_utf8")]),
        ("reference,kind\nA,x\n".encode("utf-16"), [(1, "", "interop.not_utf8")]),
        (b"reference\nA\n", [(1, "", "interop.columns_missing")]),
        (b"reference,kind,colour\nA,x,red\n", [(1, "colour", "interop.column_unknown")]),
        (b"reference,kind,kind\nA,x,y\n", [(1, "kind", "interop.column_twice")]),
        (b"reference,kind\nA,x,1,2\n", [(2, "", "interop.row_too_long")]),
        (b"reference,kind,note\nA,x,=1+1\nB,y,@cmd\nC,z,-2+3\nD,w,-2.5\n",
         [(2, "note", "interop.formula"), (3, "note", "interop.formula"), (4, "note", "interop.formula")]),
        (b"reference,kind\nA,x\x07\n", [(2, "kind", "interop.control_character")]),
        (b"reference,kind\nA," + b"x" * 1001 + b"\n", [(2, "kind", "interop.cell_too_long")]),
        (b'reference,kind\n"A,x\n', [(2, "", "interop.file_unreadable")]),
        (b"\x00\x01\x02", [(1, "", "interop.file_kind")]),
        (b"PK\x03\x04not a zip", [(0, "", "interop.file_unreadable")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_named_where_it_stands(
    content: bytes, found: list[tuple[int, str, str]]
) -> None:
    assert faults(content) == found
    assert faults(content) == [] or read(content).faults


@pytest.mark.req("E21")
def test_two_hundred_thousand_rows_are_refused_with_their_number_and_at_once() -> None:
    content = b"reference,kind\n" + b"".join(b"R%d,x\n" % n for n in range(200_000))
    start = time.monotonic()
    sheet = read(content, most=2_000)
    assert time.monotonic() - start < 10
    (fault,) = sheet.faults
    assert fault.refusal.code == "interop.too_many_rows"
    assert "200,000" in fault.refusal.text
    assert sheet.rows == []


def test_a_spreadsheet_gives_the_same_text_as_a_csv_file() -> None:
    sheet = read(xlsx(("reference", "kind", "note"), ("A", date(2026, 3, 4), 12.5), ("B", True, 25_000_000)))
    assert sheet.faults == []
    assert [dict(row.cells) for row in sheet.rows] == [
        {"reference": "A", "kind": "2026-03-04", "note": "12.5"},
        {"reference": "B", "kind": "yes", "note": "25000000"},
    ]
    assert sheet.rows[1].line == 3


def test_a_formula_in_a_spreadsheet_is_named_by_its_cell() -> None:
    assert faults(xlsx(("reference", "kind"), ("A", "=1+1"))) == [(2, "kind", "interop.formula")]


def test_a_moment_of_a_spreadsheet_has_no_zone_and_is_asked_for_one() -> None:
    sheet = read(xlsx(("reference", "kind"), ("A", datetime(2026, 3, 4, 9, 30))))  # noqa: DTZ001 - as Excel has it
    column = tables.CORDS[2]
    _, found = read_row(type(sheet.rows[0])(2, {column.name: sheet.rows[0].cells["kind"]}), (column,))
    assert [fault.refusal.code for fault in found] == ["interop.cell_time_zone"]


def test_an_archive_that_unpacks_to_too_much_or_declares_entities_is_not_opened() -> None:
    bomb, entities = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 210_000_000)
    with zipfile.ZipFile(entities, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert faults(bomb.getvalue()) == [(0, "", "interop.file_too_large")]
    assert faults(entities.getvalue()) == [(0, "", "interop.file_unreadable")]
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "hello")
    assert faults(other.getvalue()) == [(0, "", "interop.file_kind")]


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: ("reference,kind\n" + text).encode()))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_named_and_never_break_the_reader(content: bytes) -> None:
    sheet = read(content)
    assert sheet.faults or sheet.rows


@pytest.mark.req("E21")
@pytest.mark.parametrize("kind", ImportKind)
def test_each_template_is_a_file_that_can_be_read(kind: ImportKind) -> None:
    sheet = read_sheet(
        tables.template(kind).encode(), needed=tables.needed(kind), known=tables.known(kind), most_rows=10
    )
    assert sheet.faults == []
    _, found = read_row(sheet.rows[0], tables.TABLES[kind])
    assert found == []
