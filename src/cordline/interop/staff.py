"""A file of people to enrol: read strictly, judged row by row, taken in as a whole or not at all (E20)."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from cordline.access import selectors as access
from cordline.access.services import Joiner, enrol_members, why_not_enrol
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.interop import cells
from cordline.interop.cells import Column, read_row
from cordline.interop.sheets import read_sheet
from cordline.interop.types import Fault
from cordline.ledger.services import database_now

MOST_PEOPLE = 500
COLUMNS = (
    Column(
        "display_name", cells.text, "full name, as it stands beside signatures", "Contoh Satu (demo)", True
    ),
    Column(
        "username",
        cells.text,
        "user name; never given to anybody else later",
        "contoh.satu@example.org",
        True,
    ),
    Column("roles", cells.several(Role), "roles at your site, with semicolons", "nurse; vigilance_officer"),
    Column("until", cells.day, "last day of the roles; empty for no end", ""),
    Column("scope", cells.text, "for an inspector: what they came to look at", ""),
)
# Which column a reason is about; what is not here is about the whole row.
_COLUMN_OF = {
    "access.name_missing": "display_name", "access.username_taken": "username", "access.visitor_is_no_role": "roles",
    "access.grant_span": "until", "access.inspector_needs_end": "until", "access.inspector_needs_scope": "scope",
}  # fmt: skip


@dataclass(frozen=True)
class StaffFile:
    """What a file of people says: who would join with what, and everything wrong with it."""

    sha256: str
    joiners: tuple[Joiner, ...] = ()
    faults: tuple[Fault, ...] = ()
    rows: int = 0
    lines: tuple[int, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The rows for the page of the dry run."""
        return [
            {"line": line, "who": one, "roles": ", ".join(role.label for role in one.roles) or "None yet"}
            for line, one in zip(self.lines, self.joiners, strict=True)
        ]


def template() -> str:
    """A CSV file with the head and one row as an example."""
    head, example = ([getattr(column, name) for column in COLUMNS] for name in ("name", "example"))
    return f"{','.join(head)}\n{','.join(example)}\n"


def read_staff_file(content: bytes, *, by: Actor) -> StaffFile:
    """Read and judge a file without changing anything: every fault with its line and column."""
    needed = [column.name for column in COLUMNS if column.needed]
    sheet = read_sheet(
        content, needed=needed, known=[column.name for column in COLUMNS], most_rows=MOST_PEOPLE
    )
    sha256 = hashlib.sha256(content).hexdigest()
    faults, joiners, place = list(sheet.faults), [], access.site(by.site)
    zone = ZoneInfo(place.zone if place else "UTC")
    for row in sheet.rows if not sheet.faults else ():
        values, wrong = read_row(row, COLUMNS)
        faults += wrong
        if not wrong:
            joiners.append(_joiner(values, zone))
    lines = tuple(row.line for row in sheet.rows)
    if not faults:
        for line, reasons in zip(lines, why_not_enrol(joiners, by=by, now=database_now()), strict=True):
            faults += [Fault(line, _COLUMN_OF.get(reason.code, ""), reason) for reason in reasons]
    if faults:
        return StaffFile(sha256, (), tuple(faults), len(sheet.rows))
    return StaffFile(sha256, tuple(joiners), (), len(joiners), lines)


def _joiner(values: dict[str, Any], zone: ZoneInfo) -> Joiner:
    day = values.get("until")
    return Joiner(
        display_name=values["display_name"], username=values["username"].casefold(),
        roles=tuple(Role(role) for role in values.get("roles", ())),
        valid_until=datetime.combine(day, time(23, 59), zone) if day else None, scope=values.get("scope", ""),
    )  # fmt: skip


def take_staff_file(content: bytes, *, by: Actor) -> tuple[StaffFile, list[str]]:
    """Enrol everybody of the file, or nobody; gives the badges in the order of the rows."""
    read = read_staff_file(content, by=by)
    if not read.ok:
        return read, []
    entry = enrol_members(joiners=read.joiners, by=by, key=f"file {read.sha256}")
    return read, list(entry.payload["codes"])
