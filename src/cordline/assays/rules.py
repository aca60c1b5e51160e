"""What results say: each line of a specification judged against every result there is, and the endotoxin of a dose.

Pure. A result out of specification stays: a later one does not cover it. Struck readings do not count. "Below
detection" passes an upper limit only when the method can see below that limit; "not done" is never a pass.
"""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from cordline.assays import refusals  # noqa: F401 - registers the sentences of the reasons given here
from cordline.assays.limits import ENDOTOXIN_K
from cordline.assays.types import (
    NO_ANSWER,
    Limit,
    LimitKind,
    LineFacts,
    Outcome,
    ResultFacts,
    SpecificationFacts,
    Stage,
    ValueKind,
    Verdict,
)
from cordline.ground.products import Route
from cordline.ground.refusal import Refusal

_NUMBERS = frozenset({LimitKind.AT_LEAST, LimitKind.AT_MOST, LimitKind.LESS_THAN, LimitKind.RANGE})
_PASSING = {
    LimitKind.NEGATIVE: frozenset({ValueKind.NEGATIVE, ValueKind.NON_REACTIVE, ValueKind.BELOW_DETECTION}),
    LimitKind.NORMAL: frozenset({ValueKind.NORMAL}),
}
_FAILING = {
    LimitKind.NEGATIVE: frozenset({ValueKind.POSITIVE, ValueKind.REACTIVE}),
    LimitKind.NORMAL: frozenset({ValueKind.ABNORMAL}),
}


def judge_results(
    spec: SpecificationFacts, results: Iterable[ResultFacts], *, stages: Iterable[Stage] = (Stage.LOT,)
) -> list[Verdict]:
    """Judge every line of these stages against all results that have not been struck, in the specification's order."""
    wanted, given = frozenset(stages), list(results)
    return [judge_line(line, given) for line in spec.lines if line.stage in wanted]


def judge_line(line: LineFacts, results: Iterable[ResultFacts]) -> Verdict:
    """Judge one line: one failing result fails it for good; it passes when at least one passes and none fails."""
    found = tuple(each for each in results if each.test == line.test and not each.struck)
    if line.limit.kind is LimitKind.REPORT:
        answered = [each for each in found if each.kind not in NO_ANSWER]
        absent = () if answered or not line.required else (_missing(line),)
        return Verdict(line, Outcome.REPORTED if answered else Outcome.MISSING, found, absent)
    judged = [(why_not_within(line, each), each) for each in found]
    failed = tuple(why for why, _ in judged if why is not None and why.code in _FAILURES)
    open_ = tuple(why for why, _ in judged if why is not None and why.code not in _FAILURES)
    if failed:
        return Verdict(line, Outcome.FAILED, found, failed)
    if any(why is None for why, _ in judged):
        return Verdict(line, Outcome.PASSED, found)
    return Verdict(line, Outcome.MISSING, found, open_ or ((_missing(line),) if line.required else ()))


_FAILURES = frozenset({"assays.out_of_specification", "assays.wrong_unit", "assays.wrong_value_kind"})


def why_not_within(line: LineFacts, result: ResultFacts) -> Refusal | None:
    """Say why one result does not meet one line's limit; None when it does."""
    test = line.test.label
    if result.kind is ValueKind.NOT_DONE:
        return Refusal("assays.result_not_done", test=test)
    if result.kind is ValueKind.INVALID:
        return Refusal("assays.result_invalid", test=test)
    if line.limit.kind in _NUMBERS:
        return _why_not_number(line, result)
    if result.kind in _PASSING[line.limit.kind]:
        return None
    if result.kind in _FAILING[line.limit.kind]:
        return _out(line, result.kind.label)
    return Refusal("assays.wrong_value_kind", test=test, found=shown(result), limit=str(line.limit))


