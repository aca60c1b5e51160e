"""What went otherwise than it should: deviations opened by whoever saw them, graded, looked into, closed by another."""

from datetime import timedelta
from typing import Any

from cordline.quality import selectors as quality_facts
from cordline.quality import services as quality
from cordline.quality.types import Severity
from cordline.simulate.stage import Stage
from cordline.simulate.upkeep import Upkeep

SEEN = (
    ("Logger of a delivery shows nine warm hours", "The box was set aside and labelled"),
    ("Centrifuge stopped in the middle of a run", "The run was ended and written up"),
    ("Label printed twice", "The second label was destroyed before a witness"),
    ("Gowning room entered without overshoes", "The floor was cleaned, the plates read"),
    ("Cleaning recorded a day late", "The log was completed and signed as late"),
)


class Deviations:
    """One a month from opening to closing, besides those that bad results open by themselves."""

    def __init__(self, story: Stage, upkeep: Upkeep) -> None:
        self.story, self.upkeep = story, upkeep

    def month(self, number: int) -> None:
        """Somebody sees something and says so."""
        story = self.story
        title, action = SEEN[number % len(SEEN)]
        subject = self.upkeep.rejected[-1] if number % 2 == 0 and self.upkeep.rejected else self.upkeep.device
        facts: dict[str, Any] = {"subject": subject, "title": title, "by": story.who("technician")}
        severity = Severity.MAJOR if number % 3 == 0 else Severity.MINOR
        story.slip(
            "seen, and nothing done", quality.open_deviation, **facts, severity=severity, immediate_action=" "
        )
        opened = story.do(quality.open_deviation, **facts, severity=severity, immediate_action=action)
        code = str(opened.payload["deviation"])
        story.after(lambda: self._grade(code, severity), days=1)
        story.after(lambda: self._look_into(code), days=4)
        story.after(lambda: self.close(code), days=12)

    def _grade(self, code: str, before: Severity) -> None:
        story, head = self.story, self.story.who("quality")
        facts: dict[str, Any] = {"deviation": code, "by": head}
        story.slip(
            "graded as it is", quality.grade_deviation, **facts, severity=before, reason="Looked at it"
        )
        other = Severity.MINOR if before is Severity.MAJOR else Severity.MAJOR
        story.slip("graded without a reason", quality.grade_deviation, **facts, severity=other, reason=" ")
        story.do(
            quality.grade_deviation, **facts, severity=other, reason="By the table of the quality manual"
        )

    def _look_into(self, code: str) -> None:
        story = self.story
        words: dict[str, Any] = {
            "deviation": code,
            "investigation": "Log, camera and batch record read; two people asked",
            "cause": "The checklist did not name this step",
            "by": story.who("laboratory_head"),
        }
        plan = "A line in the checklist, read by everybody"
        story.slip(
            "a correction that nobody owns", quality.investigate_deviation, **words, corrective_action=plan
        )
        story.do(
            quality.investigate_deviation,
            **words,
            corrective_action=plan,
            corrective_owner=story.who("laboratory_head").code,
            corrective_due_on=(story.now + timedelta(days=30)).date(),
        )

    def close(self, code: str) -> None:
        """Say what it means for what it touched, signed by somebody who did not look into it."""
        story, by = self.story, self.story.who("quality")
        words = "Nothing that is given to anybody was touched"
        for conclusion in (" ", words):
            content = quality_facts.close_content(code, conclusion)
            facts: dict[str, Any] = {"deviation": code, "conclusion": conclusion, "by": by}
            facts["proof"] = story.sign(by, content)
            if conclusion == words:
                story.do(quality.close_deviation, **facts)
            else:
                story.slip("closed without a conclusion", quality.close_deviation, **facts)
