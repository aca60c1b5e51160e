"""The small flasks beside the main culture: a backup of each passage, given up in time or lost to contamination.

The first dozen turn out contaminated (they are fed without the last filtration, to show what the line would show), and
many are scanned to the wrong parent at first: struck, reviewed by another person, and put right.
"""

from decimal import Decimal
from typing import Any

from cordline.lab import services as lab
from cordline.lineage import selectors as lineage_facts
from cordline.lineage import services as lineage
from cordline.simulate.founding import House
from cordline.simulate.stage import Stage

CELLS_PER_CM2 = 4_000
LEAST = 200_000


class Flasks:
    """Keeps back, looks at, and throws away."""

    def __init__(self, story: Stage, house: House) -> None:
        self.story, self.house = story, house

    def keep_back(self, culture: str, cells: int) -> None:
        """Seed what the passage left over into a small flask of its own; its days are few."""
        story, number = self.story, self.story.nth("flask")
        cells = cells * 9 // 10
        if cells < LEAST:
            return
        made = story.try_to(
            lab.passage_culture,
            parents={culture: cells},
            area_cm2=Decimal(max(cells // CELLS_PER_CM2, 25)),
            touching=self.house.touching,
            by=story.who("technician2"),
        )
        if made is None:
            return
        if number % 3 != 2:
            story.after(lambda: self._doubt(made.subject, culture), days=2)
        if story.often("cloudy flask", then=3):
            story.after(lambda: self._cloudy(made.subject), days=5)
        else:
            story.after(lambda: self.throw_away(made.subject, "The line went well without it"), days=6)

    def second_explant(self, isolation: dict[str, Any]) -> None:
        """A part of the cord is set up apart, and thrown away when the first part grows."""
        story = self.story
        apart = isolation | {"tissue_g": Decimal(2), "area_cm2": Decimal(75)}
        made = story.try_to(lab.isolate_culture, **apart)
        if made is not None:
            story.after(lambda: self.throw_away(made.subject, "The first part of the cord grows"), days=8)

    def _cloudy(self, flask: str) -> None:
        facts: dict[str, Any] = {"culture": flask, "by": self.story.who("technician2")}
        self.story.slip("contaminated, but how?", lab.report_contamination, **facts, reason=" ")
        self.story.try_to(
            lab.report_contamination, **facts, reason="Medium cloudy, rods under the microscope"
        )
        self.story.slip("contaminated twice", lab.report_contamination, **facts, reason="Cloudy again")

    def throw_away(self, culture: str, reason: str) -> None:
        """Give up a flask, or what is left of a pool."""
        facts: dict[str, Any] = {"culture": culture, "by": self.story.who("technician2")}
        self.story.slip("thrown away without a reason", lab.discard_culture, **facts, reason=" ")
        self.story.try_to(lab.discard_culture, **facts, reason=reason)

    def _doubt(self, flask: str, parent: str) -> None:
        """The label of the flask names another parent: struck by the head, looked into by quality, restored."""
        story, head = self.story, self.story.who("laboratory_head")
        pair: dict[str, Any] = {"child": flask, "parent": parent}
        story.slip("struck without a reason", lineage.strike_parent, **pair, by=head, reason="?")
        struck = story.do(lineage.strike_parent, **pair, by=head, reason="The flask bears another label")
        story.slip("reviewed by a technician", lineage.review_strike, **pair, confirmed=False,
                   reason="Looked again", by=story.who("technician"))  # fmt: skip
        story.after(lambda: self._settle(pair, str(struck.payload["hold"])), hours=20)

    def _settle(self, pair: dict[str, Any], hold: str) -> None:
        story, quality = self.story, self.story.who("quality")
        reason = "Photo and batch record agree: the label was a misprint"
        story.do(lineage.review_strike, **pair, confirmed=False, reason=reason, by=quality)
        story.slip("reviewed twice", lineage.review_strike, **pair, confirmed=True, reason=reason, by=quality)
        content = lineage_facts.lift_hold_content(hold)
        facts: dict[str, Any] = {"hold": hold, "by": quality, "proof": story.sign(quality, content)}
        story.slip("a hold lifted without a reason", lineage.lift_hold, **facts, reason=" ")
        story.do(lineage.lift_hold, **facts, reason=reason)
