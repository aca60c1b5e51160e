"""What a trace and a recall find, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from cordline.lineage.reaching import Promise


class Direction(StrEnum):
    """Which way a trace goes."""

    UP = "up"
    DOWN = "down"
    BOTH = "both"


@dataclass(frozen=True)
class Subject:
    """The thing a trace begins at, resolved: what stands for it in the lineage.

    ``nodes`` are the node ids it is, or that it touched; ``leaves`` the codes of single containers or doses it is, or
    that it touched, or that went to this patient; ``lots`` the node ids those leaves belong to.
    """

    code: str
    kind: str
    nodes: Sequence[int] = ()
    leaves: Sequence[str] = ()
    lots: Sequence[int] = ()


class Found(NamedTuple):
    """One thing in a trace: its code, its kind's two letters, its state where it has one, its lot where it is a leaf.

    A tuple, since a trace may hold a hundred thousand of them.
    """

    code: str
    kind: str
    state: str = ""
    lot: str = ""


class Recipient(NamedTuple):
    """One person who received something traced, through which dose."""

    person: str
    dose: str
    lot: str


@dataclass(frozen=True)
class Trace:
    """Everything a trace found, and how long the reading took."""

    subject: Subject
    ancestors: Sequence[Found]
    descendants: Sequence[Found]
    recipients: Sequence[Recipient]
    exposures: Sequence[tuple[str, str, str]] = ()
    struck: Sequence[tuple[str, str, str]] = ()
    elapsed_ms: float = 0


@dataclass(frozen=True)
class Balance:
    """Where all the containers are: each part's count, the whole, and those nobody can account for."""

    made: int
    parts: Mapping[str, int]
    unaccounted: Sequence[str]

    @property
    def gap(self) -> int:
        """Containers made less those accounted for."""
        return self.made - sum(self.parts.values())


@dataclass(frozen=True)
class RecallReach:
    """Whom and what a recall reaches, by the same code in a drill."""

    subject: Subject
    held: Sequence[Found]
    columns: Mapping[str, Sequence[Promise]]
    balance: Balance
    not_covered: Sequence[str]
    elapsed_ms: float


@dataclass(frozen=True)
class RecallFacts:
    """What opening or closing a recall is judged by."""

    code: str
    subject: str
    drill: bool
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None = None
    open_contacts: int = 0
    unaccounted: Sequence[str] = field(default_factory=tuple)


class RecallKind(StrEnum):
    """How this reaching for people began: a recall holds, a drill changes nothing, a look-back follows a result."""

    RECALL = "recall"
    DRILL = "drill"
    LOOK_BACK = "look_back"

    @property
    def label(self) -> str:
        """The word a page shows."""
        return {"recall": "Recall", "drill": "Recall drill", "look_back": "Look-back"}[self.value]


class ContactState(StrEnum):
    """How far one person of a recall has been reached."""

    TO_CHECK = "to_check"
    TRIED = "tried"
    REACHED = "reached"
    GIVEN_UP = "given_up"

    @property
    def label(self) -> str:
        """The word a page shows."""
        return {
            "to_check": "To be contacted",
            "tried": "Tried, not reached",
            "reached": "Reached",
            "given_up": "Not reachable, with reason",
        }[self.value]

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to act."""
        return self in (ContactState.TO_CHECK, ContactState.TRIED)


class OpenRecall(NamedTuple):
    """One open recall, drill or look-back on somebody's list of work."""

    code: str
    kind: RecallKind
    subject: str
    opened_at: datetime
    people: int
    waiting: int
