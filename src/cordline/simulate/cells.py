"""From cord to vial: what the laboratory of the simulated year does with each accepted cord, and what goes wrong.

Growth is drawn from the ranges of the fact pack (explant outgrowth 9 to 14 days, four- to sevenfold per passage in 4
to 5 days, viability above 88 %); about one culture in eight is lost to contamination or does not grow. A working bank
is opened twice, so that a line that goes well gives two lots.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from cordline.bank import selectors
from cordline.bank import services as bank
from cordline.bank.types import ContainerState
from cordline.documents import services as documents
from cordline.documents.types import LabelForm
from cordline.ground.products import Use
from cordline.lab import services as lab
from cordline.lab.types import Integrity, Method, Purpose, Square, Stage, Tallies
from cordline.ledger.services import Entry
from cordline.simulate.flasks import Flasks
from cordline.simulate.founding import House, places_for
from cordline.simulate.stage import Stage as Story

CELLS_PER_VIAL = 25_000_000
SEED_PER_CM2 = 4_000
LOST_PERCENT = 12


@dataclass
class Line:
    """One cord's way through the laboratory, as far as it has come."""

    donation: str
    cord: str
    cultures: list[str] = field(default_factory=list)
    master: str = ""
    working: str = ""
    lots: list[str] = field(default_factory=list)
    ended: str = ""
    sure: bool = False  # the first lines of a year go well, so that even a short year reaches a patient


Released = Callable[[Line, str, Use, Callable[[], None]], None]


