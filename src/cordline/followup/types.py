"""What the follow-up room speaks in: protocol steps as data, contacts and their endings, events and their clocks."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cordline.ground import writing


class Unit(StrEnum):
    """How a step counts from the end of the infusion."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


class Ending(StrEnum):
    """How a contact ends; there is no other way, and none vanishes (I9)."""

    DONE = "done"
    MISSED = "missed"
    DECLINED = "declined"
    LOST = "lost"
    DIED = "died"


class Channel(StrEnum):
    """How a person was reached."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    MESSAGE = "message"


class Seriousness(StrEnum):
    """Why an event is serious; not serious carries the empty list."""

    DEATH = "death"
    LIFE_THREATENING = "life_threatening"
    HOSPITAL = "hospital"
    DISABILITY = "disability"
    BIRTH_DEFECT = "birth_defect"
    IMPORTANT = "important"

    @property
    def label(self) -> str:
        """The reason as forms and pages say it."""
        words = {
            Seriousness.HOSPITAL: "Hospital stay needed or prolonged",
            Seriousness.IMPORTANT: "Another medically important event",
        }
        return words.get(self) or self.value.replace("_", " ").capitalize()


# How bad an event is, as forms and pages say it.
GRADES = {1: "1, mild", 2: "2, moderate", 3: "3, severe", 4: "4, life-threatening", 5: "5, death"}


class Relatedness(StrEnum):
    """How likely the product is the cause, as a physician judges it; separate from seriousness (U90)."""

    NOT_JUDGED = "not_judged"
    UNRELATED = "unrelated"
    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    DEFINITE = "definite"

    @property
    def label(self) -> str:
        """The answer as forms and pages say it."""
        return self.value.replace("_", " ").capitalize()


_STEP = re.compile(r"([hdmy])(\d+)")
_STEP_NOUNS = {"h": "hour", "d": "day", "m": "month", "y": "year"}


def step_words(step: str) -> str:
    """Write a step's name in words: h24 is 24 hours, m1 is 1 month; another name stands for itself."""
    read = _STEP.fullmatch(step)
    return writing.counted(int(read[2]), _STEP_NOUNS[read[1]]) if read else step


@dataclass(frozen=True)
class Step:
    """One contact a protocol asks for: when it is due, from when it may be done, until when it may be late."""

    name: str
    amount: int
    unit: Unit
    opens_before_hours: int
    late_after_hours: int
    alert: bool = False

    @property
    def label(self) -> str:
        """The step in words: "24 hours", "1 month"."""
        noun = self.unit.value if self.amount != 1 else self.unit.value[:-1]
        return f"{self.amount} {noun}"


@dataclass(frozen=True)
class DueContact:
    """One contact as it will be written: its step with instants computed in the patient's zone."""

    step: str
    due_at: datetime
    opens_at: datetime
    late_at: datetime
    alert: bool


@dataclass(frozen=True)
class ContactFacts:
    """A contact as somebody is about to end it."""

    code: str
    step: str
    due_at: datetime
    opens_at: datetime
    late_at: datetime
    alert: bool
    ending: Ending | None = None
    site: str = ""


@dataclass(frozen=True)
class EventFacts:
    """An adverse event as it is reported: what, when, how bad, and when anyone on staff first knew."""

    what: str
    grade: int
    serious: tuple[Seriousness, ...]
    occurred_at: datetime
    known_at: datetime
    known_evidence: str
    infusion_started_at: datetime | None = None
