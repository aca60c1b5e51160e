"""How a result comes on record, and how a bad one stops what was sampled in the same transaction.

A reactive or failed reading places a hold on the sampled donor, donation, bank or lot, and opens a deviation, before
anybody reads it; from that commit nothing that descends can be released, reserved, issued or given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from cordline.assays import recording_rules, selectors, verbs
from cordline.assays.models import Laboratory, Method, OutOfSpecification, Result
from cordline.assays.rules import shown
from cordline.assays.types import Adverse, DonorTest, LotTest, Reading, SampleFacts, as_said
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, next_codes
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind
from cordline.quality.services import open_deviation_within
from cordline.quality.types import Severity


@dataclass(frozen=True)
class NewResult:
    """One result to record: of which sample, what it says, how and where it was found, and when it was reported."""

    sample: str
    reading: Reading
    reported_at: datetime
    method: str = ""
    laboratory: str = ""
    corrects: str = ""


@dataclass(frozen=True)
class Stop:
    """What a bad reading led to in the same act."""

    why: Refusal
    hold: str
    deviation: str
    adverse: Adverse


def record_result(
    *,
    sample: str,
    reading: Reading,
    reported_at: datetime,
    method: str = "",
    laboratory: str = "",
    by: Actor,
    key: str,
    occurred_at: datetime | None = None,
) -> Entry:
    """Record one reading of one sample. A reactive or failed one stops everything that descends, at once.

    Refuses: assays.sample_unknown, assays.foreign_site, assays.method_*, assays.laboratory_unknown, assays.test_*,
    assays.value_*, assays.unit_missing, assays.time_*, assays.reported_before_taken.
    Writes: assays.result.recorded; with it, for a bad one, a hold and a deviation.
    """
    new = NewResult(sample, reading, reported_at, method, laboratory)
    with act(
        verbs.RESULT_RECORDED,
        by=by,
        key=key,
        content=content_of(new),
        occurred_at=occurred_at,
        subject=sample,
    ) as this:
        if this.answered:
            return this.entry
        facts = require_sample(sample)
        this.require(_why_not_ours(facts, by), why_not_recorded(new, facts, this.now))
        (code,) = insert_results_within(this, [new], {sample: facts})
        stop = stop_for_within(this, new, facts)
        if stop:
            keep_out_of_specification(this, code, stop)
        return this.record(subject=code, units=units_of(facts, stop), payload=payload_of(new, facts, stop))


def require_sample(code: str) -> SampleFacts:
    """The sample's facts; refuses when it is not on record."""
    facts = selectors.sample_facts(code)
    if facts is None:
        raise Refused([Refusal("assays.sample_unknown", sample=code[:40])])
    return facts


def _why_not_ours(facts: SampleFacts, by: Actor) -> list[Refusal]:
    if facts.site == by.site:
        return []
    return [Refusal("assays.foreign_site", code=facts.code, site=facts.site)]


def why_not_recorded(new: NewResult, facts: SampleFacts, now: datetime) -> list[Refusal]:
    """Give every reason this result cannot go on record for its sample."""
    reasons = recording_rules.why_not_reported(new.reported_at, facts, now)
    reasons += recording_rules.why_not_reading(new.reading, facts)
    if new.method:
        reasons += _why_not_method(new.method, new.reading.test)
    if new.laboratory and not Laboratory.objects.filter(code=new.laboratory).exists():
        reasons.append(Refusal("assays.laboratory_unknown", laboratory=new.laboratory[:40]))
    return reasons


def _why_not_method(method: str, test: str) -> list[Refusal]:
    of = Method.objects.filter(code=method).values_list("test", flat=True).first()
    if of is None:
        return [Refusal("assays.method_unknown", method=method[:40])]
    if of != test:
        return [Refusal("assays.method_of_another_test", method=method, found=label(of), wanted=label(test))]
    return []


def label(test: str) -> str:
    """A test's name as sentences show it; what is no test is shown as it was given."""
    for known in (DonorTest, LotTest):
        if test in set(known):
            return known(test).label
    return test[:40]


