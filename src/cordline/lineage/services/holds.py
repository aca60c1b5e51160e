"""How a hold is placed and lifted: one row that binds all that descends, at once and later (I7, W5)."""

from datetime import datetime

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.verbs import Gate
from cordline.ledger.services import Act, DefectiveAct, Entry, act, next_code
from cordline.lineage import rules, selectors, verbs
from cordline.lineage.models import Hold
from cordline.lineage.types import HoldKind


def place_hold_within(
    this: Act, *, on: str, kind: HoldKind, reason: str, site: str = "", leaf: bool = False
) -> str:
    """Stop ``on`` and all that descends from it, inside an act that takes leave away; give the hold's code.

    ``on`` is the code of a node, of a unit, or, with ``leaf=True``, of one container or dose that its own room has
    found. An import's hold alone may be placed by an act that only takes the shared gate, since nothing of the
    import can have been used before it. Refuses: lineage.reason_missing, lineage.hold_target_unknown.
    """
    if this.verb.gate is not Gate.EXCLUSIVE and kind is not HoldKind.IMPORT:
        raise DefectiveAct(f"{this.verb.name} places a hold but does not take the gate for itself.")
    this.require(rules.why_not_reason(reason))
    hold = Hold(kind=kind.value, reason=reason.strip(), site=site or this.by.site)
    if leaf:
        hold.leaf = on
    elif (node := selectors.node(on)) is not None:
        hold.node_id = node.id
    elif (unit := selectors.unit_id(on)) is not None:
        hold.unit_id = unit
    else:
        raise Refused([Refusal("lineage.hold_target_unknown", code=on)])
    hold.code = next_code(Kind.HOLD, this)
    hold.placed_by, hold.placed_at, hold.placed_entry = this.by.code, this.now, this.entry_id or 0
    hold.save(force_insert=True)
    return hold.code


def place_hold(
    *, on: str, kind: HoldKind, reason: str, by: Actor, key: str, occurred_at: datetime | None = None
) -> Entry:
    """Stop one thing and everything that descends from it. Waits for the gate until it has it.

    Refuses: lineage.reason_missing, lineage.hold_target_unknown. Writes: lineage.hold.placed.
    """
    content = {"on": on, "kind": kind, "reason": reason}
    with act(verbs.HOLD_PLACED, by=by, key=key, content=content, occurred_at=occurred_at, subject=on) as this:
        if this.answered:
            return this.entry
        code = place_hold_within(this, on=on, kind=kind, reason=reason)
        return this.record(subject=on, units=[code], reason=reason, payload={"hold": code, "reason": reason})


def lift_hold(*, hold: str, reason: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Lift one hold: by quality, signed, with a reason, never by whoever placed it. Others on the same thing stay.

    Refuses: lineage.hold_not_found, lineage.hold_lifted_already, lineage.hold_own, lineage.hold_import,
    lineage.reason_missing, and what signing refuses. Writes: lineage.hold.lifted.
    """
    content = {"hold": hold, "reason": reason}
    with act(verbs.HOLD_LIFTED, by=by, key=key, content=content, subject=hold) as this:
        if this.answered:
            return this.entry
        state = selectors.hold_state(hold, lock=True)
        if state is None:
            raise Refused([Refusal("lineage.hold_not_found", code=hold)])
        this.require(rules.why_not_reason(reason), rules.why_not_lift(state, by=by.code))
        signature = sign_within(
            this,
            meaning=Meaning.APPROVED,
            subject=hold,
            content=selectors.lift_hold_content(hold),
            proof=proof,
        )
        _lift(this, [hold], reason=reason, signature=signature)
        return this.record(
            subject=hold,
            units=[state.target],
            reason=reason,
            payload={"target": state.target, "reason": reason},
        )


def lift_import_holds_within(this: Act, *, holds: list[str], reason: str) -> None:
    """End the holds under which an import's rows were born, once all of them are in; only the import's own."""
    own = Hold.objects.filter(
        code__in=holds, kind=HoldKind.IMPORT.value, placed_by=this.by.code, lifted_entry__isnull=True
    )
    if own.count() != len(set(holds)):
        raise Refused([Refusal("lineage.hold_not_found", code=", ".join(sorted(holds)))])
    _lift(this, holds, reason=reason, signature=None)


def _lift(this: Act, holds: list[str], *, reason: str, signature: int | None) -> None:
    Hold.objects.filter(code__in=holds).update(
        lifted_by=this.by.code,
        lifted_at=this.now,
        lifted_entry=this.entry_id,
        lift_reason=reason.strip(),
        signature=signature,
    )
