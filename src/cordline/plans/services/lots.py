"""What a plan needs to know of lots: promised containers, residues stated, a conditional release acknowledged."""

from collections.abc import Sequence

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.bank import selectors as bank
from cordline.bank.services.reserving import reserve_containers_within
from cordline.bank.types import Claim
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act
from cordline.lineage import selectors as lineage
from cordline.plans import rules, selectors, verbs
from cordline.plans.models import ConditionalAcknowledgement, ResidueStatement
from cordline.plans.types import PlanStatus


def reserve_for_plan(
    *, plan: str, by: Actor, key: str, lot: str = "", count: int = 0, containers: Sequence[str] = ()
) -> Entry:
    """Promise containers to a signed plan: named ones, or the oldest free ones of a lot; payload lists them.

    Refuses: plans.plan_not_found, plans.plan_not_signed, plans.containers_too_many, and what the bank refuses
    (held, not released, promised elsewhere, another person's own cells). Writes: plans.containers.reserved.
    """
    asked = {"plan": plan, "lot": lot, "count": count, "containers": list(containers)}
    with act(verbs.CONTAINERS_RESERVED, by=by, key=key, content=asked, subject=plan) as this:
        if this.answered:
            return this.entry
        row = selectors.plan_row(plan, lock=True)
        if row is None:
            raise Refused([Refusal("plans.plan_not_found", code=plan)])
        given, _ = selectors.sessions_of(row.pk)
        needed = (row.sessions - given) * row.containers_per_session - len(bank.promises(plan=plan))
        wanted = len(containers) or count
        this.require(
            [] if row.status == PlanStatus.SIGNED else [Refusal("plans.plan_not_signed", code=plan)],
            []
            if wanted <= max(needed, 0)
            else [Refusal("plans.containers_too_many", count=wanted, most=max(needed, 0))],
        )
        promised = reserve_containers_within(
            this,
            claim=Claim(plan=plan, patient=row.person_id, use=Use.PATIENT.value),
            lots=[lot] if lot else [],
            wanted=count,
            containers=containers,
        )
        codes = [container.code for container in promised]
        return this.record(
            subject=plan,
            payload={"plan": plan, "containers": codes, "count": len(codes), "lot": promised[0].lot},
            units=[promised[0].lot, *codes],
        )


def state_residues(*, lot: str, residues: Sequence[str], by: Actor, key: str, proof: Proof) -> Entry:
    """State, signed, what may remain in a lot from its making; the bedside checks it against allergies (W18).

    Refuses: plans.lot_not_found, plans.residue_unknown. Writes: plans.residues.stated.
    """
    content = {"lot": lot, "residues": sorted(set(residues))}
    with act(verbs.RESIDUES_STATED, by=by, key=key, content=content, subject=lot) as this:
        if this.answered:
            return this.entry
        node = lineage.node(lot)
        if node is None:
            raise Refused([Refusal("plans.lot_not_found", code=lot)])
        this.require(rules.why_not_residues(residues))
        signed = sign_within(
            this, meaning=Meaning.VERIFIED, subject=f"{lot}/residues", content=content, proof=proof
        )
        ResidueStatement.objects.create(
            lot_id=node.id,
            site=by.site,
            residues=content["residues"],
            stated_by=by.code,
            stated_at=this.now,
            signature_id=signed,
        )
        return this.record(subject=lot, payload={"residues": content["residues"]}, units=[lot])


def acknowledge_conditional(*, plan: str, lot: str, by: Actor, key: str, proof: Proof) -> Entry:
    """Sign, as a physician, that this plan may use a lot whose last result is still to come (W15).

    Refuses: plans.plan_not_found, plans.lot_not_found, plans.conditional_signed_already.
    Writes: plans.conditional.acknowledged.
    """
    content = {"plan": plan, "lot": lot}
    with act(verbs.CONDITIONAL_ACKNOWLEDGED, by=by, key=key, content=content, subject=plan) as this:
        if this.answered:
            return this.entry
        row, node = selectors.plan_row(plan, lock=True), lineage.node(lot)
        if row is None:
            raise Refused([Refusal("plans.plan_not_found", code=plan)])
        if node is None:
            raise Refused([Refusal("plans.lot_not_found", code=lot)])
        if ConditionalAcknowledgement.objects.filter(plan=row, lot=node.id).exists():
            this.require([Refusal("plans.conditional_signed_already", lot=lot)])
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=f"{plan}/{lot}", content=content, proof=proof
        )
        ConditionalAcknowledgement.objects.create(
            plan=row,
            lot_id=node.id,
            acknowledged_by=by.code,
            acknowledged_at=this.now,
            signature_id=signed,
        )
        return this.record(subject=plan, payload={"plan": plan, "lot": lot}, units=[lot])
