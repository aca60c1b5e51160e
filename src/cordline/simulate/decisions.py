"""Who decides about what was filled: held for its label count, read, signed by two, rejected, suspended, retired.

The first fills, and some later ones, are held for a day until their labels are counted again. Banks of a line that has
done its work are suspended for an inventory and withdrawn for good, or let go again by two signatures.
What is left of a line whose mother did not consent to research is refused for that use.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.lineage import selectors as lineage_facts
from cordline.lineage import services as lineage
from cordline.release import selectors as release_facts
from cordline.release import services as release
from cordline.release import trail
from cordline.release.types import Move, State
from cordline.simulate.cells import Line
from cordline.simulate.stage import Stage

PLAN = "Sterility is pending: on growth call every physician and patient the same day."
WHY_NOT = "A criterion of the specification or a donor is not met"
NO_RESEARCH = "The donor's consent does not cover research"


class Decisions:
    """Reviews and their moves; ``on_release`` hears of each lot that patients may receive."""

    def __init__(self, story: Stage, on_release: Callable[[str], None]) -> None:
        self.story, self.on_release = story, on_release

    def decide(
        self,
        line: Line,
        filled: str,
        use: Use,
        then: Callable[[], None],
        *,
        conditional: bool,
        hold_first: bool,
    ) -> None:
        """Open the review; hold it for a day where the labels are to be counted again, else sign."""
        story, head = self.story, self.story.who("laboratory_head")
        asked: dict[str, Any] = {"lot": filled, "use": use, "by": head}
        story.do(release.open_review, **asked)
        story.slip("a review opened twice", release.open_review, **asked)
        go_on = partial(self._sign_both, line, filled, use, then, conditional=conditional)
        if not hold_first:
            go_on()
            return
        story.slip("held without a reason", release.hold_lot, **asked, reason=" ")
        held = story.do(release.hold_lot, **asked, reason="Label count of the filling is off by one")
        story.after(lambda: self._counted_again(str(held.payload["hold"]), go_on), hours=22)

    def _counted_again(self, hold: str, go_on: Callable[[], None]) -> None:
        story, quality = self.story, self.story.who("quality")
        content = lineage_facts.lift_hold_content(hold)
        facts: dict[str, Any] = {"hold": hold, "by": quality, "proof": story.sign(quality, content)}
        story.do(
            lineage.lift_hold, **facts, reason="Counted again by two: the missing label lay in the printer"
        )
        story.slip("a hold lifted twice", lineage.lift_hold, **facts, reason="Counted once more")
        go_on()

    def _sign_both(
        self, line: Line, filled: str, use: Use, then: Callable[[], None], *, conditional: bool
    ) -> None:
        """Read, sign twice; what may not be released is rejected, and the line ends."""
        if self._release(filled, use, conditional=conditional):
            if use is Use.PATIENT:
                self.on_release(filled)
            then()
            return
        line.ended = "not released"
        self._reject(filled, use, WHY_NOT)

    def _release(self, filled: str, use: Use, *, conditional: bool = False) -> bool:
        """Read everything, then the two signatures, both over the content that was shown."""
        story = self.story
        head, quality, second = story.who("laboratory_head"), story.who("quality"), story.who("quality2")
        self._read(filled, use, second)
        asked: dict[str, Any] = {"lot": filled, "use": use}
        shown = release_facts.signed_content(filled, use)
        maker = story.who("technician")
        story.slip(
            "verified by its maker", release.verify_review, **asked, proof=story.sign(maker, shown), by=maker
        )
        first = story.try_to(release.verify_review, **asked, proof=story.sign(head, shown), by=head)
        if first is None:
            return False
        if conditional:
            return self._early(asked, shown, quality)
        # The first signer tries to give the second signature too.
        story.slip(
            "both by one", release.release_lot, times=4, **asked, proof=story.sign(head, shown), by=head
        )
        proof = story.sign(quality, shown)
        return story.try_to(release.release_lot, **asked, proof=proof, by=quality) is not None

    def _early(self, asked: dict[str, Any], shown: dict[str, Any], quality: Actor) -> bool:
        """The second signature before the last result, under a plan for the case that it is bad."""
        story, facts = self.story, asked | {"by": quality}
        early = release.release_lot_conditionally
        story.slip(
            "early without a plan", early, **facts, plan=" ", proof=story.sign(quality, shown | {"plan": ""})
        )
        proof = story.sign(quality, shown | {"plan": PLAN})
        return story.try_to(early, **facts, plan=PLAN, proof=proof) is not None

    def _read(self, filled: str, use: Use, second: Actor) -> None:
        """The audit trail by one, every exception by each signer."""
        story = self.story
        asked: dict[str, Any] = {"lot": filled, "use": use}
        judged = release_facts.review(filled, use)
        for reader in (story.who("laboratory_head"), story.who("quality")):
            story.slip(
                "an exception there is not", release.read_exception, **asked, exception="none", by=reader
            )
            for exception in judged.exceptions if judged else ():
                story.do(release.read_exception, **asked, exception=exception.key, by=reader)
        content = trail.content(filled)
        maker = story.who("technician")
        story.slip(
            "the trail read by its maker",
            release.review_trail,
            **asked,
            proof=story.sign(maker, content),
            by=maker,
        )
        story.do(release.review_trail, **asked, proof=story.sign(second, content), by=second)

    def complete(self, lot: str, use: Use) -> None:
        """The last result of a conditional lot is there: both signatures anew, or it stays suspended as it is."""
        if release_facts.disposition(lot, use).state is State.CONDITIONAL:
            self._release(lot, use)

    def retire(self, line: Line) -> None:
        """A line has done its work: inventory of its banks, and no research with what is left."""
        story, head = self.story, self.story.who("laboratory_head")
        for bank in filter(None, (line.master, line.working)):
            if release_facts.disposition(bank, Use.FURTHER_CULTURE).state is State.RELEASED:
                self._inventory(bank)
        for filled in filter(None, (line.master, line.working)):
            story.do(release.open_review, lot=filled, use=Use.RESEARCH, by=head)
            self._reject(filled, Use.RESEARCH, NO_RESEARCH)

    def _inventory(self, bank: str) -> None:
        story, quality = self.story, self.story.who("quality")
        asked: dict[str, Any] = {"lot": bank, "use": Use.FURTHER_CULTURE, "by": quality}
        story.slip("suspended without a reason", release.suspend_lot, **asked, reason="")
        story.do(release.suspend_lot, **asked, reason="Inventory at the end of its line")
        if story.often("retired", then=2):
            story.after(lambda: self._withdraw(bank), days=2)
        else:
            story.after(lambda: self._release(bank, Use.FURTHER_CULTURE), days=2)

    def _withdraw(self, bank: str) -> None:
        story, quality, why = (
            self.story,
            self.story.who("quality"),
            "The line is closed; nothing grows from it any more",
        )
        asked: dict[str, Any] = {"lot": bank, "use": Use.FURTHER_CULTURE, "by": quality}
        story.slip(
            "withdrawn for another reason than signed",
            release.withdraw_lot,
            **asked,
            reason=why,
            proof=lambda: story.sign(quality, {"reason": "another"}),
        )
        proof = self._proof(quality, bank, Use.FURTHER_CULTURE, Move.WITHDRAW, why)
        story.try_to(release.withdraw_lot, **asked, reason=why, proof=proof)

    def _reject(self, filled: str, use: Use, why: str) -> None:
        story, quality = self.story, self.story.who("quality")
        asked: dict[str, Any] = {"lot": filled, "use": use, "by": quality}
        story.slip(
            "rejected without a reason",
            release.reject_lot,
            **asked,
            reason=" ",
            proof=lambda: story.sign(quality, {}),
        )
        proof = self._proof(quality, filled, use, Move.REJECT, why)
        story.try_to(release.reject_lot, **asked, reason=why, proof=proof)

    def _proof(self, by: Actor, lot: str, use: Use, move: Move, reason: str = "") -> Any:
        return self.story.sign(by, release_facts.signed_content(lot, use, move=move, reason=reason))
