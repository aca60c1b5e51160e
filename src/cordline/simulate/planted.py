"""The truths that are planted for the tests, each where a demonstration shows what the house does about it.

A late positive donor, a sterility result that turns positive ten days after an infusion, a person booked on a lot that
is then recalled, a lot with too many fevers, one serious event whose clock runs. A freezer excursion is not among
them: no room records temperatures yet, and ``not_furnished`` says so.
"""

from typing import Any

from cordline.assays import services as assays
from cordline.assays.types import DonorTest, LotTest, Reading, ValueKind
from cordline.lineage import services as lineage
from cordline.lineage.types import HoldKind
from cordline.simulate.audits import Audits, reached_by
from cordline.simulate.cells import Laboratory
from cordline.simulate.contacts import Contacts
from cordline.simulate.donors import Programme
from cordline.simulate.patients import Clinic, Patient
from cordline.simulate.stage import Stage
from cordline.vigilance import selectors as vigilance_facts

SLOW_FROM_DAY, RECALL_FROM_DAY, POSITIVE_AFTER_DAYS = 100, 300, 10
NOT_FURNISHED = {"freezer excursion": "no room records temperatures of tanks and freezers yet"}


class Planted:
    """Watches the story for the moment at which each truth can be planted, and plants it once."""

    def __init__(
        self, story: Stage, clinic: Clinic, laboratory: Laboratory, programme: Programme, contacts: Contacts
    ) -> None:
        self.story, self.clinic, self.laboratory = story, clinic, laboratory
        self.programme, self.contacts, self.audits = programme, contacts, Audits(story, laboratory)
        self.slow_lot, self.slow_sample, self.recalled = "", "", False
        story.told["not_furnished"] = dict(NOT_FURNISHED)

    def answers_late(self, lot: str, sample: str) -> bool:
        """Choose the one lot whose sterility answers only after it was given; it stays conditional until then."""
        if self.slow_lot or self._day < SLOW_FROM_DAY:
            return False
        self.slow_lot, self.slow_sample = lot, sample
        self.story.told["late_sterility_lot"] = lot
        return True

    @property
    def _day(self) -> int:
        return (self.story.now - self.story.begins).days

    def given(self, patient: Patient, infusion: str) -> None:
        """The first infusion from that lot sets the day on which its culture turns out to grow."""
        if patient.lot == self.slow_lot and "late_sterility_infusion" not in self.story.told:
            self.story.told |= {"late_sterility_infusion": infusion, "late_sterility_of": patient.person}
            self.story.after(lambda: self._grows(patient), days=POSITIVE_AFTER_DAYS)

    def _grows(self, patient: Patient) -> None:
        """Day 10: the culture grows. The result holds and suspends by itself; everybody who was given it is called."""
        story = self.story
        result = story.do(
            assays.record_result,
            sample=self.slow_sample,
            reading=Reading(LotTest.STERILITY, ValueKind.POSITIVE),
            reported_at=story.now,
            by=story.who("technician2"),
        )
        event = self.contacts.report_serious(
            patient, "possible infection from a product that grew in culture"
        )
        story.told |= {"late_sterility_result": result.subject, "late_sterility_event": event}
        story.after(self._call_back, minutes=30)

    def _call_back(self) -> None:
        """The house has opened its look-back: the same day everybody in it is called."""
        for row in vigilance_facts.open_recalls():
            if row.subject == self.slow_lot:
                self.story.told |= {
                    "late_sterility_look_back": row.code,
                    "late_sterility_reached": reached_by(row.code),
                }
                self.audits.reach_all(row.code)

    def booked(self, patient: Patient) -> None:
        """The first booking late in the year is on a lot that is recalled the day after."""
        planted = (self.slow_lot, self.story.told.get("feverish_lot"))
        if self.recalled or self._day < RECALL_FROM_DAY or patient.lot in planted:
            return
        self.recalled = True
        self.story.after(lambda: self._recall(patient, patient.lot), days=1)

    def _recall(self, patient: Patient, lot: str) -> None:
        recall = self.audits.recall(lot, "The maker of a medium withdraws a batch that this lot grew in")
        self.story.told |= {"recalled_lot": lot, "recall": recall, "recall_waiting": patient.person}
        self.clinic.book_again(patient, "The lot was recalled before the infusion")
        self.audits.reach_all(recall)

    def late_positive(self) -> None:
        """A mother whose cells were given: a test repeated on her stored sample turns out reactive."""
        used = {patient.lot for patient in self.clinic.patients if patient.infusions}
        used -= {self.slow_lot, str(self.story.told.get("recalled_lot", ""))}
        for line in self.laboratory.lines:
            if used & set(line.lots):
                mother = next(item for item in self.programme.mothers if item.donation == line.donation)
                self.programme.report(mother, DonorTest.SYPHILIS_TREPONEMAL, ValueKind.REACTIVE)
                self.story.told |= {
                    "late_positive_donor": mother.donor,
                    "late_positive_donation": mother.donation,
                }
                return

    def serious(self) -> None:
        """The year's one serious event whose report is not sent yet: its clock is to be seen."""
        spared = self.story.told.get("late_sterility_of")
        treated = [one for one in self.clinic.patients if one.infusions and one.person != spared]
        if treated:
            self.contacts.report_serious(treated[-1], "deep vein thrombosis")
            self.story.told["serious_event_of"] = treated[-1].person

    def hold_for_labels(self) -> None:
        """One hold that still stands when the year ends."""
        taken: tuple[Any, ...] = (
            self.slow_lot,
            *(self.story.told.get(k) for k in ("feverish_lot", "recalled_lot")),
        )
        lot = next((code for code in self.clinic.lots if code not in taken), "")
        if lot:
            placed = self.story.do(
                lineage.place_hold,
                on=lot,
                kind=HoldKind.QUALITY,
                reason="Label count of the filling is off by one",
                by=self.story.who("quality"),
            )
            self.story.told |= {"held_lot": lot, "hold": str(placed.payload["hold"])}
