"""Why a cord, count, passage or fill may not be: every reason, at the limit and one step beyond it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cordline.ground.refusal import Refusal
from cordline.lab import rules
from cordline.lab.types import (
    CordFacts,
    CultureFacts,
    CultureState,
    Doublings,
    FillFacts,
    Integrity,
    ProcessLimitFacts,
    Square,
    Stage,
    Tallies,
)

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
ALLOWED = ProcessLimitFacts(
    product="MSC-WJ",
    version=1,
    source="site default",
    cord_hours=48,
    cord_low_c=Decimal(2),
    cord_high_c=Decimal(25),
    master_bank=(1, 2),
    working_bank=(2, 3),
    lot=(3, 5),
    most_doublings=Decimal(20),
    least_viability_pct=Decimal(80),
    most_spread_pct=Decimal(15),
    shelf_life=timedelta(days=730),
)
CORD = CordFacts(
    donation="DD26-0001-7",
    born_at=NOW - timedelta(hours=20),
    arrived_at=NOW,
    lowest_c=Decimal("2.0"),
    highest_c=Decimal("8.0"),
    integrity=Integrity.INTACT,
    consent_in_force=True,
    labels_matched=True,
)
POOL = CultureFacts(
    code="CU26-0004-1",
    product="MSC-WJ",
    site="KL-LAB",
    passage=4,
    state=CultureState.HARVESTED,
    seeded_at=NOW - timedelta(hours=96),
    seeded_cells=19_000_000,
    area_cm2=Decimal(6320),
    harvested_cells=158_000_000,
    remaining_cells=158_000_000,
    viability_pct=Decimal("93.5"),
    doublings=Doublings(Decimal("13.24"), uncounted_start=True, gaps=0),
    autologous_for="",
    from_bank="working_bank",
)
FILL = FillFacts(
    Stage.LOT, containers=5, cells_each=25_000_000, volume_ml_each=Decimal(1), qc_cells=7_900_000
)


def codes(reasons: list[Refusal]) -> list[str]:
    return [reason.code for reason in reasons]


def draw(pool: CultureFacts, cells: int = 1_000_000, here: str = "KL-LAB") -> list[str]:
    return codes(rules.why_not_draw(pool, cells, here=here, allowed=ALLOWED))


def fill(pool: CultureFacts = POOL, what: FillFacts = FILL, take: int = 150_000_000) -> list[str]:
    return codes(rules.why_not_fill([pool], what, take=[take], here="KL-LAB", allowed=ALLOWED))


def test_a_cold_intact_consented_matched_cord_in_time_is_accepted() -> None:
    assert rules.why_reject_cord(CORD, ALLOWED) == []


@pytest.mark.req("W7")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"born_at": NOW - timedelta(hours=48, seconds=1)}, "lab.cord_too_late"),
        ({"born_at": NOW + timedelta(seconds=1)}, "lab.cord_before_birth"),
        ({"born_at": None}, "lab.cord_birth_time_missing"),
        ({"lowest_c": Decimal("1.9")}, "lab.cord_temperature"),
        ({"highest_c": Decimal("25.1")}, "lab.cord_temperature"),
        ({"lowest_c": None}, "lab.cord_temperature_missing"),
        ({"highest_c": None}, "lab.cord_temperature_missing"),
        ({"integrity": Integrity.LEAKING}, "lab.cord_container"),
        ({"consent_in_force": False}, "lab.cord_consent"),
        ({"labels_matched": False}, "lab.cord_labels"),
    ],
)
def test_each_fault_rejects_a_cord_by_itself(change: dict[str, object], reason: str) -> None:
    faulty = replace(CORD, **change)  # type: ignore[arg-type]
    assert codes(rules.why_reject_cord(faulty, ALLOWED)) == [reason]


def test_a_cord_exactly_at_the_limit_is_accepted() -> None:
    at_limit = replace(CORD, born_at=NOW - timedelta(hours=48), highest_c=Decimal(25), lowest_c=Decimal(2))
    assert rules.why_reject_cord(at_limit, ALLOWED) == []


def test_a_cord_with_every_fault_is_told_every_reason() -> None:
    faulty = CordFacts("DD26-0001-7", None, NOW, None, None, Integrity.BROKEN, False, False)
    assert codes(rules.why_reject_cord(faulty, ALLOWED)) == [
        "lab.cord_birth_time_missing",
        "lab.cord_temperature_missing",
        "lab.cord_container",
        "lab.cord_consent",
        "lab.cord_labels",
    ]


@pytest.mark.req("I13")
@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (18, "lab.number_too_small"),
        (999, "lab.number_too_small"),
        (-1, "lab.number_negative"),
        (10**15, "lab.number_too_large"),
        (10**13 + 1, "lab.number_too_large"),
    ],
)
def test_an_impossible_number_of_cells_is_refused(cells: int, reason: str) -> None:
    assert codes(rules.why_not_cells("cells", cells)) == [reason]


@pytest.mark.parametrize("cells", [1_000, 10**13])
def test_the_outermost_possible_numbers_of_cells_are_taken(cells: int) -> None:
    assert rules.why_not_cells("cells", cells) == []


@pytest.mark.req("I13")
@pytest.mark.parametrize("value", [Decimal(101), Decimal("100.1"), Decimal("-0.1"), Decimal("NaN")])
def test_a_viability_outside_nought_to_a_hundred_is_refused(value: Decimal) -> None:
    assert codes(rules.why_not_percentage("Viability", value)) == ["lab.percentage"]


@pytest.mark.req("U104", "I13")
@pytest.mark.parametrize(
    ("tallies", "reason"),
    [
        (Tallies((), Decimal(2), Decimal(10)), "lab.tallies_missing"),
        (Tallies(((),), Decimal(2), Decimal(10)), "lab.tallies_missing"),
        (Tallies(((Square(-1, 0), Square(5, 0)),), Decimal(2), Decimal(10)), "lab.number_negative"),
        (Tallies(((Square(5, -2),),), Decimal(2), Decimal(10)), "lab.number_negative"),
        (Tallies(((Square(2001, 0),),), Decimal(2), Decimal(10)), "lab.number_too_large"),
        (Tallies(((Square(5, 0),),), Decimal("0.5"), Decimal(10)), "lab.number_negative"),
        (Tallies(((Square(5, 0),),), Decimal(2), Decimal(-3)), "lab.number_negative"),
        (Tallies(((Square(5, 0),),), Decimal(2), Decimal(0)), "lab.number_negative"),
        (Tallies(((Square(5, 0),),), Decimal(2), Decimal("Infinity")), "lab.number_unreadable"),
        (Tallies(((Square(0, 0),),), Decimal(2), Decimal(3)), "lab.nothing_seen"),
        (
            Tallies(((Square(5, 0), Square(4, 0)), (Square(5, 0),)), Decimal(2), Decimal(3)),
            "lab.replicates_differ",
        ),
    ],
)
def test_tallies_that_nobody_can_have_seen_are_refused(tallies: Tallies, reason: str) -> None:
    assert codes(rules.why_not_tallies(tallies)) == [reason]


def test_replicates_too_far_apart_ask_for_a_new_count() -> None:
    growing = replace(POOL, state=CultureState.GROWING)
    apart = rules.count(Tallies(((Square(40, 0),), (Square(50, 0),)), Decimal(2), Decimal(100)))
    assert codes(rules.why_not_count(growing, apart, ALLOWED)) == ["lab.spread"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": CultureState.GROWING}, "lab.culture_not_harvested"),
        ({"state": CultureState.SPENT}, "lab.culture_over"),
        ({"state": CultureState.CONTAMINATED}, "lab.culture_over"),
        ({"state": CultureState.DISCARDED}, "lab.culture_over"),
        ({"remaining_cells": 999_999}, "lab.not_enough_cells"),
        ({"viability_pct": Decimal("79.9")}, "lab.viability_low"),
        ({"viability_pct": None}, "lab.viability_missing"),
        ({"holds": ("HD26-0001-3",)}, "lab.held"),
        ({"doublings": Doublings(Decimal("20.0001"), True, 0)}, "lab.doublings_limit"),
        ({"doublings": Doublings(Decimal(5), True, 1)}, "lab.doublings_unknown"),
        ({"site": "KL-CLINIC"}, "lab.foreign_site"),
    ],
)
def test_each_fault_of_a_pool_stops_the_draw(change: dict[str, object], reason: str) -> None:
    assert draw(replace(POOL, **change)) == [reason]  # type: ignore[arg-type]


def test_a_pool_at_the_limits_may_be_drawn_to_its_last_cell() -> None:
    at_limit = replace(
        POOL,
        viability_pct=Decimal(80),
        doublings=Doublings(Decimal(20), True, 0),
        remaining_cells=1_000_000,
    )
    assert draw(at_limit) == []


def test_a_passage_beyond_the_last_allowed_is_refused() -> None:
    old = replace(POOL, passage=5)
    reasons = rules.why_not_passage(
        [old], take=[19_000_000], area_cm2=Decimal(6320), here="KL-LAB", allowed=ALLOWED
    )
    assert codes(reasons) == ["lab.passage_limit"]


def test_a_culture_begins_with_a_parent() -> None:
    reasons = rules.why_not_passage([], take=[], area_cm2=Decimal(6320), here="KL-LAB", allowed=ALLOWED)
    assert codes(reasons) == ["lab.parents_missing"]


@pytest.mark.req("I4")
def test_cells_of_two_persons_are_never_pooled() -> None:
    other = replace(POOL, code="CU26-0005-0", autologous_for="PT26-0001-2")
    reasons = rules.why_not_passage(
        [POOL, other], take=[1_000_000] * 2, area_cm2=Decimal(6320), here="KL-LAB", allowed=ALLOWED
    )
    assert codes(reasons) == ["lab.parents_mixed"]


@pytest.mark.req("I2")
def test_the_same_culture_cannot_be_pooled_with_itself() -> None:
    reasons = rules.why_not_passage(
        [POOL, POOL], take=[1_000_000] * 2, area_cm2=Decimal(6320), here="KL-LAB", allowed=ALLOWED
    )
    assert codes(reasons) == ["lab.parent_twice"]


@pytest.mark.parametrize(
    ("stage", "from_bank", "allowed"),
    [
        (Stage.MASTER_BANK, "", {1, 2}),
        (Stage.WORKING_BANK, "master_bank", {2, 3}),
        (Stage.LOT, "working_bank", {3, 4, 5}),
    ],
)
def test_each_stage_is_filled_within_its_passages_only(
    stage: Stage, from_bank: str, allowed: set[int]
) -> None:
    taken = {
        passage
        for passage in range(8)
        if not fill(replace(POOL, passage=passage, from_bank=from_bank), replace(FILL, stage=stage))
    }
    assert taken == allowed


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("from_bank", ["", "master_bank", "working_bank"])
def test_a_stage_comes_only_from_the_one_before_it(stage: Stage, from_bank: str) -> None:
    wanted = {Stage.MASTER_BANK: "", Stage.WORKING_BANK: "master_bank", Stage.LOT: "working_bank"}[stage]
    passage = ALLOWED.passages(stage)[0]
    reasons = fill(replace(POOL, passage=passage, from_bank=from_bank), replace(FILL, stage=stage))
    assert reasons == ([] if from_bank == wanted else ["lab.stage_parent"])


@pytest.mark.req("I2")
def test_no_more_is_filled_than_was_taken() -> None:
    assert fill(take=132_900_000) == []
    assert fill(take=132_899_999) == ["lab.not_enough_cells"]


@pytest.mark.req("I13")
@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"cells_each": 18}, ["lab.number_too_small"]),
        ({"containers": 0}, ["lab.number_negative"]),
        ({"volume_ml_each": Decimal(-1)}, ["lab.number_negative"]),
        ({"volume_ml_each": Decimal(501)}, ["lab.number_too_large"]),
        ({"qc_cells": -5}, ["lab.number_negative"]),
    ],
)
def test_an_impossible_fill_is_refused(change: dict[str, object], reasons: list[str]) -> None:
    assert fill(what=replace(FILL, **change)) == reasons  # type: ignore[arg-type]


def test_a_culture_is_given_up_once_and_with_a_reason() -> None:
    assert codes(rules.why_not_end(POOL, "  ")) == ["lab.reason_missing"]
    assert codes(rules.why_not_end(replace(POOL, state=CultureState.DISCARDED), "again")) == [
        "lab.culture_over"
    ]


def test_a_claimed_time_has_a_zone_and_lies_in_the_past() -> None:
    assert rules.why_not_time("Arrival", NOW, NOW) == []
    assert codes(rules.why_not_time("Arrival", NOW + timedelta(seconds=1), NOW)) == ["lab.in_future"]
    naive = NOW.replace(tzinfo=None)
    assert codes(rules.why_not_time("Arrival", naive, NOW)) == ["lab.no_zone"]
