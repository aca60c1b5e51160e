"""The year as a whole: who comes when, the truths that are planted for the tests, and how it ends.

Planted: a donor whose late result turns positive after her cells were given; a lot with too many fevers; one serious
event with a running clock; a lot that is recalled while somebody waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from cordline.assays.types import DonorTest, ValueKind
from cordline.lineage import services as lineage
from cordline.lineage.types import HoldKind
from cordline.plans import services as plans
from cordline.simulate.cells import Laboratory
from cordline.simulate.donors import Mother, Programme, trouble_of
from cordline.simulate.founding import found_house, renew_reagents
from cordline.simulate.knowledge import found_knowledge, publish_figures
from cordline.simulate.patients import Clinic
from cordline.simulate.review import Quality
from cordline.simulate.stage import Stage

LENGTH = timedelta(days=420)
KNOWLEDGE_ON = (
    300  # the day on which the public site opens, well within the year after which its pages are reviewed
)
SURE = 3  # so many first cords and people meet no trouble
RESIDUES = ("dmso", "human_albumin", "human_platelet_lysate")


@dataclass(frozen=True)
class Told:
    """What a year came to: how many acts and refusals, and where to find what was planted."""

    acts: int
    done: dict[str, int]
    refused: dict[str, int]
    planted: dict[str, Any]


def tell_year(
    seed: int,
    *,
    cords: int,
    patients: int,
    until: datetime | None = None,
    on_step: Callable[[], None] = lambda: None,
) -> Told:
    """Tell one year of the invented clinic; the database must be a demonstration.

    The year ends at the present moment, or at ``until``: what happens on working days and in working hours depends
    on where the year lies, so whoever must see the same year twice names its end.
    """
    now = until or datetime.now(UTC)
    story = Stage(seed, now - LENGTH, on_step)
    story.found()
    _Year(story, cords, patients).tell(now)
    story.set_clock(until or datetime.now(UTC))
    return Told(story.acts, dict(story.done), dict(story.refused), story.told)


class _Year:
    def __init__(self, story: Stage, cords: int, patients: int) -> None:
        self.story, self.cords, self.patients = story, cords, patients
        self.house = found_house(story)
        self.clinic = Clinic(story)
        self.quality = Quality(story, self._released)
        self.laboratory = Laboratory(story, self.house, self.quality.review)
        self.programme = Programme(story, self._cord_arrives)

    def tell(self, until: datetime) -> None:
        """Let everything happen in its time."""
        story = self.story
        self.programme.open()
        self.quality.open()
        self.clinic.open()
        for number in range(self.cords):
            day = 3 + number * 250 // max(self.cords, 1)
            trouble = "" if number < SURE else trouble_of(story)
            story.at(story.begins + timedelta(days=day), partial(self.programme.recruit, trouble))
        for number in range(self.patients):
            day = 95 + number * 290 // max(self.patients, 1)
            story.at(
                story.begins + timedelta(days=day, hours=story.chance.randrange(1, 9)), self.clinic.arrive
            )
        story.at(story.begins + timedelta(days=210), lambda: renew_reagents(story, self.house))
        story.at(story.begins + timedelta(days=KNOWLEDGE_ON), partial(found_knowledge, story))
        for day in range(KNOWLEDGE_ON, LENGTH.days, 30):
            story.at(story.begins + timedelta(days=day, hours=1), partial(publish_figures, story))
        story.at(story.begins + timedelta(days=340), self._serious)
        story.at(story.begins + timedelta(days=380), self._late_positive)
        story.at(story.begins + timedelta(days=405), self._hold_for_labels)
        story.run(until)
        publish_figures(story)

    def _cord_arrives(self, mother: Mother) -> None:
        sure = mother in self.programme.mothers[:SURE]
        self.laboratory.receive(mother.donation, spoiled=not sure and self.story.happens(6), sure=sure)

    def _released(self, lot: str) -> None:
        """A lot is free: quality states what may remain in it, and the clinic may use it."""
        story, by = self.story, self.story.who("laboratory_head")
        content = {"lot": lot, "residues": sorted(RESIDUES)}
        story.try_to(
            plans.state_residues, lot=lot, residues=list(RESIDUES), by=by, proof=story.sign(by, content)
        )
        self.clinic.lots.append(lot)
        if len(self.clinic.lots) == 2:
            self.clinic.feverish.add(lot)
            story.told["feverish_lot"] = lot

    def _serious(self) -> None:
        treated = [patient for patient in self.clinic.patients if patient.infusions]
        if treated:
            self.clinic.report_serious(treated[-1])
            self.story.told["serious_event_of"] = treated[-1].person

    def _late_positive(self) -> None:
        """The first mother whose cells were given: a test repeated on her stored sample turns out reactive."""
        used = {patient.lot for patient in self.clinic.patients if patient.infusions}
        for line in self.laboratory.lines:
            if used & set(line.lots):
                mother = next(item for item in self.programme.mothers if item.donation == line.donation)
                self.programme.report(mother, DonorTest.SYPHILIS_TREPONEMAL, ValueKind.REACTIVE)
                self.story.told |= {
                    "late_positive_donor": mother.donor,
                    "late_positive_donation": mother.donation,
                }
                return

    def _hold_for_labels(self) -> None:
        for lot in self.clinic.lots:
            if lot != self.story.told.get("feverish_lot"):
                placed = self.story.do(
                    lineage.place_hold,
                    on=lot,
                    kind=HoldKind.QUALITY,
                    reason="Label count of the filling is off by one",
                    by=self.story.who("quality"),
                )
                self.story.told |= {"held_lot": lot, "hold": str(placed.payload["hold"])}
                return
