"""What every act of this room begins with: the locked disposition and its judgement."""

from datetime import datetime

from cordline.ground.products import Use
from cordline.ground.refusal import Refusal, Refused
from cordline.release import rules, selectors
from cordline.release.models import Disposition
from cordline.release.types import ReleaseFacts, Review


def locked(lot: str, use: Use) -> Disposition:
    """Take the disposition of a lot for the caller's act. Refuses: release.review_missing."""
    row = selectors.row_of(lot, use, lock=True)
    if row is None:
        raise Refused([Refusal("release.review_missing", lot=lot, use=use.value)])
    return row


def judged(row: Disposition, now: datetime) -> tuple[ReleaseFacts, Review]:
    """Read the facts of a disposition and judge them at ``now``. Refuses: release.lot_unknown."""
    facts = selectors.facts_of(row.lot, Use(row.use))
    if facts is None:
        raise Refused([Refusal("release.lot_unknown", lot=row.lot)])
    return facts, rules.judge_release(facts, now=now)
