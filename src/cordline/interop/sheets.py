"""How a file becomes rows of text: CSV in UTF-8 or XLSX, read strictly, with every fault at its line and column.

Nothing is guessed: a wrong encoding, a missing or unknown column, a formula, a control character is named. An XLSX file
is looked at before it is opened, since a small archive can hold a very large or a self-referring document.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from cordline.interop import refusals  # noqa: F401 - registers the sentences of the faults named here
from cordline.interop.limits import (
    LARGEST_BYTES,
    LARGEST_UNPACKED_BYTES,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ERRORS,
)
from cordline.interop.types import Row, Sheet

_SIGNED_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$", re.ASCII)
_ZIP = b"PK\x03\x04"
_DELIMITERS = ",;\t"


def read_sheet(content: bytes, *, needed: Sequence[str], known: Sequence[str], most_rows: int) -> Sheet:
    """Read a file by its own bytes, whatever its name says; ``needed`` columns must be there, others be ``known``."""
    sheet = Sheet()
    if len(content) > LARGEST_BYTES:
        sheet.fault(0, "", "interop.file_too_large", most=LARGEST_BYTES // 1024 // 1024)
        return sheet
    lines = _xlsx(content, sheet) if content.startswith(_ZIP) else _csv(content, sheet)
    head = next(lines, None)
    if sheet.faults:
        return sheet
    if head is None or not any(cell.strip() for cell in head[1]):
        sheet.fault(0, "", "interop.file_empty")
        return sheet
    columns = _head(sheet, head[1], needed, known)
    if not sheet.faults:
        _body(sheet, columns, lines, most_rows)
    if not sheet.faults and not sheet.rows:
        sheet.fault(0, "", "interop.file_empty")
    return sheet


def _head(sheet: Sheet, cells: Sequence[str], needed: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    for name in dict.fromkeys(names):
        if name not in known:
            sheet.fault(1, name[:40], "interop.column_unknown", name=name[:40], known=", ".join(known))
        elif names.count(name) > 1:
            sheet.fault(1, name, "interop.column_twice", name=name)
    missing = [name for name in needed if name not in names]
    if missing:
        sheet.fault(1, "", "interop.columns_missing", columns=", ".join(missing))
    sheet.columns = tuple(names)
    return sheet.columns


def _body(
    sheet: Sheet, columns: tuple[str, ...], lines: Iterable[tuple[int, Sequence[str]]], most_rows: int
) -> None:
    count = 0
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > most_rows or len(sheet.faults) >= MOST_ERRORS:
            continue  # only counted, so that the answer can say how many there are
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            sheet.fault(number, "", "interop.row_too_long", found=len(cells), wanted=len(columns))
            continue
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        found = {name: cell.strip() for name, cell in zip(columns, padded, strict=False)}
        for name, cell in found.items():
            _check_cell(sheet, number, name, cell)
        sheet.rows.append(Row(number, found))
    if count > most_rows:
        sheet.rows.clear()
        sheet.faults = []
        sheet.fault(0, "", "interop.too_many_rows", rows=f"{count:,}", most=f"{most_rows:,}")


def _check_cell(sheet: Sheet, line: int, column: str, cell: str) -> None:
    if len(cell) > LONGEST_CELL:
        sheet.fault(line, column, "interop.cell_too_long", length=len(cell), most=LONGEST_CELL)
    elif any(ord(character) < 32 or ord(character) == 127 for character in cell):
        sheet.fault(line, column, "interop.control_character")
    elif cell[:1] in ("=", "@") or (cell[:1] in ("+", "-") and not _SIGNED_NUMBER.match(cell)):
        sheet.fault(line, column, "interop.formula", start=cell[:12])


def _csv(content: bytes, sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        sheet.fault(line, "", "interop.not_utf8", byte=f"0x{content[fault.start]:02X}")
        return
    if "\x00" in text:
        sheet.fault(text[: text.index("\x00")].count("\n") + 1, "", "interop.file_kind")
        return
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        start = 1
        for cells in reader:
            yield start, cells[: MOST_COLUMNS + 1]
            start = reader.line_num + 1
    except csv.Error as fault:
        sheet.fault(reader.line_num, "", "interop.file_unreadable", fault=str(fault))


def _xlsx(content: bytes, sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    import openpyxl

    if not _harmless(content, sheet):
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        page = book.worksheets[0]
        for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), 1):
            yield number, [_text(cell.value) for cell in cells]
    except Exception as fault:  # noqa: BLE001 - a broken archive breaks openpyxl in many ways; each is one answer
        sheet.fault(0, "", "interop.file_unreadable", fault=type(fault).__name__)


def _harmless(content: bytes, sheet: Sheet) -> bool:
    """Look at the archive before anything unpacks it: its true size, and documents that declare entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED_BYTES:
                sheet.fault(0, "", "interop.file_too_large", most=LARGEST_UNPACKED_BYTES // 1024 // 1024)
                return False
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as inside:
                        start = inside.read(4096).replace(b"\x00", b"").upper()
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        sheet.fault(0, "", "interop.file_unreadable", fault="it declares entities")
                        return False
            return any(part.filename == "xl/workbook.xml" for part in archive.infolist()) or _not_ours(sheet)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as fault:
        sheet.fault(0, "", "interop.file_unreadable", fault=type(fault).__name__)
        return False


def _not_ours(sheet: Sheet) -> bool:
    sheet.fault(0, "", "interop.file_kind")
    return False


def _text(value: object) -> str:
    """One cell as the text that stands for it; a formula keeps its sign, so that it is found as one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        plain = value.time().isoformat() == "00:00:00" and value.tzinfo is None
        return value.date().isoformat() if plain else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        number = Decimal(repr(value))
        return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number:f}"
    if isinstance(value, str | int):
        return str(value)
    return "=" if "Formula" in type(value).__name__ else str(value)
