"""Every clause of the dose gate, fired and not fired at its limit (I1)."""

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from cordline.bedside.rules import cautions_to_give, why_not_give
from cordline.bedside.types import DoseGateFacts, DoseStatus, LotState
from cordline.ground.products import Product, Route
from cordline.plans.types import AmendmentFacts, GivenSession
from tests.rules.bedside.gate_facts import LIMITS, NOW, OTHER, PERSON, all_in_order, but, minutes, without

pytestmark = pytest.mark.req("I1")


def codes(facts: DoseGateFacts) -> list[str]:
    return [refusal.code for refusal in why_not_give(facts, NOW)]


def given(days_ago: int, cells: int = 10_000_000) -> GivenSession:
    return GivenSession(NOW - timedelta(days=days_ago), cells)


MICRO = timedelta(microseconds=1)
CONDITIONAL = replace(all_in_order().lot, state=LotState.CONDITIONAL)
AGREES = replace(all_in_order().consent, covers_conditional=True)
OWN = replace(all_in_order().lot, autologous_for=PERSON, donor_decision=None, donor_rule_sets_agree=False)
AMENDED = AmendmentFacts(
    session_ceiling_cells=260_000_000,
    cells_per_kg_max=4_000_000,
    first_signed_by="ST1",
    second_signed_by="ST2",
)
BIG = replace(all_in_order().dose, cells=150_000_000, volume_ml=Decimal(200))

LEAVE = {
    "everything in order": all_in_order(),
    "conditional, acknowledged by both": without(
        lot=CONDITIONAL, consent=AGREES, conditional_acknowledged=True
    ),
    "autologous for this very person": without(lot=OWN),
    "a microsecond before the lot expires": but("lot", expires_at=NOW + MICRO),
    "started at the last second after thaw": but("dose", earliest_thaw_at=NOW - minutes(30)),
    "identity asked 15 minutes ago": without(identity_said_at=NOW - minutes(15)),
    "exactly 20 % under the plan": but("dose", cells=112_000_000),
    "exactly 2 million per kg": replace(
        but("dose", cells=144_000_000), fit=replace(all_in_order().fit, weight_kg=Decimal(72))
    ),
    "viability at its limit": but("dose", viability_pct=Decimal(70)),
    "low viability that a physician accepted": but(
        "dose", viability_pct=Decimal(60), accepted_by_physician=True
    ),
    "dmso at its limit": but("dose", dmso_g=Decimal("28.8")),
    "five sessions in 12 months before": without(given=tuple(given(day) for day in (20, 40, 60, 80, 100))),
    "six sessions, one of them more than a year ago": without(
        given=tuple(given(day) for day in (20, 40, 60, 80, 100, 366))
    ),
    "the last session 14 days ago": without(given=(given(14),)),
    "the last session of the plan": but("plan", sessions_given=1),
    "legal basis without an end": but("basis", valid_until=None),
    "legal basis from this instant": but("basis", valid_from=NOW),
    "an allergy to something not in the lot": without(allergies=frozenset({"latex"})),
    "unconfirmed numbers in a demonstration": without(
        limits=replace(LIMITS, confirmed=False), demonstration=True
    ),
}


@pytest.mark.parametrize("case", LEAVE)
def test_the_gate_gives_leave_at_the_limit(case: str) -> None:
    assert codes(LEAVE[case]) == []


