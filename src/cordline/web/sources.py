"""What the frame shows but rooms above know: who is signed in, which house this is, its clock, names, last acts.

The web room lies under the ledger and under sign-in, so it cannot ask them; they hand it a function once, when Django
starts. Until one is given the frame shows a plain answer, so that a page can be looked at before every room stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal


@dataclass(frozen=True)
class Viewer:
    """The person at the page, as the frame shows them; ``actor`` is who the record will name."""

    actor: Actor
    name: str
    role_label: str = ""
    looks_on_as: str = ""  # the name of whom an administrator looks on as, with nothing to be changed
    looks_on_until: datetime | None = None

    @property
    def initials(self) -> str:
        """Two letters for the round mark; the first of the first and of the last word."""
        words = [word for word in self.name.split() if word[0].isalpha()] or [self.actor.code]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


@dataclass(frozen=True)
class House:
    """Which clinic this is, where it stands, and whether its people and cells are invented."""

    name: str = "Cordline"
    zone: str = "Asia/Kuala_Lumpur"
    demonstration: bool = True
    seed: str = ""

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which this house's clock is read."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True)
class Sentence:
    """One act on a record as a person reads it: when, who, what, and what changed from what."""

    at: datetime
    who: str
    text: str
    subject: str = ""
    url: str = ""
    changes: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


@dataclass
class Sources:
    """The functions handed in by the rooms above; one of these exists, ``sources``."""

    viewer: Callable[[HttpRequest], Viewer | None] = lambda request: None
    house: Callable[[HttpRequest | None], House] = lambda request: House()
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    # Takes the database's clock from whoever has just read it, so that nobody asks for it once more.
    heard: Callable[[datetime], None] = lambda moment: None
    name_of: Callable[[str], str] = lambda code: code
    last_acts: Callable[[str, int], Sequence[Sentence]] = lambda subject, count: ()
    record_attempt: Callable[..., Any] = lambda **facts: None
    why_not: Callable[[str, str, str | None, Actor], Sequence[Refusal] | None] = lambda act, code, whom, by: (
        None
    )
    judged_acts: Callable[[], Mapping[str, str]] = lambda: {}


sources = Sources()
