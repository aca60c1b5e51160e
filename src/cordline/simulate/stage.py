"""The stage of the simulated year: its clock, its chance, its people, and the one way in which anything is done."""

import heapq
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from cordline.access.services.demonstration import create_cast
from cordline.access.signing import Proof, demonstration_proof
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ledger.services import Entry, move_clock
from cordline.ledger.subscribing import deliver_all

CLINIC, LABORATORY = "KL-CLINIC", "KL-LAB"
FIRST = 12
Happening = Callable[[], object]


class StoryFault(RuntimeError):
    """The story expected a refusal and the house agreed: a fault of the story or of a rule."""


@dataclass
class Stage:
    """What is told and how far: happenings wait in order of their time, and each is told at that time.

    ``chance`` is the only source of chance, so one seed tells one year. ``done`` counts acts by verb, ``refused``
    refusals by code, ``told`` what the demonstration must be able to show, ``faults`` where the story was wrong.
    """

    seed: int
    begins: datetime
    on_step: Callable[[], None] = lambda: None
    chance: random.Random = field(init=False)
    now: datetime = field(init=False)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    told: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    cast: Mapping[str, Actor] = field(default_factory=dict)
    _times: Counter[str] = field(default_factory=Counter)
    _waiting: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _order: int = 0
    _keys: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a story, not a secret
        self.now = self.begins

    def set_clock(self, when: datetime) -> None:
        """Move the demonstration's clock to a time of the story."""
        self.now = when
        move_clock(when - datetime.now(UTC))

    def found(self) -> None:
        """Bring the sites and the people onto the stage."""
        self.set_clock(self.begins)
        self.cast = create_cast()

    def who(self, role: str, site: str = LABORATORY) -> Actor:
        """Give the actor of a part: ``who("technician2")``, ``who("nurse", CLINIC)``."""
        return self.cast[f"{role}@{site}"]

    def at(self, when: datetime, happening: Happening) -> None:
        """Let something happen at a time of the story."""
        self._order += 1
        heapq.heappush(self._waiting, (when, self._order, happening))

    def after(self, happening: Happening, **span: float) -> None:
        """Let something happen a while from the present moment: ``after(f, days=3)``."""
        self.at(self.now + timedelta(**span), happening)

    def rounds(self, happening: Callable[[int], object], *, first: int, every: int, times: int = 11) -> None:
        """Let something recur: ``happening(0)`` on the day ``first`` of the year, then every so many days."""
        for number in range(times):
            day = self.begins + timedelta(days=first + every * number, hours=1 + number % 7)
            self.at(day, partial(happening, number))

    def nth(self, what: str) -> int:
        """Count how often something has come up before now: what must happen to every third person goes by this."""
        self._times[what] += 1
        return self._times[what] - 1

    def often(self, what: str, *, then: int) -> bool:
        """Say whether this is to happen now: the first dozen times it comes up, and afterwards once in ``then``.

        So a short year shows it often enough, and a long one keeps to a rate that is nearer to life.
        """
        number = self.nth(what)
        return number < FIRST or number % then == 0

    def run(self, until: datetime) -> None:
        """Tell everything that happens before ``until``, in order, and let the house react after each step."""
        while self._waiting and self._waiting[0][0] < until:
            when, _, happening = heapq.heappop(self._waiting)
            self.set_clock(max(when, self.now))
            try:
                happening()
            except (
                Refused,
                StoryFault,
            ) as fault:  # the story goes on; what was wrong with it is told at the end
                self.faults.append(f"day {(when - self.begins).days}: {fault}")
            self.done["subscriptions"] += deliver_all()
            self.on_step()

    def do(self, service: Callable[..., Entry], /, **facts: Any) -> Entry:
        """Do one act that is expected to be done; a refusal here is a fault of the story and is raised."""
        self._keys += 1
        entry = service(key=f"simulate-{self.seed}-{self._keys}", **facts)
        self.done[entry.verb] += 1
        return entry

    def try_to(self, service: Callable[..., Entry], /, **facts: Any) -> Entry | None:
        """Do one act that may be refused; the refusal is counted by its codes and stays among the attempts."""
        try:
            return self.do(service, **facts)
        except Refused as refusal:
            self.refused.update(reason.code for reason in refusal.reasons)
            return None

    def slip(self, what: str, service: Callable[..., Any], /, *, times: int = 2, **facts: Any) -> None:
        """Do something wrong that the house must refuse: a wrong role, a stale page, a reason forgotten.

        The first ``times`` that this slip comes up in the year it is made; afterwards people have learnt it. A fact
        given as a function (a proof over a long content) is made only then.
        """
        if self.nth(f"slip: {what}") < times:
            made = {name: fact() if callable(fact) else fact for name, fact in facts.items()}
            self.turned_away(what, service, **made)

    def turned_away(self, what: str, service: Callable[..., Any], /, **facts: Any) -> None:
        """Do one act that must be refused; its codes are counted, and it stays among the attempts."""
        try:
            self.do(service, **facts)
        except Refused as refusal:
            self.refused.update(reason.code for reason in refusal.reasons)
            return
        raise StoryFault(f"{what}: was not refused")

    def count(self, *verbs: str) -> None:
        """Count acts that a service did besides the one it gives back."""
        self.done.update(verbs)

    def sign(self, by: Actor, content: Mapping[str, Any] | None) -> Proof:
        """Prove, in the demonstration's own way, that this person signs this content."""
        return demonstration_proof(by, content or {})

    def happens(self, percent: int) -> bool:
        """Say whether something with this chance in a hundred happens now."""
        return self.chance.randrange(100) < percent

    @property
    def acts(self) -> int:
        """How many acts were done."""
        return sum(count for verb, count in self.done.items() if verb != "subscriptions")