REFUSED = {
    "dose not found": (without(dose=None), "bedside.dose_unknown"),
    "wristband not found": (without(band=None), "bedside.band_unknown"),
    "wristband reprinted since": (but("band", live=False), "bedside.band_reprinted"),
    "identity not asked": (without(identity_said_at=None), "bedside.identity_not_said"),
    "identity asked too long ago": (
        without(identity_said_at=NOW - minutes(15) - MICRO),
        "bedside.identity_check_old",
    ),
    "wristband of another": (but("band", person=OTHER), "bedside.dose_of_another"),
    "dose of another site": (but("dose", site="PG-CLINIC"), "bedside.dose_elsewhere"),
    "dose started before": (but("dose", status=DoseStatus.STARTED), "bedside.dose_used"),
    "dose given before": (but("dose", status=DoseStatus.GIVEN), "bedside.dose_used"),
    "an infusion names this dose": (without(used_by="IN26-0001-1"), "bedside.dose_used"),
    "dose still in preparation": (but("dose", status=DoseStatus.PREPARING), "bedside.dose_not_prepared"),
    "dose destroyed": (but("dose", status=DoseStatus.DESTROYED), "bedside.dose_not_prepared"),
    "no second check": (but("dose", checked=False), "bedside.dose_not_checked"),
    "no plan": (without(plan=None), "bedside.plan_unknown"),
    "plan of another": (but("plan", person=OTHER), "bedside.plan_of_another"),
    "plan of another site": (but("plan", site="PG-CLINIC"), "bedside.plan_elsewhere"),
    "plan unsigned": (but("plan", signed_version=None), "bedside.plan_not_signed"),
    "plan's signature void": (but("plan", signature_valid=False), "bedside.plan_not_signed"),
    "plan changed after it was signed": (but("plan", version=2), "bedside.plan_not_signed"),
    "plan changed after the preparation": (
        but("plan", version=2, signed_version=2),
        "bedside.plan_changed_since",
    ),
    "plan closed": (but("plan", closed=True), "bedside.plan_closed"),
    "all sessions given": (but("plan", sessions_given=2), "bedside.sessions_exhausted"),
    "vials not reserved": (but("dose", vials_reserved=False), "bedside.not_reserved"),
    "lot not found": (without(lot=None), "bedside.lot_unknown"),
    "no disposition": (but("lot", state=None), "bedside.lot_not_released"),
    "lot in review": (but("lot", state=LotState.IN_REVIEW), "bedside.lot_not_released"),
    "lot rejected": (but("lot", state=LotState.REJECTED), "bedside.lot_not_released"),
    "lot suspended": (but("lot", state=LotState.SUSPENDED), "bedside.lot_not_released"),
    "conditional without a physician": (
        without(lot=CONDITIONAL, consent=AGREES),
        "bedside.conditional_not_acknowledged",
    ),
    "conditional without the patient": (
        without(lot=CONDITIONAL, conditional_acknowledged=True),
        "bedside.conditional_not_consented",
    ),
    "lot expires now": (but("lot", expires_at=NOW), "bedside.lot_expired"),
    "expiry unknown": (but("lot", expires_at=None), "bedside.lot_expiry_unknown"),
    "another product": (but("lot", product=Product.NK), "bedside.lot_wrong_product"),
    "a hold": (but("lot", holds=("HD26-0001-1",)), "bedside.held"),
    "holds not judged": (but("lot", holds_judged=False), "bedside.holds_unknown"),
    "donor not judged": (but("lot", donor_decision=None), "bedside.donor_not_judged"),
    "donor ineligible": (but("lot", donor_decision="ineligible"), "bedside.donor_not_eligible"),
    "donor incomplete": (but("lot", donor_decision="incomplete"), "bedside.donor_not_eligible"),
    "eligibility not required but not autologous": (
        but("lot", donor_decision="not_required"),
        "bedside.donor_not_eligible",
    ),
    "rule sets disagree": (but("lot", donor_rule_sets_agree=False), "bedside.donor_rules_disagree"),
    "autologous for another": (
        without(lot=replace(OWN, autologous_for=OTHER)),
        "bedside.only_for_source",
    ),
    "residues not stated": (but("lot", residues=None), "bedside.residues_unknown"),
    "allergies not asked": (without(allergies=None), "bedside.allergies_not_asked"),
    "allergic to a residue": (without(allergies=frozenset({"dmso"})), "bedside.allergy"),
    "thaw unknown": (but("dose", earliest_thaw_at=None), "bedside.thaw_unknown"),
    "thaw in the future": (but("dose", earliest_thaw_at=NOW + MICRO), "bedside.thawed_in_future"),
    "start clock run out": (
        but("dose", earliest_thaw_at=NOW - minutes(30) - MICRO),
        "bedside.start_clock_run_out",
    ),
    "thaw clock run out": (but("dose", earliest_thaw_at=NOW - minutes(180)), "bedside.thaw_clock_run_out"),
    "would end after 180 minutes": (but("plan", rate_ml_min=Decimal("1.2")), "bedside.cannot_finish"),
    "no numbers for the product": (without(limits=None), "bedside.limits_unknown"),
    "unconfirmed numbers at a real site": (
        without(limits=replace(LIMITS, confirmed=False)),
        "bedside.limits_not_confirmed",
    ),
    "not counted": (but("dose", cells=None), "bedside.dose_not_counted"),
    "viability unknown": (but("dose", viability_pct=None), "bedside.dose_not_counted"),
    "one cell too many under the plan": (but("dose", cells=111_999_999), "bedside.dose_off_plan"),
    "viability under its limit": (but("dose", viability_pct=Decimal("69.9")), "bedside.viability_low"),
    "dmso unknown": (but("dose", dmso_g=None), "bedside.dmso_unknown"),
    "dmso above its limit": (but("dose", dmso_g=Decimal("28.9")), "bedside.dmso_over_limit"),
    "a cell over 2 million per kg": (but("dose", cells=144_000_001), "plans.dose_over_kg_ceiling"),
    "a cell over the session ceiling": (
        replace(
            without(fit=replace(all_in_order().fit, weight_kg=Decimal(120))),
            dose=replace(BIG, cells=200_000_001, accepted_by_physician=True),
        ),
        "plans.dose_over_session_ceiling",
    ),
    "six sessions in 12 months before": (
        without(given=tuple(given(day) for day in (20, 40, 60, 80, 100, 364))),
        "plans.sessions_over_12_months",
    ),
    "too many cells in 12 months": (
        without(given=(given(60, 150_000_000), given(90, 143_000_000))),
        "plans.cells_over_12_months",
    ),
    "the last session 13 days ago": (without(given=(given(13),)), "plans.interval_too_short"),
    "no legal basis": (without(basis=None), "plans.legal_basis_missing"),
    "legal basis unsigned": (but("basis", signed=False), "plans.legal_basis_not_signed"),
    "legal basis ended now": (but("basis", valid_until=NOW), "plans.legal_basis_not_in_force"),
    "legal basis not begun": (but("basis", valid_from=NOW + MICRO), "plans.legal_basis_not_in_force"),
    "legal basis withdrawn": (but("basis", withdrawn_at=NOW), "plans.legal_basis_not_in_force"),
    "legal basis for another route": (
        but("basis", route=Route.INTRA_ARTICULAR),
        "plans.legal_basis_elsewhere",
    ),
    "legal basis for another site": (but("basis", site="PG-CLINIC"), "plans.legal_basis_elsewhere"),
    "no consent": (without(consent=None), "bedside.consent_missing"),
    "consent unsigned by the patient": (
        but("consent", signed_by_patient=False),
        "bedside.consent_not_signed",
    ),
    "consent unsigned by a physician": (
        but("consent", signed_by_physician=False),
        "bedside.consent_not_signed",
    ),
    "consent withdrawn": (but("consent", withdrawn=True), "bedside.consent_withdrawn"),
    "no fitness judgement": (without(fit=None), "bedside.fit_missing"),
    "fitness of yesterday": (but("fit", local_today=False), "bedside.fit_not_today"),
    "fitness not signed by a physician": (
        but("fit", signed_by_physician=False),
        "bedside.fit_not_physician",
    ),
    "fitness signed elsewhere": (but("fit", site="PG-CLINIC"), "bedside.fit_elsewhere"),
    "not fit": (but("fit", fit=False), "bedside.not_fit"),
    "an open hard stop": (without(hard_stops=("C05",)), "bedside.hard_stop"),
    "the person has died": (without(died=True), "bedside.person_died"),
    "no tray check": (without(tray_checked_at=None), "bedside.tray_not_checked"),
    "tray checked yesterday": (without(tray_local_today=False), "bedside.tray_not_checked"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_gate_refuses_with_the_clause_s_own_code(case: str) -> None:
    facts, code = REFUSED[case]
    assert code in codes(facts)


# No amendment only means that the default ceilings count.
FACTS = [field.name for field in fields(DoseGateFacts) if field.default is None and field.name != "amendment"]


@pytest.mark.parametrize("name", FACTS)
def test_a_missing_fact_is_a_refusal(name: str) -> None:
    assert codes(without(**{name: None})) != []


def test_no_fact_at_all_is_refused() -> None:
    bare = DoseGateFacts(site="KL-CLINIC", dose_code="DS26-0124-Y", band_code="WB26-0311-4")
    assert {"bedside.dose_unknown", "bedside.band_unknown", "bedside.tray_not_checked"} <= set(codes(bare))


def test_every_reason_is_given_at_once() -> None:
    facts = replace(
        all_in_order(), consent=None, tray_checked_at=None, hard_stops=("C05", "C11"), allergies=None
    )
    assert codes(facts) == [
        "bedside.consent_missing",
        "bedside.hard_stop",
        "bedside.hard_stop",
        "bedside.allergies_not_asked",
        "bedside.tray_not_checked",
    ]


def test_every_reason_has_a_sentence_with_its_facts_filled_in() -> None:
    for facts, _ in REFUSED.values():
        for refusal in why_not_give(facts, NOW):
            assert refusal.text
            assert "{" not in refusal.text


HEAVY = replace(
    all_in_order(),
    dose=replace(BIG, cells=240_000_000, accepted_by_physician=True),
    plan=replace(all_in_order().plan, dose_cells=240_000_000),
    fit=replace(all_in_order().fit, weight_kg=Decimal(80)),
)


def test_a_higher_ceiling_counts_when_two_physicians_signed_it_before_the_thaw() -> None:
    assert codes(replace(HEAVY, amendment=AMENDED, amendment_before_thaw=True)) == []


@pytest.mark.parametrize(
    ("amendment", "before"),
    [
        (None, True),
        (replace(AMENDED, second_signed_by=""), True),
        (replace(AMENDED, second_signed_by="ST1"), True),
        (AMENDED, False),
    ],
)
def test_a_higher_ceiling_does_not_count_otherwise(amendment: AmendmentFacts | None, before: bool) -> None:
    facts = replace(HEAVY, amendment=amendment, amendment_before_thaw=before)
    assert "plans.dose_over_session_ceiling" in codes(facts)


def test_a_physician_s_decision_about_the_dose_never_lifts_a_ceiling() -> None:
    assert "plans.dose_over_session_ceiling" in codes(HEAVY)


def test_a_late_end_and_much_dmso_are_told_without_refusing() -> None:
    late = but("plan", rate_ml_min=Decimal("1.7"))
    assert [caution.code for caution in cautions_to_give(late, NOW)] == ["bedside.ends_late"]
    assert codes(late) == []
    assert [c.code for c in cautions_to_give(but("dose", dmso_g=Decimal("7.3")), NOW)] == [
        "bedside.dmso_high"
    ]
    assert cautions_to_give(all_in_order(), NOW) == []


@pytest.mark.req("I4")
def test_own_cells_are_for_their_own_person_and_need_no_eligible_donor() -> None:
    assert codes(without(lot=OWN)) == []
    assert codes(without(lot=replace(OWN, autologous_for=OTHER))) == ["bedside.only_for_source"]
    eligible = replace(OWN, autologous_for=OTHER, donor_decision="eligible", donor_rule_sets_agree=True)
    assert codes(without(lot=eligible)) == ["bedside.only_for_source"]
