"""What may be recorded as a sample or a result, and which readings must stop something at once. Pure."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from cordline.assays import refusals  # noqa: F401 - registers the sentences of the reasons given here
from cordline.assays.limits import (
    CELLS_HIGH,
    CELLS_LOW,
    PERCENT_HIGH,
    PERCENT_LOW,
    VALUE_LARGEST,
    VOLUME_LARGEST_ML,
)
from cordline.assays.rules import judge_line
from cordline.assays.types import (
    OF_A_DONOR,
    Adverse,
    DonorTest,
    LotTest,
    Outcome,
    Reading,
    ResultFacts,
    SampleFacts,
    SpecificationFacts,
    Taken,
    ValueKind,
)
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal

_TAKEN_OF = {
    Kind.DONOR: frozenset({Taken.BIRTH_MOTHER, Taken.DONOR}),
    Kind.DONATION: frozenset({Taken.INFANT}),
    Kind.CORD: frozenset({Taken.CORD}),
    Kind.CULTURE: frozenset({Taken.CULTURE}),
    Kind.BANK: frozenset({Taken.BANK}),
    Kind.LOT: frozenset({Taken.LOT}),
    Kind.SECRETOME_LOT: frozenset({Taken.LOT}),
}
_SCREENING = frozenset({ValueKind.REACTIVE, ValueKind.NON_REACTIVE, ValueKind.INVALID, ValueKind.NOT_DONE})
_NUMBERS = frozenset({ValueKind.NUMBER, ValueKind.BELOW_DETECTION})
# CMV is told, not stopped (row 10 of the decision table).
_TOLD_ONLY = frozenset({DonorTest.CMV_ANTIBODY})
_CRITICAL = frozenset(
    {LotTest.STERILITY, LotTest.MYCOPLASMA, LotTest.ADVENTITIOUS_VIRUS, LotTest.ENDOTOXIN, LotTest.GRAM_STAIN,
     LotTest.IDENTITY_MATCH, LotTest.KARYOTYPE}
)  # fmt: skip
_SAFETY_POSITIVE = frozenset(
    {LotTest.STERILITY, LotTest.MYCOPLASMA, LotTest.ADVENTITIOUS_VIRUS, LotTest.GRAM_STAIN}
)


def why_not_time(given: datetime, now: datetime) -> list[Refusal]:
    """Give the reason a claimed time cannot be taken: without a zone, or ahead of the database's clock."""
    if given.tzinfo is None:
        return [Refusal("assays.time_without_zone", given=given.isoformat())]
    return [Refusal("assays.time_ahead", given=given.isoformat())] if given > now else []


def why_not_reported(reported_at: datetime, sample: SampleFacts, now: datetime) -> list[Refusal]:
    """Give the reason a result's date cannot be true: ahead, without a zone, or before its sample was taken."""
    reasons = why_not_time(reported_at, now)
    if not reasons and reported_at < sample.taken_at:
        reasons.append(
            Refusal(
                "assays.reported_before_taken",
                reported=reported_at.isoformat(),
                taken=sample.taken_at.isoformat(),
            )
        )
    return reasons


def why_not_sample(
    kind: Kind, taken_from: Taken, *, product: str, volumes_ml: Iterable[int | None]
) -> list[Refusal]:
    """Give every reason a sample of this kind of thing cannot be recorded."""
    reasons = []
    if taken_from not in _TAKEN_OF.get(kind, frozenset()):
        reasons.append(Refusal("assays.sample_source", kind=kind.noun, taken_from=taken_from.label))
    if taken_from in {Taken.BANK, Taken.LOT} and not product:
        reasons.append(Refusal("assays.sample_product"))
    reasons += [
        Refusal("assays.volume_impossible", volume=volume)
        for volume in volumes_ml
        if volume is not None and not 0 <= volume <= VOLUME_LARGEST_ML
    ]
    return reasons


