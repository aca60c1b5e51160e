"""Doses, ceilings, intervals, finishing times and legal bases at their limits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cordline.ground.products import Product, Route
from cordline.plans import rules
from cordline.plans.limits import MSC_WJ_INTRAVENOUS, SHIPPED
from cordline.plans.types import AmendmentFacts, GivenSession, LegalBasisFacts, PlanFacts, PlanStatus

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
LIMITS = replace(MSC_WJ_INTRAVENOUS, confirmed=True)
BASIS = LegalBasisFacts(
    "LB26-0001-3", Product.MSC_WJ, Route.INTRAVENOUS, "KL-CLINIC", NOW - timedelta(days=1), None, signed=True
)
PLAN = PlanFacts(
    code="PL26-0101-I",
    site="KL-CLINIC",
    person="PT26-0207-A",
    product=Product.MSC_WJ,
    route=Route.INTRAVENOUS,
    dose_cells=140_000_000,
    weight_kg=Decimal(72),
    volume_ml=Decimal(200),
    rate_ml_min=Decimal(3),
    sessions=2,
    interval_days=14,
    containers_per_session=6,
)


def signing(plan: PlanFacts = PLAN, **changes: object) -> list[str]:
    asked = {"limits": LIMITS, "basis": BASIS, "now": NOW} | changes
    return [refusal.code for refusal in rules.why_not_sign_plan(plan, **asked)]  # type: ignore[arg-type]


@pytest.mark.req("W26", "U16")
@pytest.mark.parametrize(
    ("volume", "rate", "minutes"),
    [("15", "3", 15), ("250", "3", 94), ("250", "2.5", 109), ("250", "4", 74), ("16", "1", 16)],
)
def test_minutes_count_the_slow_start(volume: str, rate: str, minutes: int) -> None:
    assert rules.infusion_minutes(Decimal(volume), Decimal(rate), LIMITS) == minutes


@pytest.mark.req("W26")
def test_a_set_that_cannot_finish_is_refused_with_the_volume_that_would() -> None:
    [refusal] = rules.why_not_finish_in_time(Decimal(250), Decimal("1.6"), LIMITS)
    assert refusal.code == "plans.cannot_finish"
    fits = dict(refusal.facts)["fits"]
    assert rules.why_not_finish_in_time(fits, Decimal("1.6"), LIMITS) == []
    assert rules.why_not_finish_in_time(fits + 2, Decimal("1.6"), LIMITS) != []


@pytest.mark.req("W26")
def test_a_late_end_warns_and_names_a_set_that_would_be_in_time() -> None:
    [caution] = rules.cautions_of_plan(replace(PLAN, volume_ml=Decimal(250), rate_ml_min=Decimal(2)), LIMITS)
    assert caution.code == "plans.finishes_late"
    named = dict(caution.facts)
    assert rules.minutes_from_thaw(named["fits"], named["fast_rate"], LIMITS) <= LIMITS.end_warn_minutes
    assert rules.cautions_of_plan(PLAN, LIMITS) == []


def test_a_plan_in_order_may_be_signed() -> None:
    assert signing() == []
    assert signing(replace(PLAN, dose_cells=144_000_000)) == []
    assert signing(replace(PLAN, sessions=3, weight_kg=Decimal(100), dose_cells=150_000_000)) == []


@pytest.mark.req("U21", "W4", "W26")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dose_cells": 18}, "plans.dose_implausible"),
        ({"dose_cells": 10**15}, "plans.dose_implausible"),
        ({"dose_cells": -1}, "plans.dose_implausible"),
        ({"dose_cells": 160_000_000, "weight_kg": Decimal(90)}, "plans.dose_unusual"),
        ({"dose_cells": 144_000_001}, "plans.dose_over_kg_ceiling"),
        (
            {"dose_cells": 200_000_001, "weight_kg": Decimal(120), "unusual_reason": "tall"},
            "plans.dose_over_session_ceiling",
        ),
        ({"weight_kg": None}, "plans.weight_missing"),
        ({"weight_kg": Decimal(301)}, "plans.weight_implausible"),
        ({"weight_kg": Decimal(-70)}, "plans.weight_implausible"),
        ({"dose_cells": 70_000_000, "weight_kg": Decimal(141)}, "plans.dose_under_range"),
        ({"sessions": 0}, "plans.sessions_impossible"),
        ({"sessions": 7, "weight_kg": Decimal(200)}, "plans.sessions_over_12_months"),
        ({"sessions": 4}, "plans.cells_over_12_months"),
        ({"interval_days": 13}, "plans.interval_under_minimum"),
        ({"containers_per_session": 0}, "plans.containers_impossible"),
        ({"volume_ml": Decimal(-200)}, "plans.volume_out_of_range"),
        ({"volume_ml": Decimal("99.9")}, "plans.volume_out_of_range"),
        ({"volume_ml": Decimal("250.1")}, "plans.volume_out_of_range"),
        ({"rate_ml_min": Decimal(0)}, "plans.rate_out_of_range"),
        ({"rate_ml_min": Decimal("4.1")}, "plans.rate_out_of_range"),
        ({"status": PlanStatus.SIGNED}, "plans.plan_not_draft"),
        ({"product": Product.NK}, "plans.legal_basis_elsewhere"),
        ({"site": "PG-CLINIC"}, "plans.legal_basis_elsewhere"),
    ],
)
def test_a_plan_out_of_its_limits_is_refused(changes: dict[str, object], code: str) -> None:
    assert code in signing(replace(PLAN, **changes))  # type: ignore[arg-type]


@pytest.mark.req("W4")
@pytest.mark.parametrize(
    ("basis", "code"),
    [
        (None, "plans.legal_basis_missing"),
        (replace(BASIS, signed=False), "plans.legal_basis_not_signed"),
        (replace(BASIS, valid_until=NOW), "plans.legal_basis_not_in_force"),
        (replace(BASIS, withdrawn_at=NOW), "plans.legal_basis_not_in_force"),
    ],
)
def test_a_plan_without_a_legal_basis_in_force_cannot_be_signed(
    basis: LegalBasisFacts | None, code: str
) -> None:
    assert code in signing(basis=basis)


def test_defaults_that_nobody_confirmed_sign_nothing_at_a_real_site() -> None:
    assert signing(limits=MSC_WJ_INTRAVENOUS) == ["plans.limits_not_confirmed"]
    assert signing(limits=MSC_WJ_INTRAVENOUS, demonstration=True) == []
    assert MSC_WJ_INTRAVENOUS.mark == "default, not confirmed"
    assert not any(limits.confirmed for limits in SHIPPED)


def test_every_reason_is_given_at_once_and_reads_as_a_sentence() -> None:
    found = rules.why_not_sign_plan(
        replace(PLAN, weight_kg=Decimal(60), interval_days=3), limits=LIMITS, basis=None, now=NOW
    )
    assert [refusal.code for refusal in found] == [
        "plans.legal_basis_missing",
        "plans.dose_over_kg_ceiling",
        "plans.interval_under_minimum",
    ]
    assert found[1].text == "2,333,334 cells per kg is above the ceiling of 2,000,000 per kg."


def test_sessions_more_than_a_year_apart_count_in_their_own_year() -> None:
    assert signing(replace(PLAN, sessions=4, interval_days=180)) == []


@pytest.mark.parametrize(
    ("signed", "leave"),
    [(("ST1", "ST2"), True), (("ST1", ""), False), (("ST1", "ST1"), False), (("", "ST2"), False)],
)
def test_a_higher_ceiling_needs_two_physicians(signed: tuple[str, str], leave: bool) -> None:
    amendment = AmendmentFacts(260_000_000, 3_000_000, signed[0], None, signed[1], None)
    found = rules.why_not_dose(240_000_000, Decimal(80), limits=LIMITS, amendment=amendment)
    assert (found == []) is leave


def test_an_amendment_must_raise_something_before_the_thaw_for_a_reason() -> None:
    def amending(cells: int = 260_000_000, **changes: object) -> list[str]:
        asked = {
            "ceiling_cells": cells,
            "per_kg_max": 2_000_000,
            "limits": LIMITS,
            "thawed": False,
            "open_amendment": False,
            "reason": "Second opinion of the board",
        } | changes
        return [refusal.code for refusal in rules.why_not_amend("PL26-0101-I", **asked)]  # type: ignore[arg-type]

    assert amending() == []
    assert amending(200_000_000) == ["plans.amendment_not_higher"]
    assert amending(10**15) == ["plans.dose_implausible"]
    assert amending(thawed=True) == ["plans.amendment_after_thaw"]
    assert amending(open_amendment=True, reason=" ") == ["plans.amendment_open", "plans.reason_missing"]


def test_the_second_signature_is_another_physician_s_and_before_the_thaw() -> None:
    waiting = AmendmentFacts(260_000_000, 2_000_000, "ST1", NOW)

    def second(by: str, amendment: AmendmentFacts | None = waiting, thawed: bool = False) -> list[str]:
        found = rules.why_not_sign_amendment_second("PL26-0101-I", amendment, by=by, thawed=thawed)
        return [refusal.code for refusal in found]

    assert second("ST2") == []
    assert second("ST1") == ["plans.amendment_same_physician"]
    assert second("ST2", thawed=True) == ["plans.amendment_after_thaw"]
    assert second("ST2", None) == ["plans.amendment_missing"]
    assert second("ST3", replace(waiting, second_signed_by="ST2")) == ["plans.amendment_missing"]


def test_the_interval_counts_from_the_last_infusion() -> None:
    def next_after(hours: int) -> list[str]:
        given = [GivenSession(NOW - timedelta(hours=hours), 100_000_000)]
        found = rules.why_not_within_ceilings(140_000_000, Decimal(72), given, limits=LIMITS, now=NOW)
        return [refusal.code for refusal in found]

    assert next_after(14 * 24 - 12) == []
    assert next_after(14 * 24 - 13) == ["plans.interval_too_short"]


def test_what_may_remain_in_a_lot_is_named_from_the_list_of_allergens() -> None:
    assert rules.why_not_residues(["dmso", "human_albumin"]) == []
    assert [refusal.code for refusal in rules.why_not_residues(["peanut"])] == ["plans.residue_unknown"]
