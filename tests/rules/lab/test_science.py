"""Counts, doublings and vials: the worked examples of the fact pack, and what numbers can never be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordline.lab import rules
from cordline.lab.types import Square, StepFacts, Tallies


def replicate(*squares: tuple[int, int]) -> tuple[Square, ...]:
    return tuple(Square(live, dead) for live, dead in squares)


A = replicate((42, 3), (39, 2), (45, 4), (41, 3))
B = replicate((44, 2), (40, 3), (43, 3), (38, 3))


@pytest.mark.req("U104", "I13")
def test_a_count_of_two_replicates_comes_to_the_numbers_worked_out_by_hand() -> None:
    result = rules.count(Tallies((A, B), Decimal(2), Decimal(2400)))
    assert result.viable_per_ml == (835_000, 825_000)
    assert result.viable_cells == 1_992_000_000
    assert result.total_cells == 2_130_000_000
    assert result.viability_pct == Decimal("93.5")
    assert result.spread_pct == Decimal("1.2")
    assert (result.formula, result.version) == ("CNT", 1)


@pytest.mark.req("I13")
def test_a_count_that_binary_fractions_would_lose_a_cell_of_comes_out_whole() -> None:
    squares = replicate((30, 0))
    assert rules.count(Tallies((squares,), Decimal("1.1"), Decimal("0.7"))).viable_cells == 231_000


@pytest.mark.req("I13")
def test_every_number_of_a_count_is_a_whole_number_or_a_decimal() -> None:
    result = rules.count(Tallies((A,), Decimal("2.5"), Decimal("0.1")))
    assert all(
        type(value) is int for value in (result.viable_cells, result.total_cells, *result.viable_per_ml)
    )
    assert type(result.viability_pct) is Decimal
    assert type(result.spread_pct) is Decimal


@pytest.mark.parametrize(
    ("seeded", "harvested", "wanted"),
    [
        (500_000, 8_000_000, "4.0000"),
        (3_000, 25_000, "3.0589"),
        (189_600_000, 1_992_000_000, "3.3932"),
        (1_000, 1_000, "0.0000"),
        (2_000, 1_000, "-1.0000"),
        (1, 2**40, "40.0000"),
    ],
)
def test_doublings_are_the_binary_logarithm_of_harvested_over_seeded(
    seeded: int, harvested: int, wanted: str
) -> None:
    assert rules.doublings(seeded, harvested) == Decimal(wanted)


def test_doubling_time_follows_the_worked_examples() -> None:
    assert rules.doubling_hours(Decimal(96), 3_000, 25_000) == Decimal("31.4")
    assert rules.doubling_hours(Decimal(96), 500_000, 8_000_000) == Decimal("24.0")
    assert rules.doubling_hours(Decimal(96), 500_000, 500_000) is None


def test_the_flask_stack_of_the_fact_pack_seeds_harvests_and_fills_five_vials() -> None:
    assert 3_000 * 6_320 == 18_960_000
    assert rules.per_cm2(18_960_000, Decimal(6_320)) == 3_000
    filled = rules.vials(158_000_000, qc_pct=Decimal(5), loss_pct=Decimal(8), cells_each=25_000_000)
    assert filled == 5


def test_seventy_two_kilograms_at_eighty_per_cent_recovery_take_four_vials() -> None:
    needed = rules.vials_per_dose(72_000_000, cells_each=25_000_000, recovery_pct=Decimal(80))
    assert needed == 4
    assert rules.doses(69, needed) == 17


def test_a_dose_that_fits_exactly_takes_no_vial_more() -> None:
    assert rules.vials_per_dose(80_000_000, cells_each=25_000_000, recovery_pct=Decimal(80)) == 4


def test_the_doublings_of_p0_are_unknown_and_never_zero() -> None:
    path = [StepFacts(0, None), StepFacts(1, Decimal("3.25")), StepFacts(2, Decimal("3.00"))]
    total = rules.cumulative(path)
    assert total.counted == Decimal("6.25")
    assert total.uncounted_start
    assert total.known


def test_a_gap_after_p0_leaves_the_sum_unknown() -> None:
    total = rules.cumulative([StepFacts(0, None), StepFacts(1, None), StepFacts(2, Decimal(3))])
    assert total.gaps == 1
    assert not total.known


def test_pooled_cultures_count_as_old_as_the_oldest() -> None:
    young = rules.cumulative([StepFacts(1, Decimal(2))])
    old = rules.cumulative([StepFacts(0, None), StepFacts(1, Decimal(9))])
    assert rules.deepest([young, old]).counted == Decimal(9)
    assert rules.deepest([young, old]).uncounted_start


@given(st.integers(1_000, 10**9), st.integers(0, 20))
def test_n_doublings_of_any_number_are_n(seeded: int, times: int) -> None:
    assert rules.doublings(seeded, seeded * 2**times) == times


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=4, max_size=4),
    st.integers(1, 20),
    st.integers(1, 5_000),
)
def test_viable_cells_never_exceed_all_cells(
    squares: list[tuple[int, int]], dilution: int, volume: int
) -> None:
    result = rules.count(Tallies((replicate(*squares),), Decimal(dilution), Decimal(volume)))
    assert 0 <= result.viable_cells <= result.total_cells
    assert 0 <= result.viability_pct <= 100


@given(st.integers(0, 10**12), st.integers(1, 10**9))
def test_filled_vials_never_hold_more_than_there_was(viable: int, each: int) -> None:
    filled = rules.vials(viable, qc_pct=Decimal(5), loss_pct=Decimal(8), cells_each=each)
    assert filled * each <= viable
