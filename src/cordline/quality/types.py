"""Facts of the quality room: deviations as rules and pages read them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """The class of a deviation (W17); an open critical one blocks release."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def label(self) -> str:
        """The class as pages name it."""
        return self.value.capitalize()


class DeviationState(StrEnum):
    """Whether somebody still has to do something about it."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state as pages name it."""
        return self.value.capitalize()


@dataclass(frozen=True)
class DeviationFacts:
    """One deviation: what it touches (``units`` by code, the subject first), what was found, what was done.

    ``version`` grows with every act on it, so that who has read it knows what they read.
    """

    code: str
    site: str
    severity: Severity
    state: DeviationState
    subject: str
    units: tuple[str, ...]
    title: str
    what_happened: str
    immediate_action: str
    investigation: str
    cause: str
    corrective_action: str
    corrective_owner: str
    corrective_due_on: date | None
    conclusion: str
    opened_by: str
    opened_at: datetime
    investigated_by: str
    closed_by: str
    closed_at: datetime | None
    version: int

    @property
    def open(self) -> bool:
        """Say whether it is still open."""
        return self.state is DeviationState.OPEN
