"""May these vials be prepared for this plan, and may the prepared container be labelled? Pure, every reason at once.

What enters a patient is a prepared bag or syringe, not a vial (W29). A dose is counted after the thaw:
viable cells per mL × volume; DMSO is computed from what the vials held.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal

from cordline.bedside import refusals  # noqa: F401 - registers the sentences
from cordline.bedside.limits import BAG_ML_MAX, DMSO_G_PER_ML
from cordline.bedside.rules import off_plan, why_not_consent, why_not_fit, why_not_for_person, why_not_lot
from cordline.bedside.types import CountFacts, DoseFacts, DoseStatus, PrepareFacts, VialFacts
from cordline.ground.refusal import Refusal
from cordline.plans import rules as plan_rules
from cordline.plans.types import AmendmentFacts, ProductLimits

_CELLS_PER_ML_MAX = 1_000_000_000


def dose_cells(viable_cells_per_ml: int, volume_ml: Decimal) -> int:
    """Viable cells in a container: cells per mL × mL, whole cells, never rounded up."""
    return int((Decimal(viable_cells_per_ml) * volume_ml).to_integral_value(rounding=ROUND_FLOOR))


def dmso_grams(vials: Sequence[VialFacts]) -> Decimal:
    """Grams of DMSO that enter with these vials: mL × % (v/v) / 100 × 1.10 g per mL (safety defaults section 4)."""
    grams = sum((vial.volume_ml * vial.dmso_pct / 100 * DMSO_G_PER_ML for vial in vials), Decimal(0))
    return grams.quantize(Decimal("0.0001"))


def earliest_thaw(vials: Sequence[VialFacts]) -> datetime | None:
    """The instant from which every clock of a dose counts: its first vial's thaw; None without a vial."""
    return min((vial.thawed_at for vial in vials), default=None)


def why_not_prepare(facts: PrepareFacts, now: datetime) -> list[Refusal]:
    """Give every reason no vial may be thawed for this plan now; empty is leave.

    It asks before a vial is lost what the verdict will ask again at the bedside: plan, basis, consent, fitness,
    hard stops, lot, reservation. Refuses: the codes of those clauses, bedside.no_vials, bedside.vial_twice,
    bedside.vial_not_reserved, bedside.several_lots, bedside.dose_open.
    """
    plan = facts.plan
    if plan is None:
        return [Refusal("plans.plan_not_found", code=facts.plan_code)]
    found: list[Refusal] = []
    if plan.site != facts.site:
        found.append(Refusal("bedside.plan_elsewhere", plan=plan.code, site=plan.site, here=facts.site))
    if plan.signed_version != plan.version or not plan.signature_valid:
        found.append(Refusal("bedside.plan_not_signed", plan=plan.code))
    if plan.closed:
        found.append(Refusal("bedside.plan_closed", plan=plan.code))
    if plan.sessions_given >= plan.sessions:
        found.append(Refusal("bedside.sessions_exhausted", plan=plan.code, sessions=plan.sessions))
    if facts.open_dose:
        found.append(Refusal("bedside.dose_open", code=facts.open_dose))
    if facts.died:
        found.append(Refusal("bedside.person_died"))
    found += plan_rules.why_not_on_legal_basis(
        facts.basis, product=plan.product, route=plan.route, site=facts.site, now=now
    )
    found += why_not_consent(facts.consent)
    found += why_not_fit(facts.fit, site=facts.site)
    found += [Refusal("bedside.hard_stop", stop=stop) for stop in facts.hard_stops]
    if facts.limits is None:
        found.append(Refusal("bedside.limits_unknown"))
    else:
        found += plan_rules.why_not_within_ceilings(
            plan.dose_cells,
            facts.weight_kg,
            facts.given,
            limits=facts.limits,
            amendment=facts.amendment,
            now=now,
        )
    return list(dict.fromkeys(found + _why_not_vials(facts, plan.person, now)))


