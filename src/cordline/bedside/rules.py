"""May this dose enter this person now (I1)? Every reason at once; a missing fact is a refusal; there is no override.

Pure: no query, no clock. ``now`` is the database's. Preparation, counting, starting and observing have their own rules
in ``preparation_rules`` and ``observation_rules``.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from cordline.bedside import refusals  # noqa: F401 - registers the sentences
from cordline.bedside.limits import IDENTITY_WITHIN_MINUTES
from cordline.bedside.types import (
    ConsentFacts,
    DoseFacts,
    DoseGateFacts,
    DoseStatus,
    FitFacts,
    LotFacts,
    LotState,
)
from cordline.ground.refusal import Refusal
from cordline.people.types import Allergen
from cordline.plans import rules as plan_rules

Clause = Callable[[DoseGateFacts, datetime], list[Refusal]]


def why_not_give(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Give every reason this prepared container may not be given to this person now; empty is leave (I1).

    Each clause of the dose gate is one function of ``CLAUSES``; all are asked, whatever the others found.
    """
    return list(dict.fromkeys(reason for clause in CLAUSES for reason in clause(facts, now)))


def cautions_to_give(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """What to know before starting though it does not forbid: a late end, DMSO above the watchful value."""
    dose, plan, limits, fit = facts.dose, facts.plan, facts.limits, facts.fit
    if dose is None or plan is None or limits is None:
        return []
    found: list[Refusal] = []
    if dose.earliest_thaw_at is not None and dose.volume_ml:
        minutes = _end_after_thaw(facts, now)
        if minutes is not None and limits.end_warn_minutes < minutes <= limits.end_stop_minutes:
            found.append(Refusal("bedside.ends_late", minutes=minutes, limit=limits.end_warn_minutes))
    if dose.dmso_g is not None and fit is not None and fit.weight_kg > 0:
        per_kg = dmso_per_kg(dose.dmso_g, fit.weight_kg)
        if limits.dmso_g_per_kg_warn < per_kg <= limits.dmso_g_per_kg_stop:
            found.append(Refusal("bedside.dmso_high", per_kg=per_kg, most=limits.dmso_g_per_kg_warn))
    return found


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes that have passed."""
    return int((later - earlier) // timedelta(minutes=1))


def dmso_per_kg(dmso_g: Decimal, weight_kg: Decimal) -> Decimal:
    """Grams of DMSO per kg of body weight, to four decimals."""
    return (dmso_g / weight_kg).quantize(Decimal("0.0001"))


def percent_of_plan(cells: int, planned: int) -> Decimal:
    """The dose as a percentage of the plan, to one decimal."""
    return (Decimal(cells) * 100 / Decimal(planned)).quantize(Decimal("0.1"))


def off_plan(cells: int, planned: int, tolerance_pct: Decimal) -> bool:
    """Say whether a dose lies more than the tolerance above or below its plan."""
    return abs(Decimal(cells) - Decimal(planned)) * 100 > tolerance_pct * Decimal(planned)


def _scanned(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Patient and container both scanned, and the person asked aloud."""
    found: list[Refusal] = []
    if facts.dose is None:
        found.append(Refusal("bedside.dose_unknown", code=facts.dose_code))
    if facts.band is None:
        found.append(Refusal("bedside.band_unknown", code=facts.band_code))
    elif not facts.band.live:
        found.append(Refusal("bedside.band_reprinted", number=facts.band.print_number))
    if facts.identity_said_at is None:
        found.append(Refusal("bedside.identity_not_said"))
    elif now - facts.identity_said_at > timedelta(minutes=IDENTITY_WITHIN_MINUTES):
        found.append(Refusal("bedside.identity_check_old", minutes=IDENTITY_WITHIN_MINUTES))
    return found


def _unused(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Not used before, prepared and checked by a second person, here, for this person."""
    dose = facts.dose
    if dose is None:
        return []
    found: list[Refusal] = []
    if facts.used_by or dose.status in (DoseStatus.STARTED, DoseStatus.GIVEN):
        found.append(Refusal("bedside.dose_used", code=dose.code))
    elif dose.status is not DoseStatus.PREPARED:
        found.append(Refusal("bedside.dose_not_prepared", code=dose.code, status=dose.status.value))
    if not dose.checked:
        found.append(Refusal("bedside.dose_not_checked", code=dose.code))
    if dose.site != facts.site:
        found.append(Refusal("bedside.dose_elsewhere", site=dose.site, here=facts.site))
    if facts.band is not None and facts.band.person != dose.person:
        found.append(
            Refusal(
                "bedside.dose_of_another",
                band=facts.band.code,
                person=facts.band.person,
                dose_person=dose.person,
            )
        )
    return found


def _plan(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Reserved for this patient's signed plan, a session of it still to give."""
    dose, plan = facts.dose, facts.plan
    if dose is None:
        return []
    if plan is None:
        return [Refusal("bedside.plan_unknown", code=dose.code)]
    found: list[Refusal] = []
    persons = {dose.person} | ({facts.band.person} if facts.band else set())
    if persons != {plan.person}:
        found.append(Refusal("bedside.plan_of_another", plan=plan.code))
    if plan.site != facts.site:
        found.append(Refusal("bedside.plan_elsewhere", plan=plan.code, site=plan.site, here=facts.site))
    if plan.signed_version != plan.version or not plan.signature_valid:
        found.append(Refusal("bedside.plan_not_signed", plan=plan.code))
    if dose.plan_version != plan.version:
        found.append(Refusal("bedside.plan_changed_since", plan=plan.code))
    if plan.closed:
        found.append(Refusal("bedside.plan_closed", plan=plan.code))
    if plan.sessions_given >= plan.sessions:
        found.append(Refusal("bedside.sessions_exhausted", plan=plan.code, sessions=plan.sessions))
    if not dose.vials_reserved:
        found.append(Refusal("bedside.not_reserved", code=dose.code, plan=plan.code))
    return found


def _ceilings(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Within dose, session and 12-month ceilings; a higher one only if signed by two physicians before thaw."""
    dose, plan, limits = facts.dose, facts.plan, facts.limits
    if dose is None or plan is None:
        return []
    if limits is None:
        return [Refusal("bedside.limits_unknown")]
    found: list[Refusal] = []
    if not limits.confirmed and not facts.demonstration:
        found.append(Refusal("bedside.limits_not_confirmed"))
    amendment = facts.amendment if facts.amendment_before_thaw else None
    if dose.cells is None or dose.volume_ml is None or dose.viability_pct is None:
        return [*found, Refusal("bedside.dose_not_counted", code=dose.code)]
    weight = facts.fit.weight_kg if facts.fit else None
    over = plan_rules.why_not_within_ceilings(
        dose.cells, weight, facts.given, limits=limits, amendment=amendment, now=now
    )
    if over and facts.amendment is not None and amendment is None:
        found.append(Refusal("bedside.amendment_after_thaw"))
    found += over
    if off_plan(dose.cells, plan.dose_cells, limits.dose_tolerance_pct) and not dose.accepted_by_physician:
        found.append(
            Refusal(
                "bedside.dose_off_plan",
                cells=dose.cells,
                percent=percent_of_plan(dose.cells, plan.dose_cells),
                planned=plan.dose_cells,
                tolerance=limits.dose_tolerance_pct,
            )
        )
    if dose.viability_pct < limits.viability_pct_min and not dose.accepted_by_physician:
        found.append(
            Refusal("bedside.viability_low", viability=dose.viability_pct, least=limits.viability_pct_min)
        )
    return found + _dmso(dose, weight, limits.dmso_g_per_kg_stop)


def _dmso(dose: DoseFacts, weight: Decimal | None, most: Decimal) -> list[Refusal]:
    if dose.dmso_g is None:
        return [Refusal("bedside.dmso_unknown", code=dose.code)]
    if weight is None or weight <= 0:
        return []  # the missing weight is refused by the ceilings
    per_kg = dmso_per_kg(dose.dmso_g, weight)
    return [Refusal("bedside.dmso_over_limit", per_kg=per_kg, most=most)] if per_kg > most else []


def _clocks(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Thaw and preparation clocks not run out, counted from the earliest vial's thaw (W26)."""
    dose, limits = facts.dose, facts.limits
    if dose is None or limits is None:
        return []
    thawed = dose.earliest_thaw_at
    if thawed is None:
        return [Refusal("bedside.thaw_unknown", code=dose.code)]
    if thawed > now:
        return [Refusal("bedside.thawed_in_future", code=dose.code)]
    passed = now - thawed
    minutes = minutes_between(thawed, now)
    found: list[Refusal] = []
    if passed > timedelta(minutes=limits.start_within_minutes):
        found.append(
            Refusal("bedside.start_clock_run_out", minutes=minutes, limit=limits.start_within_minutes)
        )
    if passed >= timedelta(minutes=limits.end_stop_minutes):
        found.append(Refusal("bedside.thaw_clock_run_out", minutes=minutes, limit=limits.end_stop_minutes))
    ends = _end_after_thaw(facts, now)
    if ends is not None and ends > limits.end_stop_minutes:
        found.append(Refusal("bedside.cannot_finish", minutes=ends, limit=limits.end_stop_minutes))
    return found


def _end_after_thaw(facts: DoseGateFacts, now: datetime) -> int | None:
    """Minutes from the first thaw to the end of the infusion if it began now; None where a fact is missing."""
    dose, plan, limits = facts.dose, facts.plan, facts.limits
    if dose is None or plan is None or limits is None or dose.earliest_thaw_at is None or not dose.volume_ml:
        return None
    if plan.rate_ml_min <= 0:
        return None
    run = plan_rules.infusion_minutes(dose.volume_ml, plan.rate_ml_min, limits)
    return minutes_between(dose.earliest_thaw_at, now) + run


def _lot(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Lot released for patients, or conditionally and acknowledged by both; not expired; the plan's product."""
    dose, lot = facts.dose, facts.lot
    if dose is None:
        return []
    if lot is None:
        return [Refusal("bedside.lot_unknown", code=dose.code)]
    found = why_not_lot(lot, now)
    if lot.state is LotState.CONDITIONAL:
        plan_code = facts.plan.code if facts.plan else dose.plan
        if not facts.conditional_acknowledged:
            found.append(Refusal("bedside.conditional_not_acknowledged", lot=lot.code, plan=plan_code))
        if facts.consent is None or not facts.consent.covers_conditional:
            found.append(Refusal("bedside.conditional_not_consented", lot=lot.code))
    if facts.plan is not None and lot.product is not facts.plan.product:
        found_product = lot.product.label if lot.product else "of no known product"
        found.append(
            Refusal(
                "bedside.lot_wrong_product",
                lot=lot.code,
                found=found_product,
                wanted=facts.plan.product.label,
            )
        )
    return found + why_not_for_person(lot, dose.person)


def why_not_lot(lot: LotFacts, now: datetime) -> list[Refusal]:
    """Give every reason a lot may not be used in any patient now: disposition, date, holds through its ancestry."""
    found: list[Refusal] = []
    if lot.state not in (LotState.RELEASED, LotState.CONDITIONAL):
        words = lot.state.value.replace("_", " ") if lot.state else "no decision is on record"
        found.append(Refusal("bedside.lot_not_released", lot=lot.code, state=words))
    if lot.expires_at is None:
        found.append(Refusal("bedside.lot_expiry_unknown", lot=lot.code))
    elif now >= lot.expires_at:
        found.append(Refusal("bedside.lot_expired", lot=lot.code, expires_at=f"{lot.expires_at:%-d %b %Y}"))
    if not lot.holds_judged:
        found.append(Refusal("bedside.holds_unknown", lot=lot.code))
    found += [Refusal("bedside.held", lot=lot.code, hold=hold) for hold in lot.holds]
    return found


def why_not_for_person(lot: LotFacts, person: str) -> list[Refusal]:
    """Donor eligible, or autologous for this very person; an autologous lot is for nobody else (I4)."""
    if lot.autologous_for is not None:
        return [] if lot.autologous_for == person else [Refusal("bedside.only_for_source", lot=lot.code)]
    if lot.donor_decision is None:
        return [Refusal("bedside.donor_not_judged", lot=lot.code)]
    found: list[Refusal] = []
    if lot.donor_decision != "eligible":
        found.append(Refusal("bedside.donor_not_eligible", lot=lot.code, decision=lot.donor_decision))
    if not lot.donor_rule_sets_agree:
        found.append(Refusal("bedside.donor_rules_disagree", lot=lot.code))
    return found


def _legal(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Legal basis in force for this product, route and place."""
    if facts.plan is None:
        return []
    plan = facts.plan
    return plan_rules.why_not_on_legal_basis(
        facts.basis, product=plan.product, route=plan.route, site=facts.site, now=now
    )


def _consent(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    return [] if facts.dose is None else why_not_consent(facts.consent)


def why_not_consent(consent: ConsentFacts | None) -> list[Refusal]:
    """Give every reason a consent is not in force: none, unsigned by patient or physician, withdrawn."""
    if consent is None:
        return [Refusal("bedside.consent_missing")]
    found: list[Refusal] = []
    if not consent.signed_by_patient:
        found.append(Refusal("bedside.consent_not_signed", code=consent.code, who="the person"))
    if not consent.signed_by_physician:
        found.append(Refusal("bedside.consent_not_signed", code=consent.code, who="a physician"))
    if consent.withdrawn:
        found.append(Refusal("bedside.consent_withdrawn", code=consent.code))
    return found


def _fit(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    return [] if facts.dose is None else why_not_fit(facts.fit, site=facts.site)


def why_not_fit(fit: FitFacts | None, *, site: str) -> list[Refusal]:
    """Give every reason today's fit-to-infuse judgement by a physician on site does not stand."""
    if fit is None:
        return [Refusal("bedside.fit_missing")]
    found: list[Refusal] = []
    if not fit.local_today:
        found.append(Refusal("bedside.fit_not_today"))
    if not fit.signed_by_physician:
        found.append(Refusal("bedside.fit_not_physician"))
    if fit.site != site:
        found.append(Refusal("bedside.fit_elsewhere", site=fit.site))
    if not fit.fit:
        found.append(Refusal("bedside.not_fit"))
    return found


def _person(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """No open hard stop, the person alive, no allergy to what the lot may contain."""
    if facts.dose is None:
        return []
    found = [Refusal("bedside.hard_stop", stop=stop) for stop in facts.hard_stops]
    if facts.died:
        found.append(Refusal("bedside.person_died"))
    if facts.allergies is None:
        found.append(Refusal("bedside.allergies_not_asked"))
    lot = facts.lot
    if lot is None:
        return found
    if lot.residues is None:
        return [*found, Refusal("bedside.residues_unknown", lot=lot.code)]
    for substance in sorted((facts.allergies or frozenset()) & lot.residues):
        words = Allergen(substance).label if substance in set(Allergen) else substance
        found.append(Refusal("bedside.allergy", substance=words, lot=lot.code))
    return found


def _tray(facts: DoseGateFacts, now: datetime) -> list[Refusal]:
    """Emergency tray checked here today."""
    checked = facts.tray_checked_at is not None and facts.tray_local_today
    return [] if checked else [Refusal("bedside.tray_not_checked")]


CLAUSES: tuple[Clause, ...] = (
    _scanned,
    _unused,
    _plan,
    _lot,
    _clocks,
    _ceilings,
    _legal,
    _consent,
    _fit,
    _person,
    _tray,
)
