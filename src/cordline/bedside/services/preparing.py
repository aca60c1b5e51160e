"""A dose prepared as an executed record: thawed, counted, decided about, checked by a second person, or lost (W29)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.bank import selectors as bank
from cordline.bank.services.ending import destroy_container_within
from cordline.bank.services.reserving import end_promises
from cordline.bank.services.thawing import consume_containers_within, thaw_container_within
from cordline.bank.types import Claim, ContainerFacts, ReservationState
from cordline.bedside import gate_facts, preparation_rules, selectors, verbs
from cordline.bedside.models import Dose, DoseVial
from cordline.bedside.types import CountFacts, DoseStatus
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, constraint_refuses, next_code
from cordline.lineage import selectors as lineage
from cordline.plans import selectors as plans
from cordline.plans.services import lose_session_within, open_session_within

constraint_refuses("bedside_dose_one_open", "bedside.dose_open_raced")


def begin_preparation(*, plan: str, vials: Sequence[str], by: Actor, key: str) -> Entry:
    """Thaw the picked vials of one lot for a signed plan: each vial's clock starts; payload names ``dose`` and ``lot``.

    Refuses: every reason of ``why_not_prepare``, and what the bank refuses at the thaw. Writes: bedside.dose.begun.
    """
    asked = {"plan": plan, "vials": list(vials)}
    with act(verbs.PREPARATION_BEGUN, by=by, key=key, content=asked, subject=plan) as this:
        if this.answered:
            return this.entry
        row = plans.plan_row(plan, lock=True)
        found = bank.containers(list(dict.fromkeys(vials)), lock=True)
        this.require(preparation_rules.why_not_prepare(facts_to_prepare(plan, vials, found, by=by), this.now))
        assert row is not None  # noqa: S101 - refused above
        thawed = [
            thaw_container_within(this, container=vial.code, use=Use.PATIENT, plan=plan) for vial in found
        ]
        lot = lineage.node(found[0].lot)
        assert lot is not None  # noqa: S101 - a container has its lot
        code = next_code(Kind.DOSE, this)
        number = plans.sessions_of(row.pk)[0] + 1
        dose = Dose.objects.create(
            code=code,
            site=by.site,
            person_id=row.person_id,
            plan_id=row.pk,
            plan_version=row.version,
            session=number,
            lot_id=lot.id,
            status=DoseStatus.PREPARING,
            earliest_thaw_at=this.now,
            prepared_by=by.code,
            begun_at=this.now,
        )
        _add_vials(this, dose, thawed, dmso_pct=plans.plan_limits(row).vial_dmso_pct)
        open_session_within(this, plan=row, number=number, dose=code, thawed_at=this.now)
        codes = [vial.code for vial in thawed]
        return this.record(
            subject=code,
            payload={"dose": code, "plan": plan, "lot": lot.code, "vials": codes, "count": len(codes)},
            units=[lot.code, *codes],
        )


def facts_to_prepare(plan: str, vials: Sequence[str], found: Sequence[ContainerFacts], *, by: Actor) -> Any:
    """The facts that preparation and its why-not judge by."""
    lots = [lineage.node(code) for code in dict.fromkeys(vial.lot for vial in found)]
    reserved = frozenset(promise.container for promise in bank.promises(plan=plan))
    return gate_facts.prepare_facts(
        plan=plan,
        lots=[lot.id for lot in lots if lot is not None],
        vials=list(vials),
        reserved=reserved,
        site=by.site,
        open_dose=selectors.open_dose_of(plan),
    )


def add_vial(*, dose: str, vial: str, by: Actor, key: str) -> Entry:
    """Thaw one more vial of the same lot into a dose in preparation; the earliest thaw goes on governing.

    Refuses: bedside.dose_not_found, bedside.not_preparing, bedside.several_lots, bedside.vial_not_reserved, and what
    the bank refuses. Writes: bedside.dose.vial_added.
    """
    with act(verbs.VIAL_ADDED, by=by, key=key, content={"dose": dose, "vial": vial}, subject=dose) as this:
        if this.answered:
            return this.entry
        row = preparing(this, dose)
        plan = row.plan.code
        this.require([Refusal("bedside.counted_already", code=dose)] if row.counted_at else [])
        facts = thaw_container_within(this, container=vial, use=Use.PATIENT, plan=plan)
        if facts.lot != row.lot.code:
            this.require([Refusal("bedside.several_lots", count=2)])
        _add_vials(this, row, [facts], dmso_pct=plans.plan_limits(row.plan).vial_dmso_pct)
        return this.record(subject=dose, payload={"dose": dose, "vial": vial}, units=[facts.lot, vial])


def count_dose(
    *, dose: str, viable_cells_per_ml: int, viability_pct: Decimal, volume_ml: Decimal, by: Actor, key: str
) -> Entry:
    """Dilute and count: dose = viable cells per mL × mL; the vials are used up; payload tells whether to decide.

    Refuses: bedside.dose_not_found, bedside.not_preparing, bedside.counted_already, bedside.count_impossible,
    bedside.viability_impossible, bedside.volume_impossible. Writes: bedside.dose.counted.
    """
    count = CountFacts(viable_cells_per_ml, viability_pct, volume_ml)
    asked = {
        "dose": dose,
        "viable_cells_per_ml": viable_cells_per_ml,
        "viability_pct": viability_pct,
        "volume_ml": volume_ml,
    }
    with act(verbs.DOSE_COUNTED, by=by, key=key, content=asked, subject=dose) as this:
        if this.answered:
            return this.entry
        row = preparing(this, dose)
        this.require(
            [Refusal("bedside.counted_already", code=dose)] if row.counted_at else [],
            preparation_rules.why_not_count(count),
        )
        vials = selectors.vials_of(row)
        consume_containers_within(
            this,
            containers=[vial.code for vial in vials],
            claim=Claim(plan=row.plan.code, patient=row.person_id, use=Use.PATIENT.value),
            reason=f"Diluted into dose {dose}",
        )
        cells = preparation_rules.dose_cells(viable_cells_per_ml, volume_ml)
        Dose.objects.filter(pk=row.pk).update(
            viable_cells_per_ml=viable_cells_per_ml,
            viability_pct=viability_pct,
            volume_ml=volume_ml,
            cells=cells,
            dmso_g=preparation_rules.dmso_grams(vials),
            counted_at=this.now,
        )
        row.refresh_from_db()
        decide = preparation_rules.needs_decision(
            selectors.dose_facts(row), row.plan.dose_cells, plans.plan_limits(row.plan)
        )
        return this.record(
            subject=dose,
            payload={"dose": dose, "cells": cells, "viability_pct": viability_pct, "needs_decision": decide},
            units=[row.lot.code],
        )


def accept_dose(*, dose: str, reason: str, by: Actor, key: str, proof: Proof) -> Entry:
    """Accept, as a physician with a reason, a dose outside ±20 % of its plan or under the viability limit.

    A ceiling cannot be accepted away. Refuses: bedside.dose_not_found and every reason of ``why_not_decide``.
    Writes: bedside.dose.accepted.
    """
    with act(
        verbs.DOSE_ACCEPTED, by=by, key=key, content={"dose": dose}, reason=reason, subject=dose
    ) as this:
        if this.answered:
            return this.entry
        row = preparing(this, dose)
        fit = selectors.latest_fit(row.person_id)
        this.require(
            preparation_rules.why_not_decide(
                selectors.dose_facts(row),
                planned=row.plan.dose_cells,
                weight_kg=fit.weight_kg if fit else None,
                limits=plans.plan_limits(row.plan),
                reason=reason,
                amendment=plans.amendment_in_force(row.plan),
            )
        )
        content = selectors.dose_content(dose) | {"reason": reason}
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=f"{dose}/decision", content=content, proof=proof
        )
        Dose.objects.filter(pk=row.pk).update(
            decided_by=by.code, decided_at=this.now, decided_reason=reason.strip(), decision_signature=signed
        )
        return this.record(subject=dose, payload={"dose": dose, "signature": signed})


def check_dose(*, dose: str, by: Actor, key: str, proof: Proof, leftover_ml: Decimal = Decimal(0)) -> Entry:
    """Check a counted dose as a second person: it gets its label and can be given; what is left over is destroyed.

    Refuses: bedside.dose_not_found and every reason of ``why_not_check``. Writes: bedside.dose.checked.
    """
    asked = {"dose": dose, "leftover_ml": leftover_ml}
    with act(verbs.DOSE_CHECKED, by=by, key=key, content=asked, subject=dose) as this:
        if this.answered:
            return this.entry
        row = preparing(this, dose)
        this.require(
            preparation_rules.why_not_check(
                selectors.dose_facts(row),
                planned=row.plan.dose_cells,
                limits=plans.plan_limits(row.plan),
                prepared_by=row.prepared_by,
                by=by.code,
            )
        )
        content = selectors.dose_content(dose)
        signed = sign_within(this, meaning=Meaning.VERIFIED, subject=dose, content=content, proof=proof)
        Dose.objects.filter(pk=row.pk).update(
            status=DoseStatus.PREPARED,
            checked_by=by.code,
            checked_at=this.now,
            check_signature=signed,
            leftover_ml=leftover_ml,
        )
        return this.record(
            subject=dose,
            payload={"dose": dose, "signature": signed, "leftover_destroyed_ml": leftover_ml},
            units=[row.lot.code],
        )


def destroy_dose(*, dose: str, reason: str, witness: str, by: Actor, key: str) -> Entry:
    """Destroy, before a witness, a dose that will not be given: a recorded loss; the session can be held again.

    Refuses: bedside.dose_not_found, bedside.dose_not_prepared, bedside.reason_missing, bedside.witness_missing,
    bedside.same_person_checks. Writes: bedside.dose.destroyed.
    """
    asked = {"dose": dose, "witness": witness}
    with act(verbs.DOSE_DESTROYED, by=by, key=key, content=asked, reason=reason, subject=dose) as this:
        if this.answered:
            return this.entry
        row = selectors.dose_row(dose, lock=True)
        if row is None:
            raise Refused([Refusal("bedside.dose_not_found", code=dose)])
        gone = row.status not in (DoseStatus.PREPARING, DoseStatus.PREPARED)
        this.require(
            [Refusal("bedside.dose_not_prepared", code=dose, status=row.status)] if gone else [],
            [] if reason.strip() else [Refusal("bedside.reason_missing")],
            [] if witness.strip() else [Refusal("bedside.witness_missing")],
            [Refusal("bedside.same_person_checks", code=witness)] if witness == by.code else [],
        )
        if row.counted_at is None:
            _destroy_vials(this, row, reason=f"Destroyed with dose {dose}: {reason}", witness=witness)
        Dose.objects.filter(pk=row.pk).update(
            status=DoseStatus.DESTROYED,
            destroyed_at=this.now,
            destroyed_by=by.code,
            destroyed_reason=reason.strip(),
        )
        lose_session_within(this, dose=dose)
        return this.record(subject=dose, payload={"dose": dose}, units=[row.lot.code])


def _destroy_vials(this: Act, dose: Dose, *, reason: str, witness: str) -> None:
    """Vials that were thawed but never diluted are destroyed with their dose, whatever holds stand on them."""
    codes = [vial.code for vial in selectors.vials_of(dose)]
    end_promises(this, codes, ReservationState.RELEASED, reason)
    for code in codes:
        destroy_container_within(this, container=code, reason=reason, witness=witness)


def preparing(this: Act, code: str) -> Dose:
    """The dose in preparation, locked, at this site. Refuses: bedside.dose_not_found, bedside.not_preparing."""
    row = selectors.dose_row(code, lock=True)
    if row is None:
        raise Refused([Refusal("bedside.dose_not_found", code=code)])
    wrong = [Refusal("bedside.not_preparing", code=code, status=row.status)]
    elsewhere = [Refusal("bedside.dose_elsewhere", site=row.site, here=this.by.site)]
    this.require(
        wrong if row.status != DoseStatus.PREPARING else [], elsewhere if row.site != this.by.site else []
    )
    return row


def _add_vials(this: Act, dose: Dose, vials: Sequence[ContainerFacts], *, dmso_pct: Decimal) -> None:
    DoseVial.objects.bulk_create(
        DoseVial(
            dose=dose,
            container_id=vial.code,
            thawed_at=this.now,
            thawed_by=this.by.code,
            volume_ml=vial.volume_ml,
            dmso_pct=dmso_pct,
        )
        for vial in vials
    )