class Laboratory:
    """Grows each accepted cord into banks and lots; ``review`` tests and releases what was filled, then goes on."""

    def __init__(self, story: Story, house: House, review: Released) -> None:
        self.story, self.house, self.review = story, house, review
        self.flasks = Flasks(story, house)
        self.lines: list[Line] = []

    def receive(self, donation: str, *, spoiled: bool = False, sure: bool = False) -> Line | None:
        """Take a cord in; a spoiled one is rejected with its reasons, and nothing grows from it."""
        story = self.story
        hours = 60 if spoiled else story.chance.randrange(6, 30)
        facts: dict[str, Any] = {
            "donation": donation,
            "born_at": story.now - timedelta(hours=hours),
            "arrived_at": story.now - timedelta(minutes=10),
            "lowest_c": Decimal(story.chance.randrange(25, 45)) / 10,
            "highest_c": Decimal(310 if spoiled else story.chance.randrange(60, 80)) / 10,
            "integrity": Integrity.LEAKING if spoiled else Integrity.INTACT,
            "consent_seen": True,
            "labels_matched": True,
            "weight_g": Decimal(story.chance.randrange(280, 620)) / 10,
            "by": story.who("technician"),
        }
        story.slip(
            "a cord that comes tomorrow",
            lab.receive_cord,
            **(facts | {"arrived_at": story.now + timedelta(days=1)}),
        )
        arrived = story.do(lab.receive_cord, **facts)
        story.slip("a cord received twice", lab.receive_cord, **facts)
        line = Line(donation, arrived.subject, sure=sure)
        isolation: dict[str, Any] = {
            "method": Method.EXPLANT,
            "tissue_g": Decimal(story.chance.randrange(80, 160)) / 10,
            "area_cm2": Decimal(600),
            "touching": [*self.house.touching, self.house.enzyme],
            "by": story.who("technician"),
        }
        story.slip("isolated from no cord", lab.isolate_culture, **isolation, cord="CR25-9999-X")
        begun = story.try_to(lab.isolate_culture, **isolation, cord=line.cord)
        if begun is None:
            line.ended = "rejected on receipt"
            return None
        self.lines.append(line)
        self.flasks.second_explant(isolation | {"cord": line.cord})
        line.cultures.append(begun.subject)
        self._grow(line, begun.subject, days=story.chance.randrange(9, 15), seeded=0, then=self._to_master)
        return line

    def _step(self, line: Line, service: Callable[..., Entry], **facts: Any) -> Entry | None:
        """Do one step of a line; a refusal (a hold on what it came from) ends the line for this story."""
        if line.ended:
            return None
        done = self.story.try_to(service, **facts)
        if done is None:
            line.ended = "stopped"
        return done

    def _grow(
        self, line: Line, culture: str, *, days: int, seeded: int, then: Callable[[Line, str, int], None]
    ) -> None:
        """Let a culture grow for some days: counted on the way, then harvested, or lost."""
        story = self.story
        story.after(lambda: self._look(line, culture, seeded), days=max(days - 2, 1))
        story.after(
            lambda: self._harvest(line, culture, seeded, then), days=days, hours=story.chance.randrange(1, 6)
        )

    def _look(self, line: Line, culture: str, seeded: int) -> None:
        if line.ended:
            return
        cells = max(seeded * 2, 3_000_000)
        self._count(line, culture, Purpose.IN_PROCESS, cells)

    def _harvest(self, line: Line, culture: str, seeded: int, then: Callable[[Line, str, int], None]) -> None:
        story = self.story
        if line.ended:
            return
        if not line.sure and story.happens(LOST_PERCENT if seeded == 0 else 3):
            lost = lab.report_contamination if story.happens(60) else lab.discard_culture
            self._step(
                line,
                lost,
                culture=culture,
                reason="Turbid medium on day of harvest",
                by=story.who("technician"),
            )
            line.ended = "culture lost"
            return
        fold = Decimal(story.chance.randrange(40, 70)) / 10
        cells = int(seeded * fold) if seeded else story.chance.randrange(8, 15) * 1_000_000
        if counted := self._count(line, culture, Purpose.HARVEST, cells):
            then(line, culture, counted)

    def _count(self, line: Line, culture: str, purpose: Purpose, cells: int) -> int:
        story = self.story
        live = story.chance.randrange(36, 48)
        dead = story.chance.randrange(1, 5)
        squares = tuple(Square(live + shift, dead) for shift in (-2, 0, 1, 1))
        volume = (Decimal(cells) / (Decimal(live) * 2 * 10_000)).quantize(Decimal("0.1"))
        facts: dict[str, Any] = {"culture": culture, "purpose": purpose, "by": story.who("technician")}
        drawn = max(volume, Decimal("0.5"))
        story.slip(
            f"a {purpose.value} count without squares",
            lab.count_culture,
            **facts,
            counted=Tallies(((), ()), Decimal(2), drawn),
        )
        counted = Tallies((squares, squares), Decimal(2), drawn)
        entry = self._step(line, lab.count_culture, **facts, counted=counted)
        return int(entry.payload["viable_cells"]) if entry else 0

    def _passage(self, line: Line, culture: str, cells: int, then: Callable[[Line, str, int], None]) -> None:
        story = self.story
        seeded = int(cells * 9 // 10)
        facts: dict[str, Any] = {"area_cm2": Decimal(seeded // SEED_PER_CM2), "touching": self.house.touching}
        facts["by"] = story.who("technician")
        story.slip(
            "more cells seeded than there are", lab.passage_culture, **facts, parents={culture: cells * 9}
        )
        made = self._step(line, lab.passage_culture, **facts, parents={culture: seeded})
        if made is None:
            return
        self.flasks.keep_back(culture, cells - seeded)
        line.cultures.append(made.subject)
        self._grow(line, made.subject, days=story.chance.randrange(4, 6), seeded=seeded, then=then)

    def _to_master(self, line: Line, culture: str, cells: int) -> None:
        self._passage(line, culture, cells, self._fill_master)

    def _fill_master(self, line: Line, culture: str, cells: int) -> None:
        line.master = self._fill(line, Stage.MASTER_BANK, culture, cells, most=4)
        if not line.master:
            return
        self.review(
            line, line.master, Use.FURTHER_CULTURE, lambda: self._start(line, line.master, self._fill_working)
        )

    def _fill_working(self, line: Line, culture: str, cells: int) -> None:
        line.working = self._fill(line, Stage.WORKING_BANK, culture, cells, most=4)
        if not line.working:
            return
        self.review(line, line.working, Use.FURTHER_CULTURE, lambda: self._open_twice(line, line.working))

    def _open_twice(self, line: Line, working: str) -> None:
        """Two vials of the working bank are grown on, the second three weeks after the first."""
        self._start(line, working, self._expand)
        self.story.after(lambda: self._start(line, working, self._expand), days=21)

    def _expand(self, line: Line, culture: str, cells: int) -> None:
        self._passage(line, culture, cells, self._fill_lot)

    def _fill_lot(self, line: Line, culture: str, cells: int) -> None:
        lot = self._fill(line, Stage.LOT, culture, cells, most=20)
        if not lot:
            return
        line.lots.append(lot)
        self.review(line, lot, Use.PATIENT, lambda: None)

    def _start(self, line: Line, filled: str, then: Callable[[Line, str, int], None]) -> None:
        """Thaw one vial of a released bank and bring it back into culture."""
        story = self.story
        vial = next(iter(self._vials(filled)), "")
        if not vial or line.ended:
            return
        thaw: dict[str, Any] = {"container": vial, "by": story.who("technician")}
        story.slip("a bank vial thawed for a patient", bank.thaw_container, **thaw, use=Use.PATIENT)
        if self._step(line, bank.thaw_container, **thaw, use=Use.FURTHER_CULTURE) is None:
            return
        viable = CELLS_PER_VIAL * story.chance.randrange(76, 92) // 100
        facts: dict[str, Any] = {
            "containers": [vial],
            "viability_pct": Decimal(story.chance.randrange(830, 940)) / 10,
            "area_cm2": Decimal(viable // SEED_PER_CM2),
            "touching": self.house.touching,
            "by": story.who("technician"),
        }
        story.slip("more cells than the vial held", lab.start_culture, **facts, viable_cells=viable * 9)
        begun = self._step(line, lab.start_culture, **facts, viable_cells=viable)
        if begun is None:
            return
        line.cultures.append(begun.subject)
        self._grow(line, begun.subject, days=story.chance.randrange(4, 7), seeded=viable, then=then)

    def _vials(self, lot: str) -> list[str]:
        return [item.code for item in selectors.containers_of(lot) if item.state is ContainerState.STORED]

    def _fill(self, line: Line, stage: Stage, culture: str, cells: int, *, most: int) -> str:
        story = self.story
        qc = cells * 5 // 100
        count = max(1, min(most, (cells - qc) * 92 // 100 // CELLS_PER_VIAL))
        facts: dict[str, Any] = {
            "parents": {culture: min(cells, count * CELLS_PER_VIAL * 108 // 100 + qc)},
            "containers": count,
            "cells_each": CELLS_PER_VIAL,
            "volume_ml_each": Decimal(1),
            "qc_cells": qc,
            "touching": [*self.house.touching, self.house.freezing],
            "by": story.who("technician"),
        }
        filling = lab.fill_lot if stage is Stage.LOT else partial(lab.fill_bank, stage=stage)
        story.slip(f"a {stage.value} with impossible cells", filling, **(facts | {"cells_each": 0}))
        entry = self._step(line, filling, **facts)
        if entry is None:
            return ""
        self.flasks.throw_away(culture, "What was left of the pool after filling")
        printing: dict[str, Any] = {"subject": entry.subject, "form": LabelForm.PDF}
        printing["by"] = story.who("technician")
        story.do(documents.print_labels, **printing)
        story.slip("labels printed again, but why?", documents.print_labels, **printing)
        vials = [str(code) for code in entry.payload["vials"]]
        free = places_for(story, self.house, len(vials))
        by = story.who("technician")
        if len(vials) > 1:
            story.slip(
                "two vials in one position",
                bank.place_containers,
                places=dict.fromkeys(vials, free[0]),
                by=by,
            )
        story.do(bank.place_containers, places=dict(zip(vials, free, strict=True)), by=by)
        return entry.subject
