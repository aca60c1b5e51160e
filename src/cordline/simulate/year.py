"""The year as a whole: who comes when, what recurs month by month, and how it ends.

``verbs_not_told.json`` names each verb that the year does not use often, with its reason; every other one is used at
least ten times and refused at least twice. What is planted for the tests stands in ``planted``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from cordline.plans import services as plans
from cordline.simulate.asked import Asked
from cordline.simulate.audits import Audits
from cordline.simulate.cells import Laboratory
from cordline.simulate.contacts import Contacts
from cordline.simulate.donors import Mother, Programme, trouble_of
from cordline.simulate.founding import found_house, renew_reagents
from cordline.simulate.freezer import Freezer
from cordline.simulate.infusions import Infusions
from cordline.simulate.knowledge import found_knowledge, publish_figures
from cordline.simulate.mothers import LostCords
from cordline.simulate.papers import Papers
from cordline.simulate.patients import Clinic, Patient
from cordline.simulate.planted import Planted
from cordline.simulate.quality import Deviations
from cordline.simulate.review import Quality
from cordline.simulate.staff import Night, Staff
from cordline.simulate.stage import CLINIC, Stage
from cordline.simulate.upkeep import Upkeep

LENGTH = timedelta(days=420)
KNOWLEDGE_ON = (
    300  # the day on which the public site opens, well within the year after which its pages are reviewed
)
SURE = 3  # so many first cords and people meet no trouble
RESIDUES = ("dmso", "human_albumin", "human_platelet_lysate")


@dataclass(frozen=True)
class Told:
    """What a year came to: acts, refusals, where to find what was planted, and where the story was wrong."""

    acts: int
    done: dict[str, int]
    refused: dict[str, int]
    planted: dict[str, Any]
    faults: list[str]


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
    return Told(story.acts, dict(story.done), dict(story.refused), story.told, story.faults)


class _Year:
    def __init__(self, story: Stage, cords: int, patients: int) -> None:
        self.story, self.cords, self.patients = story, cords, patients
        self.house = found_house(story)
        self.clinic = Clinic(story, self._treat)
        self.contacts = Contacts(story, self.clinic)
        self.infusions = Infusions(story, self._given, self.clinic.book_again)
        self.quality = Quality(story, self._released)
        self.laboratory = Laboratory(story, self.house, self.quality.review)
        self.programme = Programme(story, self._cord_arrives)
        self.planted = Planted(story, self.clinic, self.laboratory, self.programme, self.contacts)
        self.quality.answers_late = self.planted.answers_late
        self.clinic.booked = self.planted.booked

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
        self._recurring()
        story.at(story.begins + timedelta(days=210), lambda: renew_reagents(story, self.house))
        story.at(story.begins + timedelta(days=KNOWLEDGE_ON), partial(found_knowledge, story))
        for day in range(KNOWLEDGE_ON, LENGTH.days, 30):
            story.at(story.begins + timedelta(days=day, hours=1), partial(publish_figures, story))
        for day, truth in (
            (340, self.planted.serious),
            (380, self.planted.late_positive),
            (405, self.planted.hold_for_labels),
        ):
            story.at(story.begins + timedelta(days=day), truth)
        story.run(until)
        publish_figures(story)

    def _recurring(self) -> None:
        """What comes back month by month, whatever the size of the year."""
        story = self.story
        audits, upkeep = Audits(story, self.laboratory), Upkeep(story)
        asked, staff = Asked(story, self.clinic), Staff(story, self.clinic)
        freezer = Freezer(story, self.house, self.laboratory, self.clinic)
        story.rounds(upkeep.month, first=10, every=29)
        story.rounds(Deviations(story, upkeep).month, first=14, every=29)
        story.rounds(Papers(story, upkeep).month, first=17, every=29)
        story.rounds(LostCords(story, audits.withdrawn).ask, first=20, every=27)
        story.rounds(audits.month, first=60, every=26)
        story.rounds(asked.only_asks, first=100, every=23)
        story.rounds(asked.too_ill, first=105, every=22)
        story.rounds(staff.month, first=110, every=21)
        story.rounds(Night(story, self.clinic).call, first=115, every=22)
        story.rounds(freezer.month, first=120, every=22)

    def _cord_arrives(self, mother: Mother) -> None:
        sure = mother in self.programme.mothers[:SURE]
        line = self.laboratory.receive(mother.donation, spoiled=not sure and self.story.happens(6), sure=sure)
        if line is not None:
            self.story.after(lambda: self.quality.decisions.retire(line), days=150)

    def _treat(self, patient: Patient) -> None:
        self.infusions.treat(patient)

    def _given(self, patient: Patient, infusion: str) -> None:
        self.contacts.open(patient, infusion)
        self.planted.given(patient, infusion)

    def _released(self, lot: str) -> None:
        """A lot is free: quality states what may remain in it, and the clinic may use it."""
        story, by = self.story, self.story.who("laboratory_head")
        content = {"lot": lot, "residues": sorted(RESIDUES)}
        facts: dict[str, Any] = {"lot": lot, "proof": story.sign(by, content)}
        story.slip("a residue there is not", plans.state_residues, **facts, residues=["stardust"], by=by)
        nurse = story.who("nurse", CLINIC)
        story.slip(
            "residues stated by a nurse", plans.state_residues, **facts, residues=list(RESIDUES), by=nurse
        )
        story.try_to(plans.state_residues, **facts, residues=list(RESIDUES), by=by)
        self.clinic.lots.append(lot)
        self.clinic.weekly_round(lot)
        if len(self.clinic.lots) == 2:
            self.clinic.feverish.add(lot)
            story.told["feverish_lot"] = lot
