"""A dose is counted after the thaw; the earliest thaw governs; what is out of limits needs a physician or the bin."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cordline.bedside import preparation_rules as rules
from cordline.bedside.types import CountFacts, DoseStatus, LotState, PrepareFacts, VialFacts
from cordline.ground.products import Product
from tests.rules.bedside.gate_facts import LIMITS, NOW, OTHER, all_in_order, minutes

FACTS = all_in_order()
VIALS = [
    VialFacts("VL26-0001-1", "LT26-0042-8", NOW - minutes(3), Decimal(5), Decimal(10)),
    VialFacts("VL26-0002-2", "LT26-0042-8", NOW - minutes(9), Decimal(5), Decimal(10)),
]
READY = PrepareFacts(
    site="KL-CLINIC",
    plan_code="PL26-0101-I",
    plan=FACTS.plan,
    limits=LIMITS,
    lots=(FACTS.lot,),  # type: ignore[arg-type]
    vials=("VL26-0001-1", "VL26-0002-2"),
    vials_reserved=frozenset({"VL26-0001-1", "VL26-0002-2", "VL26-0003-3"}),
    consent=FACTS.consent,
    basis=FACTS.basis,
    fit=FACTS.fit,
    weight_kg=Decimal(72),
)
DOSE = replace(FACTS.dose, status=DoseStatus.PREPARING, checked=False)


def codes(facts: PrepareFacts) -> list[str]:
    return [refusal.code for refusal in rules.why_not_prepare(facts, NOW)]


@pytest.mark.req("W29", "I13")
def test_a_dose_is_whole_cells_never_rounded_up() -> None:
    assert rules.dose_cells(700_000, Decimal("200")) == 140_000_000
    assert rules.dose_cells(333_333, Decimal("0.5")) == 166_666
    assert rules.dose_cells(0, Decimal(200)) == 0


@pytest.mark.req("W29")
def test_dmso_is_computed_from_what_the_vials_held_and_the_earliest_thaw_governs() -> None:
    assert rules.dmso_grams(VIALS) == Decimal("1.1000")
    assert rules.earliest_thaw(VIALS) == NOW - minutes(9)
    assert rules.earliest_thaw([]) is None


@pytest.mark.req("W29")
def test_vials_may_be_thawed_for_a_plan_in_order() -> None:
    assert codes(READY) == []


@pytest.mark.req("W29", "W30", "I1")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"plan": None}, "plans.plan_not_found"),
        ({"site": "PG-CLINIC"}, "bedside.plan_elsewhere"),
        ({"plan": replace(FACTS.plan, signed_version=None)}, "bedside.plan_not_signed"),
        ({"plan": replace(FACTS.plan, signature_valid=False)}, "bedside.plan_not_signed"),
        ({"plan": replace(FACTS.plan, closed=True)}, "bedside.plan_closed"),
        ({"plan": replace(FACTS.plan, sessions_given=2)}, "bedside.sessions_exhausted"),
        ({"open_dose": "DS26-0001-1"}, "bedside.dose_open"),
        ({"died": True}, "bedside.person_died"),
        ({"basis": None}, "plans.legal_basis_missing"),
        ({"consent": None}, "bedside.consent_missing"),
        ({"fit": None}, "bedside.fit_missing"),
        ({"hard_stops": ("C05",)}, "bedside.hard_stop"),
        ({"limits": None}, "bedside.limits_unknown"),
        ({"weight_kg": None}, "plans.weight_missing"),
        ({"vials": ()}, "bedside.no_vials"),
        ({"vials": ("VL26-0001-1", "VL26-0001-1")}, "bedside.vial_twice"),
        ({"vials": ("VL26-0009-9",)}, "bedside.vial_not_reserved"),
        ({"lots": (FACTS.lot, replace(FACTS.lot, code="LT26-0043-6"))}, "bedside.several_lots"),
        ({"lots": (replace(FACTS.lot, state=LotState.SUSPENDED),)}, "bedside.lot_not_released"),
        ({"lots": (replace(FACTS.lot, holds=("HD26-0001-1",)),)}, "bedside.held"),
        ({"lots": (replace(FACTS.lot, autologous_for=OTHER),)}, "bedside.only_for_source"),
        ({"lots": (replace(FACTS.lot, product=Product.SECRETOME),)}, "bedside.lot_wrong_product"),
    ],
)
def test_no_vial_is_thawed_in_vain(changes: dict[str, object], code: str) -> None:
    assert code in codes(replace(READY, **changes))  # type: ignore[arg-type]


@pytest.mark.req("U21", "W29")
@pytest.mark.parametrize(
    ("count", "code"),
    [
        (CountFacts(-1, Decimal(88), Decimal(200)), "bedside.count_impossible"),
        (CountFacts(10**15, Decimal(88), Decimal(200)), "bedside.count_impossible"),
        (CountFacts(700_000, Decimal(101), Decimal(200)), "bedside.viability_impossible"),
        (CountFacts(700_000, Decimal(-1), Decimal(200)), "bedside.viability_impossible"),
        (CountFacts(700_000, Decimal(88), Decimal(-5)), "bedside.volume_impossible"),
        (CountFacts(700_000, Decimal(88), Decimal(0)), "bedside.volume_impossible"),
        (CountFacts(700_000, Decimal(88), Decimal(1001)), "bedside.volume_impossible"),
    ],
)
def test_an_impossible_count_is_refused(count: CountFacts, code: str) -> None:
    assert [refusal.code for refusal in rules.why_not_count(count)] == [code]
    assert rules.why_not_count(CountFacts(700_000, Decimal(100), Decimal(1000))) == []


def checking(by: str = "ST2", **changes: object) -> list[str]:
    dose = replace(DOSE, **changes)  # type: ignore[arg-type]
    found = rules.why_not_check(dose, planned=140_000_000, limits=LIMITS, prepared_by="ST1", by=by)
    return [refusal.code for refusal in found]


@pytest.mark.req("W29", "U45")
def test_the_second_check_is_another_person_s_and_only_of_a_dose_in_its_limits() -> None:
    assert checking() == []
    assert checking("ST1") == ["bedside.same_person_checks"]
    assert checking(status=DoseStatus.PREPARED) == ["bedside.not_preparing"]
    assert checking(cells=None) == ["bedside.not_diluted"]
    assert checking(cells=112_000_000) == []
    assert checking(cells=168_000_001) == ["bedside.needs_decision"]
    assert checking(cells=168_000_001, accepted_by_physician=True) == []
    assert checking(viability_pct=Decimal("69.9")) == ["bedside.needs_decision"]
    assert checking(volume_ml=Decimal(69)) == ["bedside.too_concentrated"]


@pytest.mark.req("W29", "I1")
def test_a_physician_decides_with_a_reason_about_the_tolerance_but_never_about_a_ceiling() -> None:
    def deciding(reason: str = "Less is enough", **changes: object) -> list[str]:
        dose = replace(DOSE, **({"cells": 100_000_000} | changes))  # type: ignore[arg-type]
        found = rules.why_not_decide(
            dose, planned=140_000_000, weight_kg=Decimal(72), limits=LIMITS, reason=reason
        )
        return [refusal.code for refusal in found]

    assert deciding() == []
    assert deciding(" ") == ["bedside.reason_missing"]
    assert deciding(cells=140_000_000) == ["bedside.decision_not_needed"]
    assert deciding(accepted_by_physician=True) == ["bedside.decided_already"]
    assert deciding(cells=180_000_000) == ["plans.dose_over_kg_ceiling"]
