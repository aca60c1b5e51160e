"""Files of what a list shows: CSV, XLSX and JSON, with ISO dates and no cell that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from cordline.ground import writing
from cordline.web.responses import attachment

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def export(
    name: str, columns: Sequence[Any], rows: Iterable[Any], kind: str
) -> HttpResponse | StreamingHttpResponse:
    """Write the filtered rows into a file; dates are ISO 8601, and no cell can be run as a formula."""
    heads = [column.head for column in columns]
    table = ([_plain(column.raw(row)) for column in columns] for row in rows)
    if kind == "json":
        listed = [dict(zip(heads, (_json(cell) for cell in line), strict=True)) for line in table]
        return attachment(
            json.dumps(listed, ensure_ascii=False, indent=1).encode(), f"{name}.json", "application/json"
        )
    if kind == "xlsx":
        from openpyxl import Workbook  # heavy, and few ask for such a file: the start does not wait for it

        book = Workbook(write_only=True)
        sheet = book.create_sheet(name[:31])
        sheet.append(heads)
        for line in table:
            sheet.append([safe_cell(cell) for cell in line])
        out = io.BytesIO()
        book.save(out)
        return attachment(
            out.getvalue(),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    response = StreamingHttpResponse(_csv(heads, table), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def safe_cell(value: Any) -> Any:
    """Keep a spreadsheet from running text as a formula; numbers stay numbers, moments become ISO text."""
    if isinstance(value, str) and value.startswith(_RISKY):
        return "'" + value
    return value


def _csv(heads: Sequence[str], table: Iterator[list[Any]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    line = io.StringIO()
    writer = csv.writer(line)
    for cells in ([heads], table):
        for row in cells:
            writer.writerow([_text(cell) for cell in row])
            yield line.getvalue().encode()
            line.seek(0)
            line.truncate()


def _text(cell: Any) -> Any:
    if _is_number(cell):
        return cell
    return safe_cell("" if cell is None else str(cell))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return writing.in_file(value)
    if value is None or _is_number(value):
        return value
    return str(value)


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
