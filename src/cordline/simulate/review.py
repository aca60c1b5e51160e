"""Testing in the simulated year: specifications, samples of what was filled, and results in their days.

About one lot in twelve fails a test. Every fourth measured value is typed with its digits changed, and corrected two
days later by somebody else; sterility takes a fortnight. One lot (planted) answers only long after it was given.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from cordline.assays import selectors as assay_facts
from cordline.assays import services as assays
from cordline.assays.specification_file import shipped_specification
from cordline.assays.types import LimitKind, LineFacts, LotTest, Reading, SpecificationFacts, Taken, ValueKind
from cordline.ground.products import Product, Use
from cordline.simulate.cells import Line
from cordline.simulate.decisions import Decisions
from cordline.simulate.stage import LABORATORY, Stage

ZONE = "Asia/Kuala_Lumpur"
FAILS_PERCENT = 8
SLOW = (LotTest.STERILITY,)
RAPID_DAYS, ALL_DAYS, FULL_DAYS = 7, 16, 21


class Quality:
    """Has what was filled tested, and decided about by two people."""

    def __init__(self, story: Stage, on_release: Callable[[str], None]) -> None:
        self.story = story
        self.decisions = Decisions(story, on_release)
        self.answers_late: Callable[[str, str], bool] = lambda lot, sample: False
        self._specifications: dict[Use, SpecificationFacts] = {}

    def open(self) -> None:
        """Draft and approve the specifications for further culture and for patients."""
        for content in (shipped_specification(), _for_banks(shipped_specification())):
            drafted = self.story.do(
                assays.draft_specification, content=content, by=self.story.who("laboratory_head")
            )
            quality = self.story.who("quality")
            shown = assay_facts.approve_specification_content(drafted.subject)
            self.story.do(
                assays.approve_specification,
                specification=drafted.subject,
                proof=self.story.sign(quality, shown),
                by=quality,
            )
        found = assay_facts.approved_specifications(LABORATORY, Product.MSC_WJ)
        self._specifications = {item.use: item for item in found}

    def review(self, line: Line, filled: str, use: Use, then: Callable[[], None]) -> None:
        """Sample what was filled; results follow over a fortnight, then the two signatures.

        A lot for patients is released conditionally when its rapid tests are there, and in full after sterility.
        """
        story = self.story
        facts: dict[str, Any] = {
            "taken_from": Taken.LOT if use is Use.PATIENT else Taken.BANK,
            "taken_at": story.now,
            "zone": ZONE,
            "product": Product.MSC_WJ,
            "by": story.who("technician2"),
        }
        story.slip("a sample of nothing known", assays.take_sample, **facts, of="LT25-9999-X")
        sample = story.do(assays.take_sample, **facts, of=filled).subject
        wanted = self._specifications[use].lines
        bad = story.chance.choice(wanted) if not line.sure and story.happens(FAILS_PERCENT) else None
        patient = use is Use.PATIENT and bad is None
        late = patient and self.answers_late(filled, sample)
        for item in wanted:
            if late and item.test in SLOW:
                continue
            days = 14 if item.test in SLOW else story.chance.randrange(2, 6)
            story.after(partial(self._file, sample, item, failed=item is bad), days=days)
        decide = partial(
            self.decisions.decide, line, filled, use, then, hold_first=story.often("label count", then=4)
        )
        if patient:
            story.after(partial(decide, conditional=True), days=RAPID_DAYS)
            if not late:
                story.after(lambda: self.decisions.complete(filled, use), days=FULL_DAYS)
        else:
            story.after(partial(decide, conditional=False), days=ALL_DAYS)

    def _file(self, sample: str, line: LineFacts, *, failed: bool) -> None:
        story = self.story
        facts: dict[str, Any] = {"reported_at": story.now, "by": story.who("technician2")}
        reading = self._reading(line, failed=failed)
        story.slip(
            "a result of an unknown sample",
            assays.record_result,
            **facts,
            sample="SM25-9999-X",
            reading=reading,
        )
        measured = reading.value is not None and not failed and line.limit.kind is LimitKind.AT_LEAST
        if measured and story.nth("measured") % 4 == 0:
            typed = Reading(reading.test, reading.kind, reading.value + Decimal("0.1"), reading.unit)  # type: ignore[operator]
            made = story.do(assays.record_result, **facts, sample=sample, reading=typed)
            story.after(lambda: self._correct(made.subject, typed, reading), days=1)
            return
        story.do(assays.record_result, **facts, sample=sample, reading=reading)

    def _correct(self, result: str, typed: Reading, right: Reading) -> None:
        """The printout says another last digit than was typed: struck, and the right value beside it."""
        story, head = self.story, self.story.who("responsible_person")
        reason = "Last digit misread from the printout"
        for what, reading, why in (
            ("corrected without a reason", right, " "),
            ("corrected to what it says", typed, reason),
        ):
            proof = story.sign(head, assay_facts.correct_result_content(result, reading, why))
            story.slip(
                what, assays.correct_result, result=result, reading=reading, reason=why, proof=proof, by=head
            )
        proof = story.sign(head, assay_facts.correct_result_content(result, right, reason))
        story.do(assays.correct_result, result=result, reading=right, reason=reason, proof=proof, by=head)

    def _reading(self, line: LineFacts, *, failed: bool) -> Reading:
        limit, chance = line.limit, self.story.chance
        spread = Decimal(chance.randrange(1, 40)) / 10
        match limit.kind:
            case LimitKind.NEGATIVE:
                return Reading(line.test, ValueKind.POSITIVE if failed else ValueKind.NEGATIVE)
            case LimitKind.NORMAL:
                return Reading(line.test, ValueKind.ABNORMAL if failed else ValueKind.NORMAL)
            case LimitKind.AT_LEAST:
                low = limit.low or Decimal(0)
                value = low - spread if failed else min(low + spread, Decimal("99.8"))
            case _:
                high = limit.high or Decimal(1)
                value = (
                    high * 2 if failed else (high * chance.randrange(10, 80) / 100).quantize(Decimal("0.01"))
                )
        return Reading(line.test, ValueKind.NUMBER, value, limit.unit)


def _for_banks(content: dict[str, Any]) -> dict[str, Any]:
    """The bank's own specification, from the shipped one: what is tested once for a bank, and its safety tests."""
    kept = {"viability", "mycoplasma", "sterility", "karyotype", "adventitious_virus"}
    lines = [item | {"stage": "bank"} for item in content["lines"] if item["test"] in kept]
    return content | {
        "use": Use.FURTHER_CULTURE.value,
        "title": "MSC(WJ) banks: demonstration",
        "lines": lines,
    }
