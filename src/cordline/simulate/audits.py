"""Those who look on, and those who reach people: inspectors, the chain verified, drills, recalls and look-backs."""

from typing import Any

from cordline.desk import services as desk
from cordline.simulate.cells import Laboratory
from cordline.simulate.patients import Patient
from cordline.simulate.stage import CLINIC, Stage
from cordline.vigilance import selectors as vigilance_facts
from cordline.vigilance import services as vigilance
from cordline.vigilance.types import ContactState

PAGES = ("/audit/", "/release/", "/lineage/holds/", "/bank/")
FINDINGS = "Everything named was found and everybody reached; nothing is left to do"


class Audits:
    """The monthly look at the house, and what vigilance does about one code."""

    def __init__(self, story: Stage, laboratory: Laboratory) -> None:
        self.story, self.laboratory = story, laboratory

    def month(self, number: int) -> None:
        """An inspector opens a page, quality has the chain recomputed and takes a copy of the trail; a drill."""
        story = self.story
        inspector, quality = story.who("inspector", CLINIC), story.who("quality", CLINIC)
        nurse = story.who("nurse", CLINIC)
        page = PAGES[number % len(PAGES)]
        story.slip("a nurse as inspector", desk.record_inspection, page=page, by=nurse)
        story.do(desk.record_inspection, page=page, by=inspector)
        story.slip("the chain verified by a nurse", desk.record_verdict, verdict="whole", by=nurse)
        story.do(desk.record_verdict, verdict="whole", by=quality)
        copy: dict[str, Any] = {"form": "csv", "asked": f"month {number + 1}", "record": ""}
        story.slip("the trail taken out by a nurse", desk.record_export, **copy, by=nurse)
        story.do(desk.record_export, **copy, by=quality)
        self._drill(number)

    def _drill(self, number: int) -> None:
        """Whom would a recall of this code reach? In turn: a bank, a culture, a lot that was given."""
        story, officer = self.story, self.story.who("vigilance_officer", CLINIC)
        lines = [line for line in self.laboratory.lines if line.master]
        if not lines:
            return
        line = lines[number % len(lines)]
        subject = (line.lots or [line.master])[0] if number % 3 == 2 else line.cultures[0]
        story.slip("a drill without words", self._recall, subject=subject, reason="?", drill=True, by=officer)
        opened = story.do(self._recall, subject=subject, reason="Monthly drill", drill=True, by=officer)
        story.count("vigilance.reach.recorded")
        story.slip("a drill that reaches nothing", self._recall, subject="EQ25-0006-X", drill=True, by=officer,
                   reason="Monthly drill")  # fmt: skip
        self.reach_all(opened.subject)

    def withdrawn(self, donation: str) -> None:
        """A consent has ended: everything of that donation is called back, though nothing was made of it."""
        story, officer = self.story, self.story.who("responsible_person")
        facts: dict[str, Any] = {"subject": donation, "by": officer}
        story.slip("a recall without a reason", self._recall, **facts, reason="?")
        opened = story.do(self._recall, **facts, reason="Consent of the donor has ended")
        story.count("vigilance.reach.recorded")
        self.reach_all(opened.subject)

    def recall(self, lot: str, reason: str) -> str:
        """Recall a lot: what is left of it stands still, and whoever is reached by it is called."""
        officer = self.story.who("vigilance_officer", CLINIC)
        opened = self.story.do(self._recall, subject=lot, reason=reason, by=officer)
        self.story.count("vigilance.reach.recorded")
        return opened.subject

    @staticmethod
    def _recall(**facts: Any) -> Any:
        return vigilance.recall(**facts)[0]

    def reach_all(self, recall: str) -> None:
        """Call everybody a recall, drill or look-back names, and close it with what was found."""
        story, nurse = self.story, self.story.who("nurse", CLINIC)
        officer = story.who("vigilance_officer", CLINIC)
        for row in vigilance_facts.contacts(recall):
            facts: dict[str, Any] = {"recall": recall, "contact": row.id, "by": nurse}
            story.slip("given up without a word", vigilance.check_contact, **facts, state="given_up", note="")
            story.slip(
                "closed while somebody waits",
                vigilance.close_recall,
                recall=recall,
                findings=FINDINGS,
                by=officer,
            )
            tried = "Nobody answered; again in an hour"
            story.do(vigilance.check_contact, **facts, state=ContactState.TRIED.value, note=tried)
            note = "Spoke with the person; knows whom to call"
            story.do(vigilance.check_contact, **facts, state=ContactState.REACHED.value, note=note)
        found = vigilance_facts.recall_facts(recall)
        missing = f"; not found again: {', '.join(found.unaccounted)}" if found and found.unaccounted else ""
        story.slip("closed without findings", vigilance.close_recall, recall=recall, findings="-", by=officer)
        story.do(vigilance.close_recall, recall=recall, findings=FINDINGS + missing, by=officer)


def reached_by(recall: str) -> list[str]:
    """The persons whom a recall or look-back names."""
    return sorted({row.person for row in vigilance_facts.contacts(recall)})


def waiting_on(patients: list[Patient], lot: str) -> list[str]:
    """The persons whose vials of this lot are promised and not given yet."""
    return [item.person for item in patients if item.lot == lot and item.vials and not item.infusions]
