"""What an import is: which kind of thing, a sheet of cells, what is wrong with it, what it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cordline.ground.refusal import Refusal


class ImportKind(StrEnum):
    """What the rows of a file are."""

    DONORS = "donors"
    CORDS = "cords"
    LOTS = "lots"
    RESULTS = "results"

    @property
    def label(self) -> str:
        """The word a page shows."""
        return self.value.capitalize()


class RowState(StrEnum):
    """What a row would do: bring something new, or say again what an earlier file has brought."""

    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its line in the file, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file: where, and why. Line 1 is the head; line 0 is the whole file."""

    line: int
    column: str
    refusal: Refusal

    def as_json(self) -> dict[str, object]:
        """The fault as the console and the page show it."""
        return {"line": self.line, "column": self.column, **self.refusal.as_json()}


@dataclass
class Sheet:
    """What was read of a file; with faults no row is taken."""

    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, column: str, code: str, **facts: object) -> None:
        """Note one fault and go on."""
        self.faults.append(Fault(line, column, Refusal(code, **facts)))


@dataclass(frozen=True)
class RowDiff:
    """What one row would bring, for the dry run's page."""

    line: int
    reference: str
    state: RowState
    code: str = ""


@dataclass(frozen=True)
class Report:
    """What an import found or did: how many rows, what each brings, everything wrong, and what stands afterwards."""

    kind: ImportKind
    sha256: str
    rows: int
    faults: tuple[Fault, ...] = ()
    diff: tuple[RowDiff, ...] = ()
    dry_run: bool = True
    batch: str = ""
    repeated: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @property
    def created(self) -> int:
        """How many rows bring something new."""
        return sum(each.state is RowState.NEW for each in self.diff)
