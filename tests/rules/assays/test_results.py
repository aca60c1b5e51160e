"""Results against their specification: every kind of limit at its edge, and what a later result cannot cover."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cordline.assays.rules import (
    endotoxin_given,
    endotoxin_limit_per_ml,
    judge_line,
    judge_results,
    why_not_endotoxin,
    why_not_passage,
)
from cordline.assays.specification_file import (
    line_as_json,
    read_line,
    read_specification,
    shipped_specification,
)
from cordline.assays.types import (
    Limit,
    LimitKind,
    LineFacts,
    LotTest,
    Outcome,
    ResultFacts,
    Stage,
    ValueKind,
)
from cordline.ground.products import Route

SPEC = read_specification(shipped_specification())
P, F, M, R = Outcome.PASSED, Outcome.FAILED, Outcome.MISSING, Outcome.REPORTED


def line(kind: LimitKind, low: str | None = None, high: str | None = None, unit: str = "%") -> LineFacts:
    return LineFacts(
        LotTest.VIABILITY, Limit(kind, Decimal(low) if low else None, Decimal(high) if high else None, unit)
    )


def result(
    value: str | ValueKind, *, unit: str = "%", struck: bool = False, seen: str | None = None
) -> ResultFacts:
    number = not isinstance(value, ValueKind)
    return ResultFacts(
        code="RS26-0001-K",
        test=LotTest.VIABILITY,
        kind=ValueKind.NUMBER if number else ValueKind(value),
        value=Decimal(value) if number else None,
        unit=unit,
        struck=struck,
        detection_limit=Decimal(seen) if seen else None,
    )


AT_LEAST = line(LimitKind.AT_LEAST, low="80")
AT_MOST = line(LimitKind.AT_MOST, high="2")
LESS = line(LimitKind.LESS_THAN, high="0.5", unit="EU/mL")
RANGE = line(LimitKind.RANGE, low="6.8", high="7.4", unit="")
NEGATIVE = line(LimitKind.NEGATIVE, unit="")
NORMAL = line(LimitKind.NORMAL, unit="")
REPORT = line(LimitKind.REPORT, unit="")
BELOW, NOT_DONE, INVALID = ValueKind.BELOW_DETECTION, ValueKind.NOT_DONE, ValueKind.INVALID


@pytest.mark.req("S8", "U106", "I13")
@pytest.mark.parametrize(
    ("limit", "given_", "outcome"),
    [
        (AT_LEAST, result("80"), P),
        (AT_LEAST, result("79.999"), F),
        (AT_LEAST, result("80", unit=""), F),
        (AT_LEAST, result(BELOW, seen="1"), F),
        (AT_LEAST, result(NOT_DONE), M),
        (AT_LEAST, result(INVALID), M),
        (AT_LEAST, result(ValueKind.NEGATIVE), F),
        (AT_MOST, result("2"), P),
        (AT_MOST, result("2.0001"), F),
        (AT_MOST, result(BELOW, seen="2"), P),
        (AT_MOST, result(BELOW, seen="2.1"), M),
        (AT_MOST, result(BELOW), M),
        (LESS, result("0.4999", unit="EU/mL"), P),
        (LESS, result("0.5", unit="EU/mL"), F),
        (LESS, result(BELOW, unit="EU/mL", seen="0.5"), P),
        (LESS, result(BELOW, unit="EU/kg", seen="0.1"), F),
        (RANGE, result("6.8", unit=""), P),
        (RANGE, result("7.4", unit=""), P),
        (RANGE, result("7.41", unit=""), F),
        (RANGE, result("6.79", unit=""), F),
        (NEGATIVE, result(ValueKind.NEGATIVE, unit=""), P),
        (NEGATIVE, result(ValueKind.POSITIVE, unit=""), F),
        (NEGATIVE, result(ValueKind.REACTIVE, unit=""), F),
        (NEGATIVE, result("0", unit=""), F),
        (NEGATIVE, result(NOT_DONE, unit=""), M),
        (NORMAL, result(ValueKind.NORMAL, unit=""), P),
        (NORMAL, result(ValueKind.ABNORMAL, unit=""), F),
        (REPORT, result("17", unit=""), R),
        (REPORT, result(NOT_DONE, unit=""), M),
    ],
)
def test_a_result_is_judged_at_the_edge_of_its_limit(
    limit: LineFacts, given_: ResultFacts, outcome: Outcome
) -> None:
    verdict = judge_line(limit, [given_])
    assert verdict.outcome is outcome
    assert bool(verdict.refusals) == (outcome in {F, M})


@pytest.mark.req("S8")
def test_a_failed_result_is_not_covered_by_a_later_one_but_by_striking_it() -> None:
    assert judge_line(AT_LEAST, [result("60"), result("95")]).outcome is F
    assert judge_line(AT_LEAST, [result("60", struck=True), result("95")]).outcome is P
    assert judge_line(AT_LEAST, [result("60", struck=True)]).outcome is M


def test_a_missing_result_is_a_reason_only_where_the_line_requires_it() -> None:
    (verdict,) = [v for v in judge_results(SPEC, []) if v.line.test is LotTest.RESIDUAL_BOVINE_PROTEIN]
    assert (verdict.outcome, verdict.refusals) == (M, ())
    required = [v for v in judge_results(SPEC, []) if v.line.required]
    assert all(v.refusals[0].code == "assays.result_missing" for v in required)


@pytest.mark.req("S8")
def test_the_shipped_specification_marks_its_sources_and_asks_bank_tests_of_the_bank() -> None:
    assert {each.test for each in SPEC.lines if each.stage is Stage.BANK} == {
        LotTest.KARYOTYPE,
        LotTest.ADVENTITIOUS_VIRUS,
    }
    assert all(each.source for each in SPEC.lines)
    assert {each.test for each in SPEC.lines if each.mark == "unverified"} >= {LotTest.STERILITY}
    assert SPEC.approved_at is None


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"limit": "about"}, "about"),
        ({"high": "99"}, "bounds"),
        ({"source": ""}, "source"),
        ({"mark": "sure"}, "mark"),
        ({"colour": "red"}, "colour"),
        ({"test": "charm"}, "charm"),
    ],
)
def test_a_specification_line_that_says_something_unknown_is_not_taken(
    spoil: dict[str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        read_line({**shipped_specification()["lines"][0], **spoil})


def test_a_line_written_and_read_again_is_the_same_line() -> None:
    assert [read_line(line_as_json(each)) for each in SPEC.lines] == list(SPEC.lines)


@pytest.mark.parametrize(
    ("passage", "limit", "refused"),
    [(5, 5, False), (6, 5, True), (None, 5, True), (9, None, False), (0, 5, False)],
)
def test_the_passage_limit_includes_its_last_passage(
    passage: int | None, limit: int | None, refused: bool
) -> None:
    assert bool(why_not_passage(passage, limit)) is refused


@pytest.mark.req("I13", "S8")
def test_endotoxin_follows_k_over_m_and_the_worked_example() -> None:
    # 0.5 EU/mL x 20 mL in one hour at 72 kg = 0.139 EU/kg/h.
    assert endotoxin_given(
        eu_per_ml=Decimal("0.5"), ml_in_an_hour=Decimal(20), weight_kg=Decimal(72)
    ) == Decimal("0.139")
    assert endotoxin_limit_per_ml(
        Route.INTRAVENOUS, weight_kg=Decimal(60), ml_per_hour=Decimal(250)
    ) == Decimal("1.200")


@pytest.mark.req("I13")
@given(
    st.decimals("0.01", "50", places=2), st.decimals("1", "500", places=1), st.decimals("3", "200", places=1)
)
@example(
    Decimal("5.01"), Decimal(60), Decimal(60)
)  # 5.01 EU/kg in the hour: over five, though it rounds to five
@settings(max_examples=200, deadline=None)
def test_a_dose_at_its_endotoxin_limit_passes_and_a_hair_above_does_not(
    eu: Decimal, ml: Decimal, kg: Decimal
) -> None:
    refused = bool(why_not_endotoxin(Route.INTRAVENOUS, eu_per_ml=eu, ml_in_an_hour=ml, weight_kg=kg))
    assert refused is (eu * ml > 5 * kg)