def insert_results_within(
    this: Act, results: Sequence[NewResult], samples: dict[str, SampleFacts]
) -> list[str]:
    """Write results whose rules have been asked already, inside the caller's act; gives their codes in order."""
    codes = next_codes(Kind.RESULT, len(results), this)
    methods = _ids(Method, {new.method for new in results})
    laboratories = _ids(Laboratory, {new.laboratory for new in results})
    sample_ids = selectors.sample_ids({new.sample for new in results})
    corrected = _ids(Result, {new.corrects for new in results})
    Result.objects.bulk_create(
        [
            Result(
                code=code,
                site=samples[new.sample].site,
                sample_id=sample_ids[new.sample],
                test=new.reading.test,
                kind=new.reading.kind,
                value=new.reading.value,
                unit=new.reading.unit,
                detection_limit=new.reading.detection_limit,
                method_id=methods.get(new.method),
                laboratory_id=laboratories.get(new.laboratory),
                reported_at=new.reported_at,
                recorded_at=this.now,
                recorded_by=this.by.code,
                corrects_id=corrected.get(new.corrects),
            )  # fmt: skip
            for code, new in zip(codes, results, strict=True)
        ],
        batch_size=1000,
    )
    return codes


def _ids(model: type[Model], codes: set[str]) -> dict[str, int]:
    """The rows' ids by code; where no code is named nothing is read."""
    named = codes - {""}
    return dict(model._default_manager.filter(code__in=named).values_list("code", "id")) if named else {}


def stop_for_within(this: Act, new: NewResult, facts: SampleFacts) -> Stop | None:
    """Place the hold and open the deviation that a bad reading asks for, inside an act that takes the gate."""
    specifications = selectors.approved_specifications(facts.site, facts.product) if facts.product else []
    adverse = recording_rules.why_adverse(new.reading, facts, specifications)
    if adverse is None:
        return None
    hold = place_hold_within(
        this, on=facts.node_code, kind=HoldKind.RESULT, reason=adverse.why.text, site=facts.site
    )
    deviation = open_deviation_within(
        this,
        severity=Severity(adverse.severity),
        subject=facts.node_code,
        title=f"{label(new.reading.test)} of {facts.node_code}: {_shown(new)}"[:120],
        immediate_action=f"Hold {hold} placed on {facts.node_code} and all that descends from it.",
        what_happened=adverse.why.text,
        units=[facts.code],
        site=facts.site,
    )
    return Stop(adverse.why, hold, deviation, adverse)


def keep_out_of_specification(this: Act, result: str, stop: Stop) -> None:
    """Keep what a bad result failed, with the limit of this day (it may be another tomorrow)."""
    row = Result.objects.only("id", "site").get(code=result)
    OutOfSpecification.objects.create(
        result_id=row.id,
        site=row.site,
        limit=stop.adverse.limit,
        specification=stop.adverse.specification,
        deviation=stop.deviation,
        hold=stop.hold,
        found_at=this.now,
    )


def content_of(new: NewResult) -> dict[str, object]:
    """Everything that was asked for, by which a repeat is known."""
    reading = new.reading
    return {
        "sample": new.sample, "test": reading.test, "kind": reading.kind, "value": reading.value,
        "unit": reading.unit, "detection_limit": reading.detection_limit, "method": new.method,
        "laboratory": new.laboratory, "reported_at": as_said(new.reported_at),
    }  # fmt: skip


def units_of(facts: SampleFacts, stop: Stop | None) -> list[str]:
    """The codes an act on a result touches."""
    return [facts.code, facts.node_code, *((stop.hold, stop.deviation) if stop else ())]


def payload_of(new: NewResult, facts: SampleFacts, stop: Stop | None) -> dict[str, object]:
    """What the entry says of a result, for its sentence and for the rooms that hear it."""
    return {
        "sample": facts.code,
        "of": facts.node_code,
        "test": label(new.reading.test),
        "test_code": new.reading.test,
        "shown": _shown(new),
        "kind": new.reading.kind.value,
        "adverse": stop is not None,
        "hold": stop.hold if stop else "",
        "deviation": stop.deviation if stop else "",
    }


def _shown(new: NewResult) -> str:
    return shown(recording_rules.as_result(new.reading, new.sample))
