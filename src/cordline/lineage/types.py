"""Facts about lineage as plain values: what rules judge and pages show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cordline.ground.codes import Kind

ROOT_KINDS = frozenset({Kind.DONOR})
"""Kinds of node that may be born without a parent: a donor has none in this house."""


class UnitKind(StrEnum):
    """What can touch material without being its parent."""

    REAGENT_LOT = "reagent_lot"
    EQUIPMENT = "equipment"
    ROOM = "room"
    OPERATOR = "operator"
    STEP = "step"

    @property
    def label(self) -> str:
        """The word a page shows."""
        return self.value.replace("_", " ")


class HoldKind(StrEnum):
    """Why a hold was placed, for lists and figures; the reason in words stands beside it."""

    RESULT = "result"
    ELIGIBILITY = "eligibility"
    DEVIATION = "deviation"
    TEMPERATURE = "temperature"
    RECALL = "recall"
    IMPORT = "import"
    QUALITY = "quality"

    @property
    def label(self) -> str:
        """The word a page shows."""
        return "late result" if self is HoldKind.RESULT else self.value


@dataclass(frozen=True)
class NodeFacts:
    """One thing that descends: ``autologous_person`` is the code of the only person it may ever go to."""

    id: int
    code: str
    kind: Kind
    site: str
    autologous_person: str | None
    born_at: datetime


@dataclass(frozen=True)
class HoldFacts:
    """One hold that is in force: ``target`` is the code it stands on, ``asked`` the code it was found for.

    ``path`` says how it reaches: ``itself``, ``ancestor`` or ``exposure`` (something that touched it or an ancestor).
    """

    code: str
    kind: HoldKind
    reason: str
    target: str
    site: str
    placed_by: str
    placed_at: datetime
    asked: str
    path: str


@dataclass(frozen=True)
class HoldState:
    """What lifting a hold is judged by."""

    code: str
    kind: HoldKind
    target: str
    reason: str
    placed_by: str
    lifted_at: datetime | None


@dataclass(frozen=True)
class EdgeFacts:
    """One descent, for lists: ``struck_at`` is set when the parent was found to be wrong."""

    child: str
    parent: str
    struck_at: datetime | None = None
    strike_reason: str = ""
    reviewed_at: datetime | None = None
    struck_by: str = ""