def why_not_reading(reading: Reading, sample: SampleFacts) -> list[Refusal]:
    """Give every reason a reading cannot be a result of this sample: wrong test, wrong kind of value, impossible."""
    donor = reading.donor_test
    if donor is None and reading.test not in set(LotTest):
        return [Refusal("assays.test_unknown", test=reading.test[:40])]
    test = donor or LotTest(reading.test)
    if (donor is not None) != (sample.taken_from in OF_A_DONOR):
        return [Refusal("assays.test_of_other_material", test=test.label, taken_from=sample.taken_from.label)]
    if (donor is not None) != (reading.kind in _SCREENING) and reading.kind not in {
        ValueKind.INVALID,
        ValueKind.NOT_DONE,
    }:
        return [Refusal("assays.value_kind_unfit", kind=reading.kind.label, test=test.label)]
    return _why_not_value(reading, test.label)


def _why_not_value(reading: Reading, test: str) -> list[Refusal]:
    if reading.kind not in _NUMBERS:
        wanted = reading.value is None and reading.detection_limit is None
        return [] if wanted else [Refusal("assays.value_not_wanted", kind=reading.kind.label)]
    reasons = []
    if (reading.kind is ValueKind.NUMBER) != (reading.value is not None):
        reasons.append(
            Refusal("assays.value_missing")
            if reading.kind is ValueKind.NUMBER
            else Refusal("assays.value_not_wanted", kind=reading.kind.label)
        )
    if reading.kind is ValueKind.NUMBER and reading.detection_limit is not None:
        reasons.append(Refusal("assays.value_not_wanted", kind="a detection limit beside a number"))
    if not reading.unit and reading.test != LotTest.CELL_COUNT:
        reasons.append(Refusal("assays.unit_missing"))
    reasons += [
        Refusal("assays.value_impossible", value=value, unit=reading.unit, test=test)
        for value in (reading.value, reading.detection_limit)
        if value is not None and not _possible(reading, value)
    ]
    return reasons


def _possible(reading: Reading, value: Decimal) -> bool:
    if not value.is_finite() or not 0 <= value < VALUE_LARGEST or value != round(value, 6):
        return False
    if reading.unit == "%":
        return PERCENT_LOW <= value <= PERCENT_HIGH
    if reading.test == LotTest.CELL_COUNT:
        return value == value.to_integral_value() and CELLS_LOW <= value <= CELLS_HIGH
    return True


def why_adverse(
    reading: Reading, sample: SampleFacts, specifications: Iterable[SpecificationFacts]
) -> Adverse | None:
    """Say why a reading must stop what was sampled, or None.

    Of a donor: any reactive screening test but CMV. Of material: a growth or a positive safety test always, and a
    failure of any approved specification of the product.
    """
    donor = reading.donor_test
    if donor is not None:
        if reading.kind is not ValueKind.REACTIVE or donor in _TOLD_ONLY:
            return None
        why = Refusal("assays.donor_reactive", test=donor.label, sample=sample.code)
        return Adverse(why, "critical", "non-reactive")
    test = LotTest(reading.test)
    severity = "critical" if test in _CRITICAL else "major"
    if test in _SAFETY_POSITIVE and reading.kind is ValueKind.POSITIVE:
        why = Refusal(
            "assays.out_of_specification", test=test.label, value=reading.kind.label, limit="negative"
        )
        return Adverse(why, severity, "negative")
    facts = as_result(reading, sample.code)
    for specification in specifications:
        for line in specification.lines:
            if line.test is test and (verdict := judge_line(line, [facts])).outcome is Outcome.FAILED:
                return Adverse(verdict.refusals[0], severity, str(line.limit), specification.code)
    return None


def as_result(reading: Reading, sample: str) -> ResultFacts:
    """A reading as the rules of results look at it."""
    return ResultFacts(
        code="",
        test=reading.test,
        kind=reading.kind,
        value=reading.value,
        unit=reading.unit,
        detection_limit=reading.detection_limit,
        sample=sample,
    )