def _why_not_vials(facts: PrepareFacts, person: str, now: datetime) -> list[Refusal]:
    """The vials themselves: picked, once each, reserved for this plan, of one lot that may be used."""
    if not facts.vials:
        return [Refusal("bedside.no_vials")]
    found = [
        Refusal("bedside.vial_twice", code=code)
        for code in dict.fromkeys(facts.vials)
        if facts.vials.count(code) > 1
    ]
    found += [
        Refusal("bedside.vial_not_reserved", code=code, plan=facts.plan_code)
        for code in dict.fromkeys(facts.vials)
        if code not in facts.vials_reserved
    ]
    if len(facts.lots) > 1:
        found.append(Refusal("bedside.several_lots", count=len(facts.lots)))
    for lot in facts.lots:
        found += why_not_lot(lot, now)
        found += why_not_for_person(lot, person)
        if facts.plan is not None and lot.product is not facts.plan.product:
            words = lot.product.label if lot.product else "of no known product"
            found.append(
                Refusal(
                    "bedside.lot_wrong_product",
                    lot=lot.code,
                    found=words,
                    wanted=facts.plan.product.label,
                )
            )
    return found


def why_not_count(count: CountFacts) -> list[Refusal]:
    """Give every reason a count cannot be: negative, more cells than fit, a viability above 100 % (U21)."""
    found: list[Refusal] = []
    if not 0 <= count.viable_cells_per_ml <= _CELLS_PER_ML_MAX:
        found.append(Refusal("bedside.count_impossible", cells=count.viable_cells_per_ml))
    if not Decimal(0) <= count.viability_pct <= Decimal(100):
        found.append(Refusal("bedside.viability_impossible", viability=count.viability_pct))
    if not Decimal(0) < count.volume_ml <= BAG_ML_MAX:
        found.append(Refusal("bedside.volume_impossible", volume=count.volume_ml, most=BAG_ML_MAX))
    return found


def needs_decision(dose: DoseFacts, planned: int, limits: ProductLimits) -> bool:
    """Say whether a counted dose is outside ±20 % of its plan or under the viability limit (W29)."""
    if dose.cells is None or dose.viability_pct is None:
        return False
    return (
        off_plan(dose.cells, planned, limits.dose_tolerance_pct)
        or dose.viability_pct < limits.viability_pct_min
    )


def why_not_check(
    dose: DoseFacts, *, planned: int, limits: ProductLimits, prepared_by: str, by: str
) -> list[Refusal]:
    """Give every reason a dose may not pass its second check and be labelled.

    Refuses: bedside.not_preparing, bedside.not_diluted, bedside.same_person_checks, bedside.needs_decision,
    bedside.too_concentrated.
    """
    found: list[Refusal] = []
    if dose.status is not DoseStatus.PREPARING:
        found.append(Refusal("bedside.not_preparing", code=dose.code, status=dose.status.value))
    if prepared_by == by:
        found.append(Refusal("bedside.same_person_checks", code=by))
    if dose.cells is None or dose.volume_ml is None:
        return [*found, Refusal("bedside.not_diluted", code=dose.code)]
    if needs_decision(dose, planned, limits) and not dose.accepted_by_physician:
        found.append(Refusal("bedside.needs_decision"))
    per_ml = plan_rules.cells_per_kg(dose.cells, dose.volume_ml)
    if per_ml > limits.cells_per_ml_max:
        found.append(Refusal("bedside.too_concentrated", per_ml=per_ml, most=limits.cells_per_ml_max))
    return found


def why_not_decide(
    dose: DoseFacts,
    *,
    planned: int,
    weight_kg: Decimal | None,
    limits: ProductLimits,
    reason: str,
    amendment: AmendmentFacts | None = None,
) -> list[Refusal]:
    """Give every reason a physician may not accept this dose: nothing to decide, no reason, or above a ceiling.

    The tolerance around the plan can be decided about; a ceiling cannot (I1: the bedside has no override).
    """
    found: list[Refusal] = []
    if dose.status is not DoseStatus.PREPARING:
        found.append(Refusal("bedside.not_preparing", code=dose.code, status=dose.status.value))
    if not reason.strip():
        found.append(Refusal("bedside.reason_missing"))
    if dose.accepted_by_physician:
        found.append(Refusal("bedside.decided_already", code=dose.code))
    if dose.cells is None:
        return [*found, Refusal("bedside.not_diluted", code=dose.code)]
    if not needs_decision(dose, planned, limits):
        found.append(Refusal("bedside.decision_not_needed"))
    return found + plan_rules.why_not_dose(dose.cells, weight_kg, limits=limits, amendment=amendment)
