"""What the house does by itself when something arrives on an ancestor: suspend what had been released.

Safety has not waited for it: the hold stopped every descendant in its own transaction. This makes the disposition,
the certificate and the bank's copy say so as well.
"""

from collections.abc import Iterable

from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act
from cordline.release import verbs
from cordline.release.rules import LONGEST_REASON
from cordline.release.services.deciding import apply_move
from cordline.release.services.found import judged, locked
from cordline.release.states import after
from cordline.release.types import Move, State

# What takes leave away after it was given. A licence or expiry that ran out is judged where the lot is used.
TAKES_AWAY = frozenset(
    {
        "release.held",
        "release.result_fails",
        "release.donation_not_eligible",
        "release.deviation_critical_open",
        "release.donation_unknown",
    }
)


def suspend_by_house(*, lot: str, use: Use, by: Actor, key: str) -> Entry:
    """Suspend a lot if its evidence, read now, no longer bears its release; else record that it was looked at.

    Writes: release.lot.suspended_by_house.
    """
    asked = {"lot": lot, "use": use}
    with act(verbs.LOT_SUSPENDED_BY_HOUSE, by=by, key=key, content=asked, subject=lot) as this:
        if this.answered:
            return this.entry
        row = locked(lot, use)
        facts, review = judged(row, this.now)
        reason = because(review.refusals)
        payload = {"use": use, "reason": reason, "state": row.state, "found": "nothing speaks against it"}
        if reason:
            payload["found"] = f"{State(row.state).label.lower()} already; {reason}"
        if reason and after(State(row.state), Move.SUSPEND) is not None:
            apply_move(this, row, Move.SUSPEND, reason, facts, review, None, "")
            payload |= {"state": row.state, "found": f"suspended, because {reason}"}
        return this.record(subject=lot, reason=reason, payload=payload)


def because(refusals: Iterable[Refusal]) -> str:
    """Say in words why a lot is suspended; empty when nothing takes its leave away."""
    return " ".join(refusal.text for refusal in refusals if refusal.code in TAKES_AWAY)[:LONGEST_REASON]
