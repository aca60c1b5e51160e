"""Testing and release in the simulated year: samples, results in their days, reviews by two people, and the rest.

About one lot in twelve fails a test and is rejected; one is released conditionally, its last result still to come.
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
from cordline.release import selectors as release_facts
from cordline.release import services as release
from cordline.release import trail
from cordline.release.types import Move
from cordline.simulate.cells import Line
from cordline.simulate.stage import LABORATORY, Stage

ZONE = "Asia/Kuala_Lumpur"
FAILS_PERCENT = 8
SLOW = (LotTest.STERILITY,)


class Quality:
    """Has what was filled tested, reviewed by two people, and released, rejected or held."""

    def __init__(self, story: Stage, on_release: Callable[[str], None]) -> None:
        self.story, self.on_release = story, on_release
        self.conditional_left = 1

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

    def review(self, line: Line, filled: str, use: Use, then: Callable[[], None]) -> None:
        """Sample what was filled; results follow over a fortnight, then the two signatures."""
        story = self.story
        taken = Taken.LOT if use is Use.PATIENT else Taken.BANK
        sample = story.do(
            assays.take_sample,
            of=filled,
            taken_from=taken,
            taken_at=story.now,
            zone=ZONE,
            product=Product.MSC_WJ,
            by=story.who("technician2"),
        ).subject
        wanted = self._specification(use).lines
        bad = story.chance.choice(wanted) if not line.sure and story.happens(FAILS_PERCENT) else None
        for item in wanted:
            days = 14 if item.test in SLOW else story.chance.randrange(2, 6)
            story.after(partial(self._file, sample, item, failed=item is bad), days=days)
        early = use is Use.PATIENT and self.conditional_left > 0 and bad is None
        if early:
            self.conditional_left -= 1
        story.after(lambda: self._decide(line, filled, use, then, conditional=early), days=7 if early else 16)

    def _specification(self, use: Use) -> SpecificationFacts:
        found = assay_facts.approved_specifications(LABORATORY, Product.MSC_WJ)
        return next(item for item in found if item.use is use)

    def _file(self, sample: str, line: LineFacts, *, failed: bool) -> None:
        self.story.do(
            assays.record_result,
            sample=sample,
            reading=self._reading(line, failed=failed),
            reported_at=self.story.now,
            by=self.story.who("technician2"),
        )

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

    def _decide(
        self, line: Line, filled: str, use: Use, then: Callable[[], None], *, conditional: bool
    ) -> None:
        """Open the review, read the exceptions, sign twice; what may not be released is rejected."""
        story = self.story
        head, quality, second = story.who("laboratory_head"), story.who("quality"), story.who("quality2")
        story.do(release.open_review, lot=filled, use=use, by=head)
        judged = release_facts.review(filled, use)
        for reader in (head, quality):
            for exception in judged.exceptions if judged else ():
                story.do(release.read_exception, lot=filled, use=use, exception=exception.key, by=reader)
        story.do(
            release.review_trail,
            lot=filled,
            use=use,
            proof=story.sign(second, trail.content(filled)),
            by=second,
        )
        move = Move.RELEASE_CONDITIONALLY if conditional else Move.RELEASE
        plan = (
            "Sterility is pending: on growth call every physician and patient the same day."
            if conditional
            else ""
        )
        first = story.try_to(
            release.verify_review,
            lot=filled,
            use=use,
            proof=self._sign(head, filled, use, Move.VERIFY),
            by=head,
        )
        if story.happens(10):  # the first signer tries to give the second signature too
            story.try_to(
                release.release_lot, lot=filled, use=use, proof=self._sign(head, filled, use, move), by=head
            )
        facts: dict[str, Any] = {"lot": filled, "use": use, "by": quality}
        proof = self._sign(quality, filled, use, move, plan)
        if conditional:
            done = first and story.try_to(release.release_lot_conditionally, plan=plan, proof=proof, **facts)
        else:
            done = first and story.try_to(release.release_lot, proof=proof, **facts)
        if done:
            if use is Use.PATIENT:
                self.on_release(filled)
            then()
            return
        line.ended = "not released"
        why = "A criterion of the specification or a donor is not met"
        proof = self._sign(quality, filled, use, Move.REJECT, why)
        story.try_to(release.reject_lot, reason=why, proof=proof, **facts)

    def _sign(self, by: Any, lot: str, use: Use, move: Move, reason: str = "") -> Any:
        return self.story.sign(by, release_facts.signed_content(lot, use, move=move, reason=reason))


def _for_banks(content: dict[str, Any]) -> dict[str, Any]:
    """The bank's own specification, from the shipped one: what is tested once for a bank, and its safety tests."""
    kept = {"viability", "mycoplasma", "sterility", "karyotype", "adventitious_virus"}
    lines = [item | {"stage": "bank"} for item in content["lines"] if item["test"] in kept]
    return content | {
        "use": Use.FURTHER_CULTURE.value,
        "title": "MSC(WJ) banks: demonstration",
        "lines": lines,
    }
