"""How reagent lots come in, wait in quarantine, and are let go or turned away."""

from collections.abc import Sequence
from datetime import datetime

from cordline.facility import rules, selectors, verbs
from cordline.facility.models import ReagentLot
from cordline.facility.types import Origin, ReagentState
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.verbs import Verb
from cordline.ledger.services import Entry, act, next_code
from cordline.lineage.services import register_unit_within
from cordline.lineage.types import UnitKind


def receive_reagent(
    *,
    name: str,
    supplier: str,
    supplier_lot: str,
    origin: Origin,
    expires_at: datetime,
    by: Actor,
    key: str,
    residues: Sequence[str] = (),
    halal_certificate: str = "",
) -> Entry:
    """Take in one lot of a reagent; it waits in quarantine until quality releases it.

    Refuses: facility.name_missing, facility.no_zone, facility.expired_on_arrival. Writes: facility.reagent.received.
    """
    if expires_at.tzinfo is None:
        raise Refused([Refusal("facility.no_zone", what="The expiry")])
    content = {
        "name": name,
        "supplier": supplier,
        "supplier_lot": supplier_lot,
        "origin": origin,
        "expires_at": expires_at,
        "residues": residues,
        "halal_certificate": halal_certificate,
    }
    with act(verbs.REAGENT_RECEIVED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_receive(expires_at, name=name, now=this.now))
        code = next_code(Kind.REAGENT, this)
        ReagentLot.objects.create(
            code=code,
            name=name.strip(),
            supplier=supplier,
            supplier_lot=supplier_lot,
            origin=origin.value,
            residues=[residue.strip() for residue in residues if residue.strip()],
            halal_certificate=halal_certificate,
            site=by.site,
            received_at=this.now,
            expires_at=expires_at,
        )
        register_unit_within(this, code=code, kind=UnitKind.REAGENT_LOT, site=by.site)
        return this.record(
            subject=code, payload={"reagent": code, "name": name, "supplier_lot": supplier_lot}
        )


def release_reagent(*, reagent: str, by: Actor, key: str, reason: str = "") -> Entry:
    """Let a reagent lot out of quarantine. Refuses: facility.unknown, facility.reagent_decided,
    facility.reagent_expired. Writes: facility.reagent.released."""
    return _decide(verbs.REAGENT_RELEASED, ReagentState.RELEASED, reagent, reason, by, key)


def reject_reagent(*, reagent: str, reason: str, by: Actor, key: str) -> Entry:
    """Turn a reagent lot away for good, also one that was in use; what it touched is held by an act of its own.

    Refuses: facility.unknown, facility.reagent_decided, facility.reason_missing. Writes: facility.reagent.rejected.
    """
    return _decide(verbs.REAGENT_REJECTED, ReagentState.REJECTED, reagent, reason, by, key)


def _decide(verb: Verb, wanted: ReagentState, code: str, reason: str, by: Actor, key: str) -> Entry:
    with act(verb, by=by, key=key, content={"reagent": code, "reason": reason}, subject=code) as this:
        if this.answered:
            return this.entry
        facts = selectors.reagent(code, lock=True)
        if facts is None:
            raise Refused([Refusal("facility.unknown", thing=code)])
        this.require(rules.why_not_decide(facts, wanted, reason=reason, now=this.now))
        ReagentLot.objects.filter(code=code).update(
            state=wanted.value, decided_by=by.code, decided_at=this.now, decided_reason=reason.strip()
        )
        return this.record(subject=code, reason=reason, payload={"reagent": code, "state": wanted})
