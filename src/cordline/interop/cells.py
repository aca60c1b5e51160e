"""What one cell says, read by its column: text, a choice, a number, a day, a moment with its zone. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cordline.ground.refusal import Refusal
from cordline.interop.types import Fault, Row

_DECIMAL = re.compile(r"^[+-]?\d{1,15}(\.\d{1,9})?$", re.ASCII)
_WHOLE = re.compile(r"^\d{1,15}$", re.ASCII)
Read = Callable[[str], Any]


class Unread(Exception):  # noqa: N818 - carries the refusal of one cell
    """A cell does not say what its column asks for."""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the refusal."""
        self.refusal = Refusal(code, **facts)
        super().__init__(code)


def text(cell: str) -> str:
    """Any line of text."""
    return cell


def choice(of: type[StrEnum]) -> Read:
    """One value of an enumeration."""

    def read(cell: str) -> StrEnum:
        for member in of:
            if cell.lower() in (member.value.lower(), member.value.lower().replace("_", " ")):
                return member
        raise Unread("interop.cell_choice", found=cell[:40], choices=", ".join(m.value for m in of))

    return read


def several(of: type[StrEnum]) -> Read:
    """Several values of an enumeration, with semicolons between them."""
    one = choice(of)

    def read(cell: str) -> tuple[StrEnum, ...]:
        return tuple(one(part.strip()) for part in cell.split(";") if part.strip())

    return read


def words(cell: str) -> tuple[str, ...]:
    """Several words, with semicolons between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def countries(cell: str) -> tuple[str, ...]:
    """Several countries of two letters."""
    return tuple(part.upper() for part in words(cell))


def number(cell: str) -> Decimal:
    """A measured value."""
    if not _DECIMAL.match(cell):
        raise Unread("interop.cell_number", found=cell[:40])
    return Decimal(cell)


def whole(cell: str) -> int:
    """A count."""
    if not _WHOLE.match(cell):
        raise Unread("interop.cell_whole", found=cell[:40])
    return int(cell)


def yes_no(cell: str) -> bool:
    """Yes or no; an empty cell is neither."""
    answer = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(cell.lower())
    if answer is None:
        raise Unread("interop.cell_yes_no", found=cell[:40])
    return answer


def day(cell: str) -> date:
    """A plain date, written year first."""
    try:
        if len(cell) == 10:
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise Unread("interop.cell_day", found=cell[:40])


def moment(cell: str) -> datetime:
    """A moment with its offset."""
    try:
        found = datetime.fromisoformat(cell) if len(cell) >= 16 else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise Unread("interop.cell_time", found=cell[:40])
    if found.utcoffset() is None:
        raise Unread("interop.cell_time_zone", found=cell[:40])
    return found


@dataclass(frozen=True)
class Column:
    """One column of an import: how its cells are read, whether it is needed, what it means, and an example."""

    name: str
    read: Read
    says: str
    example: str = ""
    needed: bool = False


def read_row(row: Row, columns: tuple[Column, ...]) -> tuple[dict[str, Any], list[Fault]]:
    """Read every cell of a row; gives the values of those that are there, and each fault with its column."""
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        cell = row.cells.get(column.name, "")
        if not cell:
            if column.needed:
                faults.append(Fault(row.line, column.name, Refusal("interop.cell_missing")))
            continue
        try:
            values[column.name] = column.read(cell)
        except Unread as unread:
            faults.append(Fault(row.line, column.name, unread.refusal))
    return values, faults


def canonical(cells: Mapping[str, str]) -> dict[str, str]:
    """A row's cells as its content is compared by: empty ones left out, in the order of their names."""
    return {name: cell for name, cell in sorted(cells.items()) if cell}
