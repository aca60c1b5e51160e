"""Why a container may not be placed, promised, thawed or issued: every state, every reason, all at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cordline.bank import rules, states
from cordline.bank.types import (
    Claim,
    ContainerFacts,
    ContainerState,
    Disposition,
    LotFacts,
    LotKind,
    PositionFacts,
)
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
HERE = "KL-LAB"
VIAL = ContainerFacts(
    code="VL26-0001-1",
    lot="LT26-0042-8",
    kind=LotKind.LOT,
    product=Product.MSC_WJ,
    site=HERE,
    state=ContainerState.STORED,
    cells=25_000_000,
    volume_ml=Decimal(1),
    viability_pct=Decimal("93.5"),
    expires_at=NOW + timedelta(days=1),
    autologous_for="",
    position="PS26-0001-1",
    reserved_plan="",
    reserved_patient="",
    thawed_at=None,
    dispositions={"patient": Disposition.RELEASED},
)
CLAIM = Claim(plan="PL26-0001-1", patient="PT26-0001-2", use="patient")
PLACE = PositionFacts("PS26-0002-1", "TK-02 / R3 / B07 / A2", HERE, container="", quarantine=False)


def codes(reasons: list[Refusal]) -> list[str]:
    return [reason.code for reason in reasons]


def reserve(vial: ContainerFacts, claim: Claim = CLAIM) -> list[str]:
    return codes(rules.why_not_reserve([vial], claim, now=NOW))


def thaw(vial: ContainerFacts, use: str = "patient", plan: str = CLAIM.plan) -> list[str]:
    return codes(rules.why_not_thaw(vial, use=use, plan=plan, now=NOW, here=HERE))


@pytest.mark.parametrize("verb", list(states.MOVES))
@pytest.mark.parametrize("state", list(ContainerState))
def test_each_verb_moves_a_container_only_from_the_states_in_the_table(
    verb: str, state: ContainerState
) -> None:
    reasons = rules.why_not_move(replace(VIAL, state=state), verb, here=HERE)
    assert (reasons == []) == (state in states.MOVES[verb].sources)
    assert (states.next_state(state, verb) is None) == bool(reasons)


def test_a_thaw_cannot_be_undone() -> None:
    assert set(states.verbs_from(ContainerState.THAWED)) == {
        "bank.container.consumed",
        "bank.container.destroyed",
    }


@pytest.mark.parametrize("state", [state for state in ContainerState if state.is_over])
def test_what_is_over_stays_over(state: ContainerState) -> None:
    assert states.verbs_from(state) == []


def test_a_life_folds_to_its_last_state_and_a_verb_out_of_turn_is_a_defect() -> None:
    life = [
        "bank.container.placed",
        "bank.container.checked_out",
        "bank.container.returned",
        "bank.container.thawed",
    ]
    assert states.fold(life) is ContainerState.THAWED
    with pytest.raises(ValueError, match="No move"):
        states.fold([*life, "bank.container.placed"])


def test_a_stored_vial_of_a_released_lot_may_be_promised() -> None:
    assert reserve(VIAL) == []


@pytest.mark.req("I4", "I7", "I8")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": ContainerState.FILLED}, "bank.container_state"),
        ({"state": ContainerState.CHECKED_OUT}, "bank.container_state"),
        ({"state": ContainerState.THAWED}, "bank.container_state"),
        ({"state": ContainerState.CONSUMED}, "bank.container_over"),
        ({"reserved_plan": "PL26-0002-0"}, "bank.container_reserved"),
        ({"reserved_plan": CLAIM.plan}, "bank.container_reserved"),
        ({"holds": ("HD26-0001-3",)}, "bank.container_held"),
        ({"expires_at": NOW}, "bank.lot_expired"),
        ({"dispositions": {}}, "bank.lot_not_released"),
        ({"dispositions": {"research": Disposition.RELEASED}}, "bank.lot_not_released"),
        ({"dispositions": {"patient": Disposition.IN_REVIEW}}, "bank.lot_not_released"),
        ({"dispositions": {"patient": Disposition.REJECTED}}, "bank.lot_not_released"),
        ({"dispositions": {"patient": Disposition.SUSPENDED}}, "bank.lot_not_released"),
        ({"autologous_for": "PT26-0009-4"}, "bank.autologous"),
        ({"kind": LotKind.MASTER_BANK}, "bank.use_wrong"),
    ],
)
def test_each_fault_stops_a_promise_by_itself(change: dict[str, object], reason: str) -> None:
    assert reserve(replace(VIAL, **change)) == [reason]  # type: ignore[arg-type]


def test_a_conditional_lot_may_be_promised() -> None:
    assert reserve(replace(VIAL, dispositions={"patient": Disposition.CONDITIONAL})) == []


@pytest.mark.req("I4")
def test_a_persons_own_cells_may_be_promised_to_that_person() -> None:
    own = replace(VIAL, autologous_for="PT26-0001-2")
    assert reserve(own) == []
    by_person = replace(VIAL, autologous_for="PN26-0001-2")
    assert reserve(by_person, replace(CLAIM, person="PN26-0001-2")) == []


def test_a_refused_promise_tells_every_reason() -> None:
    worst = replace(
        VIAL,
        state=ContainerState.CHECKED_OUT,
        reserved_plan="PL26-0002-0",
        holds=("HD26-0001-3", "HD26-0002-1"),
        expires_at=NOW - timedelta(days=1),
        dispositions={},
        autologous_for="PT26-0009-4",
        site="KL-CLINIC",
    )
    assert reserve(worst) == [
        "bank.container_state",
        "bank.container_reserved",
        "bank.container_held",
        "bank.container_held",
        "bank.lot_not_released",
        "bank.lot_expired",
        "bank.autologous",
    ]


def test_the_same_vial_cannot_be_promised_twice_in_one_list() -> None:
    reasons = rules.why_not_reserve([VIAL, VIAL], CLAIM, now=NOW)
    assert codes(reasons) == ["bank.container_named_twice"]


@pytest.mark.req("I13")
@pytest.mark.parametrize(
    ("free", "wanted", "reason"),
    [
        (3, 4, "bank.too_few_containers"),
        (3, 0, "bank.none_asked"),
        (3, -1, "bank.none_asked"),
        (99, 41, "bank.too_many_asked"),
    ],
)
def test_a_pick_of_an_impossible_number_is_refused(free: int, wanted: int, reason: str) -> None:
    lot = LotFacts(
        code="LT26-0042-8",
        kind=LotKind.LOT,
        product=Product.MSC_WJ,
        site=HERE,
        passage=4,
        doublings=Decimal("13.24"),
        uncounted_start=True,
        cells_each=25_000_000,
        volume_ml_each=Decimal(1),
        filled=10,
        made_at=NOW,
        expires_at=NOW,
        autologous_for="",
        residues=(),
        node=1,
    )
    assert codes(rules.why_not_enough(lot, free=free, wanted=wanted)) == [reason]


def test_a_vial_promised_to_the_plan_may_be_thawed_for_it() -> None:
    assert thaw(replace(VIAL, reserved_plan=CLAIM.plan)) == []
    assert thaw(replace(VIAL, reserved_plan=CLAIM.plan, state=ContainerState.CHECKED_OUT)) == []


@pytest.mark.req("I8", "U112")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"reserved_plan": ""}, "bank.container_not_reserved"),
        ({"reserved_plan": "PL26-0002-0"}, "bank.container_not_reserved"),
        ({"reserved_plan": CLAIM.plan, "state": ContainerState.THAWED}, "bank.container_state"),
        ({"reserved_plan": CLAIM.plan, "state": ContainerState.LOST}, "bank.container_over"),
        ({"reserved_plan": CLAIM.plan, "holds": ("HD26-0001-3",)}, "bank.container_held"),
        ({"reserved_plan": CLAIM.plan, "expires_at": NOW}, "bank.lot_expired"),
    ],
)
def test_each_fault_stops_a_thaw_by_itself(change: dict[str, object], reason: str) -> None:
    assert thaw(replace(VIAL, **change)) == [reason]  # type: ignore[arg-type]


def test_a_vial_is_thawed_where_it_is_and_promised_from_anywhere() -> None:
    away = replace(VIAL, site="KL-CLINIC", reserved_plan=CLAIM.plan)
    assert thaw(away) == ["bank.foreign_site"]
    assert reserve(replace(VIAL, site="KL-CLINIC")) == []


def test_a_promised_vial_is_not_thawed_for_research() -> None:
    promised = replace(VIAL, reserved_plan=CLAIM.plan, dispositions={"research": Disposition.RELEASED})
    assert thaw(promised, use="research", plan="") == ["bank.container_reserved"]


@pytest.mark.req("I4")
def test_a_thawed_vial_is_issued_to_its_own_plan_and_person_only() -> None:
    thawed = replace(VIAL, state=ContainerState.THAWED, reserved_plan=CLAIM.plan)
    assert rules.why_not_issue([thawed], CLAIM, now=NOW, here=HERE) == []
    strangers = replace(thawed, autologous_for="PT26-0009-4", reserved_plan="PL26-0002-0")
    assert codes(rules.why_not_issue([strangers], CLAIM, now=NOW, here=HERE)) == [
        "bank.autologous",
        "bank.container_not_reserved",
    ]


@pytest.mark.req("I3")
def test_a_list_of_placings_is_judged_as_one() -> None:
    fresh = replace(VIAL, state=ContainerState.FILLED, position="")
    assert rules.why_not_place([(fresh, PLACE)], here=HERE) == []
    other = replace(fresh, code="VL26-0002-1")
    taken = replace(PLACE, container="VL26-0003-1")
    assert codes(rules.why_not_place([(fresh, PLACE), (other, PLACE)], here=HERE)) == [
        "bank.position_named_twice"
    ]
    twice = replace(PLACE, code="PS26-0003-1", path="TK-02 / R3 / B07 / A3")
    assert codes(rules.why_not_place([(fresh, PLACE), (fresh, twice)], here=HERE)) == [
        "bank.container_named_twice"
    ]
    assert codes(rules.why_not_place([(fresh, taken)], here=HERE)) == ["bank.position_taken"]
    held = replace(fresh, holds=("HD26-0001-3",))
    assert codes(rules.why_not_place([(held, PLACE)], here=HERE)) == ["bank.quarantine_only"]
    assert rules.why_not_place([(held, replace(PLACE, quarantine=True))], here=HERE) == []


def test_a_checked_out_vial_returns_to_its_kept_position_only() -> None:
    out = replace(VIAL, state=ContainerState.CHECKED_OUT)
    assert rules.why_not_return(out, VIAL.position, here=HERE) == []
    assert codes(rules.why_not_return(out, "PS26-0099-0", here=HERE)) == ["bank.position_kept"]


@pytest.mark.req("U112")
def test_taking_out_destroying_and_writing_off_need_their_reasons_and_a_witness() -> None:
    assert codes(rules.why_not_check_out(VIAL, " ", to=HERE, here=HERE)) == ["bank.reason_missing"]
    assert codes(rules.why_not_declare_lost(VIAL, "", here=HERE)) == ["bank.reason_missing"]
    destroy = {"reason": "expired", "doer": "ST26-0001-1", "here": HERE}
    assert rules.why_not_destroy(VIAL, witness="ST26-0002-0", **destroy) == []
    assert codes(rules.why_not_destroy(VIAL, witness="", **destroy)) == ["bank.witness_missing"]
    assert codes(rules.why_not_destroy(VIAL, witness="ST26-0001-1", **destroy)) == ["bank.witness_is_doer"]
    promised = replace(VIAL, reserved_plan="PL26-0002-0")
    assert codes(rules.why_not_destroy(promised, witness="ST26-0002-0", **destroy)) == [
        "bank.container_reserved"
    ]


@pytest.mark.req("I7")
def test_a_held_vial_may_be_looked_at_but_does_not_leave_its_site() -> None:
    held = replace(VIAL, holds=("HD26-0001-3",))
    assert rules.why_not_check_out(held, "inspection", to=HERE, here=HERE) == []
    assert codes(rules.why_not_check_out(held, "clinic", to="KL-CLINIC", here=HERE)) == [
        "bank.container_held"
    ]


@pytest.mark.req("I13")
@pytest.mark.parametrize("viability", [Decimal(101), Decimal(-1), Decimal("NaN")])
def test_an_impossible_viability_is_refused(viability: Decimal) -> None:
    assert codes(rules.why_not_fill(1, 25_000_000, Decimal(1), viability)) == ["bank.viability_impossible"]


@pytest.mark.req("I13")
@pytest.mark.parametrize(
    ("count", "cells", "volume", "reason"),
    [
        (0, 25_000_000, Decimal(1), "bank.containers_impossible"),
        (501, 25_000_000, Decimal(1), "bank.containers_impossible"),
        (1, 18, Decimal(1), "bank.cells_impossible"),
        (1, 10**15, Decimal(1), "bank.cells_impossible"),
        (1, 25_000_000, Decimal(-1), "bank.volume_impossible"),
        (1, 25_000_000, Decimal(0), "bank.volume_impossible"),
        (1, 25_000_000, Decimal("NaN"), "bank.volume_impossible"),
    ],
)
def test_an_impossible_filling_is_refused(count: int, cells: int, volume: Decimal, reason: str) -> None:
    assert codes(rules.why_not_fill(count, cells, volume, Decimal(90))) == [reason]
