"""What the bank's rules judge by: facts about containers, lots and positions as frozen values, and their states."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from cordline.ground.products import Product


class LotKind(StrEnum):
    """What a filled batch of containers is: a bank to grow from, or a lot to treat with."""

    MASTER_BANK = "master_bank"
    WORKING_BANK = "working_bank"
    LOT = "lot"

    @property
    def label(self) -> str:
        """The kind's name as pages show it."""
        return {"master_bank": "Master bank", "working_bank": "Working bank", "lot": "Cell lot"}[self.value]


class StorageClass(StrEnum):
    """How cold a storage unit is kept; limits and delays per class are approved data (W16)."""

    VAPOUR = "vapour"
    MINUS_80 = "minus_80"
    COLD = "cold"

    @property
    def label(self) -> str:
        """The class as pages show it."""
        return {"vapour": "Nitrogen vapour", "minus_80": "−80 °C", "cold": "2 to 8 °C"}[self.value]


class ContainerState(StrEnum):
    """Where one container stands in its life; the moves between states are the table in ``bank.states``."""

    FILLED = "filled"
    STORED = "stored"
    CHECKED_OUT = "checked_out"
    THAWED = "thawed"
    CONSUMED = "consumed"
    DESTROYED = "destroyed"
    LOST = "lost"

    @property
    def label(self) -> str:
        """The state's name as pages show it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def holds_position(self) -> bool:
        """Say whether a container in this state keeps its position: a checked-out one keeps it for its return."""
        return self in {ContainerState.STORED, ContainerState.CHECKED_OUT}

    @property
    def is_over(self) -> bool:
        """Say whether nothing more can happen to a container in this state."""
        return self in {ContainerState.CONSUMED, ContainerState.DESTROYED, ContainerState.LOST}


class ReservationState(StrEnum):
    """Where a promise of a container stands."""

    ACTIVE = "active"
    USED = "used"
    RELEASED = "released"


class Disposition(StrEnum):
    """What release has decided for one lot and one use; pushed down here, decided there."""

    IN_REVIEW = "in_review"
    RELEASED = "released"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    SUSPENDED = "suspended"

    @property
    def gives_leave(self) -> bool:
        """Say whether containers may be promised and thawed under this disposition."""
        return self in {Disposition.RELEASED, Disposition.CONDITIONAL}

    @property
    def label(self) -> str:
        """The disposition's name as pages show it."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class LotFacts:
    """One lot as other rooms may know it; ``residues`` is the plain list of what touched its cells (W18)."""

    code: str
    kind: LotKind
    product: Product
    site: str
    passage: int
    doublings: Decimal
    uncounted_start: bool
    cells_each: int
    volume_ml_each: Decimal
    filled: int
    made_at: datetime
    expires_at: datetime
    autologous_for: str
    residues: tuple[str, ...]
    node: int
    dispositions: dict[str, Disposition] = field(default_factory=dict)


@dataclass(frozen=True)
class ContainerFacts:
    """One container with all that decides about it; ``holds`` covers its lot, ancestors and what they touched.

    ``site`` is where it is now: its home, or the place it was checked out to.
    """

    code: str
    lot: str
    kind: LotKind
    product: Product
    site: str
    state: ContainerState
    cells: int
    volume_ml: Decimal
    viability_pct: Decimal | None
    expires_at: datetime
    autologous_for: str
    position: str
    reserved_plan: str
    reserved_patient: str
    thawed_at: datetime | None
    passage: int = 0
    home: str = ""
    place: str = ""
    path_key: tuple[str, str, str, int, int] = ("", "", "", 0, 0)
    recalled: bool = False
    dispositions: dict[str, Disposition] = field(default_factory=dict)
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class PositionFacts:
    """One place in a box: its code, its path as people say it, and the container in it, if any."""

    code: str
    path: str
    site: str
    container: str
    quarantine: bool


@dataclass(frozen=True)
class Claim:
    """A promise somebody asks for: containers for one plan of one patient, known by ``patient`` or ``person`` code."""

    plan: str
    patient: str
    use: str
    person: str = ""


@dataclass(frozen=True)
class PromiseFacts:
    """One active promise of one container."""

    container: str
    lot: str
    plan: str
    patient: str
    use: str
    reserved_at: datetime
    reserved_by: str