def _why_not_number(line: LineFacts, result: ResultFacts) -> Refusal | None:
    test, limit = line.test.label, line.limit
    if result.kind is ValueKind.BELOW_DETECTION:
        return _why_not_below_detection(line, result)
    if result.kind is not ValueKind.NUMBER or result.value is None:
        return Refusal("assays.wrong_value_kind", test=test, found=shown(result), limit=str(limit))
    if result.unit != limit.unit:
        return Refusal(
            "assays.wrong_unit", test=test, found=result.unit or "no unit", wanted=limit.unit or "none"
        )
    return None if within(limit, result.value) else _out(line, shown(result))


def _why_not_below_detection(line: LineFacts, result: ResultFacts) -> Refusal | None:
    limit, seen = line.limit, result.detection_limit
    if limit.kind in {LimitKind.AT_LEAST, LimitKind.RANGE}:
        return _out(line, "below detection")
    if seen is None:
        return Refusal("assays.detection_unknown", test=line.test.label)
    if result.unit != limit.unit:
        return Refusal(
            "assays.wrong_unit",
            test=line.test.label,
            found=result.unit or "no unit",
            wanted=limit.unit or "none",
        )
    # What is below the detection limit is truly less than it, so that limit itself may still pass "less than".
    if limit.high is not None and seen <= limit.high:
        return None
    return Refusal("assays.detection_too_high", test=line.test.label, detection=seen, limit=str(limit))


def within(limit: Limit, value: Decimal) -> bool:
    """Say whether a number meets a limit; "less than" alone excludes its bound."""
    if limit.kind is LimitKind.LESS_THAN:
        return limit.high is not None and value < limit.high
    low = limit.low is None or value >= limit.low
    high = limit.high is None or value <= limit.high
    return low and high


def shown(result: ResultFacts) -> str:
    """A result as a sentence shows it: the number with its unit, or the word."""
    if result.kind is ValueKind.NUMBER and result.value is not None:
        return f"{result.value} {result.unit}".strip()
    if result.kind is ValueKind.BELOW_DETECTION and result.detection_limit is not None:
        return f"below detection ({result.detection_limit} {result.unit})".replace(" )", ")")
    return result.kind.label


def _out(line: LineFacts, value: str) -> Refusal:
    return Refusal("assays.out_of_specification", test=line.test.label, value=value, limit=str(line.limit))


def _missing(line: LineFacts) -> Refusal:
    return Refusal("assays.result_missing", test=line.test.label, limit=str(line.limit))


def why_not_passage(passage: int | None, limit: int | None) -> list[Refusal]:
    """Give the reason a product of this passage may not be released; a passage that is not known is one."""
    if limit is None:
        return []
    if passage is None:
        return [Refusal("assays.passage_unknown")]
    return [Refusal("assays.passage_over_limit", passage=passage, limit=limit)] if passage > limit else []


def endotoxin_limit_per_ml(route: Route, *, weight_kg: Decimal, ml_per_hour: Decimal) -> Decimal:
    """The endotoxin limit of a preparation in EU/mL: K × kg / (mL given in an hour), rounded down.

    Source: USP <85>, limit = K / M with M the greatest dose per kg and hour.
    """
    return (ENDOTOXIN_K[route] * weight_kg / ml_per_hour).quantize(Decimal("0.001"), ROUND_DOWN)


def endotoxin_given(*, eu_per_ml: Decimal, ml_in_an_hour: Decimal, weight_kg: Decimal) -> Decimal:
    """The endotoxin a patient receives in EU per kg and hour, rounded up."""
    return (eu_per_ml * ml_in_an_hour / weight_kg).quantize(Decimal("0.001"), ROUND_UP)


def why_not_endotoxin(
    route: Route, *, eu_per_ml: Decimal, ml_in_an_hour: Decimal, weight_kg: Decimal
) -> list[Refusal]:
    """Give the reason a dose may not be given to a patient of this weight at this rate. Compared without rounding."""
    if eu_per_ml * ml_in_an_hour <= ENDOTOXIN_K[route] * weight_kg:
        return []
    given = endotoxin_given(eu_per_ml=eu_per_ml, ml_in_an_hour=ml_in_an_hour, weight_kg=weight_kg)
    return [Refusal("assays.endotoxin_over_limit", given=given, limit=ENDOTOXIN_K[route])]
