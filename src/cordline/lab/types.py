"""What the lab room's rules judge by: facts as frozen values, and the words for its states and stages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class CordVerdict(StrEnum):
    """What was decided when a cord arrived."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Integrity(StrEnum):
    """In what state the cord's container arrived."""

    INTACT = "intact"
    LEAKING = "leaking"
    OPENED = "opened"
    BROKEN = "broken"


class Method(StrEnum):
    """How cells are brought out of the tissue."""

    EXPLANT = "explant"
    ENZYMATIC = "enzymatic"


class CultureState(StrEnum):
    """Where a culture stands; ``harvested`` is the pool of counted cells that is then passaged or filled."""

    GROWING = "growing"
    HARVESTED = "harvested"
    SPENT = "spent"
    CONTAMINATED = "contaminated"
    DISCARDED = "discarded"

    @property
    def is_over(self) -> bool:
        """Say whether nothing more can come from this culture."""
        return self in {CultureState.SPENT, CultureState.CONTAMINATED, CultureState.DISCARDED}


class Purpose(StrEnum):
    """Why cells were counted: to see how they grow, or to end the passage."""

    IN_PROCESS = "in_process"
    HARVEST = "harvest"


class Stage(StrEnum):
    """What a pool of cells is filled as."""

    MASTER_BANK = "master_bank"
    WORKING_BANK = "working_bank"
    LOT = "lot"

    @property
    def label(self) -> str:
        """The stage's name as pages show it."""
        return {"master_bank": "Master bank", "working_bank": "Working bank", "lot": "Cell lot"}[self.value]


@dataclass(frozen=True)
class Square:
    """One square of the counting chamber: living and dead cells seen in it."""

    live: int
    dead: int


@dataclass(frozen=True)
class Tallies:
    """The raw numbers of one count: replicates of squares, how far diluted, and the volume of the pool in mL."""

    replicates: tuple[tuple[Square, ...], ...]
    dilution: Decimal
    volume_ml: Decimal


@dataclass(frozen=True)
class CountResult:
    """What raw tallies come to. Cells are whole and rounded down; percentages carry one decimal."""

    viable_cells: int
    total_cells: int
    viability_pct: Decimal
    viable_per_ml: tuple[int, ...]
    spread_pct: Decimal
    formula: str
    version: int


@dataclass(frozen=True)
class Doublings:
    """Population doublings along one ancestor path: those counted, and the steps whose number nobody knows.

    ``uncounted_start`` is set where the path begins in tissue (P0), which is normal and shown as "unknown before".
    ``gaps`` counts later steps without a number; with one of them the sum cannot be judged against a limit.
    """

    counted: Decimal
    uncounted_start: bool
    gaps: int

    @property
    def known(self) -> bool:
        """Say whether the sum may stand against a limit."""
        return self.gaps == 0


@dataclass(frozen=True)
class StepFacts:
    """One passage on a path, oldest first: its number and its doublings, None where they are unknown."""

    passage: int
    doublings: Decimal | None


@dataclass(frozen=True)
class ProcessLimitFacts:
    """A product's approved culture limits, one version of them."""

    product: str
    version: int
    source: str
    cord_hours: int
    cord_low_c: Decimal
    cord_high_c: Decimal
    master_bank: tuple[int, int]
    working_bank: tuple[int, int]
    lot: tuple[int, int]
    most_doublings: Decimal
    least_viability_pct: Decimal
    most_spread_pct: Decimal
    shelf_life: timedelta

    def passages(self, stage: Stage) -> tuple[int, int]:
        """The first and last passage at which this stage may be filled."""
        return {
            Stage.MASTER_BANK: self.master_bank,
            Stage.WORKING_BANK: self.working_bank,
            Stage.LOT: self.lot,
        }[stage]


@dataclass(frozen=True)
class CordFacts:
    """What is known of a cord when it arrives. A temperature or time nobody recorded is None, and refused."""

    donation: str
    born_at: datetime | None
    arrived_at: datetime
    lowest_c: Decimal | None
    highest_c: Decimal | None
    integrity: Integrity
    consent_in_force: bool
    labels_matched: bool


@dataclass(frozen=True)
class CultureFacts:
    """One culture as the rules see it; ``remaining_cells`` is what the harvested pool still holds."""

    code: str
    product: str
    site: str
    passage: int
    state: CultureState
    seeded_at: datetime
    seeded_cells: int | None
    area_cm2: Decimal
    harvested_cells: int | None
    remaining_cells: int | None
    viability_pct: Decimal | None
    doublings: Doublings
    autologous_for: str
    from_bank: str
    vessel: str = ""
    harvested_at: datetime | None = None
    own_doublings: Decimal | None = None
    ended_reason: str = ""
    node: int = 0
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class FillFacts:
    """What somebody wants to fill: how many containers of how many cells and mL each, and what stays for tests."""

    stage: Stage
    containers: int
    cells_each: int
    volume_ml_each: Decimal
    qc_cells: int


@dataclass(frozen=True)
class TypedTotal:
    """A count for which nobody kept raw tallies: the numbers as typed, and why; it is marked for good."""

    viable_cells: int
    total_cells: int
    reason: str


@dataclass(frozen=True)
class GrowthPoint:
    """One point of a growth curve: days since the path's first counted cells, and viable cells then."""

    culture: str
    passage: int
    at: datetime
    day: Decimal
    viable_cells: int
    doublings: Decimal | None
    kind: str
    marked: bool = False


@dataclass(frozen=True)
class CordRow:
    """One cord as lists and pages show it."""

    code: str
    donation: str
    site: str
    verdict: CordVerdict
    reasons: tuple[str, ...]
    arrived_at: datetime
    processed_at: datetime | None
    node: int


@dataclass(frozen=True)
class CountRow:
    """One count as pages show it; ``typed_reason`` marks a total without raw tallies."""

    purpose: Purpose
    counted_at: datetime
    counted_by: str
    viable_cells: int
    total_cells: int
    viability_pct: Decimal
    spread_pct: Decimal | None
    tallies: tuple[tuple[Square, ...], ...]
    dilution: Decimal | None
    volume_ml: Decimal | None
    typed_reason: str
    formula: str
    number: int = 0
    struck_at: datetime | None = None
    struck_by: str = ""
    strike_reason: str = ""
    corrects: int | None = None

    @property
    def struck(self) -> bool:
        """Whether it was entered wrongly and stands on the page only to be seen."""
        return self.struck_at is not None


@dataclass(frozen=True)
class FillRow:
    """The yield of one filling."""

    stage: Stage
    taken_cells: int
    filled_cells: int
    qc_cells: int
    lost_cells: int
    filled_at: datetime
    filled_by: str


@dataclass(frozen=True)
class NewLimits:
    """The values of a new version of culture limits, as somebody approves them; each names its source together.

    The defaults are the usual ranges of the fact pack, section 1, which a site confirms or changes.
    """

    source: str
    cord_hours: int = 48
    cord_low_c: Decimal = Decimal(2)
    cord_high_c: Decimal = Decimal(25)
    master_bank: tuple[int, int] = (1, 2)
    working_bank: tuple[int, int] = (2, 3)
    lot: tuple[int, int] = (3, 5)
    most_doublings: Decimal = Decimal(20)
    least_viability_pct: Decimal = Decimal(80)
    most_spread_pct: Decimal = Decimal(15)
    shelf_life_days: int = 730
