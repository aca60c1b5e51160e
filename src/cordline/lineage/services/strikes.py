"""How a wrong parent is put right: struck by one, reviewed by another, and shown until then (I2)."""

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act
from cordline.lineage import rules, selectors, verbs
from cordline.lineage.models import Edge
from cordline.lineage.services.holds import place_hold_within
from cordline.lineage.types import EdgeFacts, HoldKind


def strike_parent(*, child: str, parent: str, reason: str, by: Actor, key: str) -> Entry:
    """Say that ``child`` never came from ``parent``; both keep showing the struck descent until it is reviewed.

    Holds that reach ``child`` over the struck descent go on binding it, and ``child`` is put on hold: its origin is
    in question. Refuses: lineage.edge_not_found, lineage.edge_struck_already, lineage.reason_missing.
    Writes: lineage.parent.struck.
    """
    content = {"child": child, "parent": parent, "reason": reason}
    with act(verbs.PARENT_STRUCK, by=by, key=key, content=content, subject=child) as this:
        if this.answered:
            return this.entry
        facts = _found(child, parent)
        this.require(rules.why_not_reason(reason), rules.why_not_strike(facts))
        Edge.objects.filter(child__code=child, parent__code=parent).update(
            struck_entry=this.entry_id, struck_at=this.now, struck_by=by.code, strike_reason=reason.strip()
        )
        hold = place_hold_within(
            this, on=child, kind=HoldKind.QUALITY, reason=f"Origin in question: {parent} struck as parent"
        )
        return this.record(
            subject=child,
            units=[parent, hold],
            reason=reason,
            payload={"parent": parent, "hold": hold, "reason": reason},
        )


def review_strike(*, child: str, parent: str, confirmed: bool, reason: str, by: Actor, key: str) -> Entry:
    """Review a struck descent: confirmed, it leaves the lineage; not confirmed, it stands as before.

    The hold that the strike placed is lifted by its own act. Refuses: lineage.edge_not_found,
    lineage.edge_not_struck, lineage.edge_reviewed_already, lineage.strike_own_review, lineage.reason_missing.
    Writes: lineage.strike.reviewed.
    """
    content = {"child": child, "parent": parent, "confirmed": confirmed, "reason": reason}
    with act(verbs.STRIKE_REVIEWED, by=by, key=key, content=content, subject=child) as this:
        if this.answered:
            return this.entry
        facts = _found(child, parent)
        this.require(rules.why_not_reason(reason), rules.why_not_review_strike(facts, by=by.code))
        finding = "confirmed" if confirmed else "restored"
        Edge.objects.filter(child__code=child, parent__code=parent).update(
            reviewed_entry=this.entry_id, reviewed_at=this.now, reviewed_by=by.code, finding=finding
        )
        return this.record(
            subject=child, units=[parent], reason=reason, payload={"parent": parent, "finding": finding}
        )


def _found(child: str, parent: str) -> EdgeFacts:
    facts = selectors.edge(child, parent, lock=True)
    if facts is None:
        raise Refused([Refusal("lineage.edge_not_found", child=child, parent=parent)])
    return facts
