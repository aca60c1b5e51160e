"""How a wrong reading is put right: struck where it stands, with the right one beside it (U103)."""

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.assays import recording_rules, selectors, verbs
from cordline.assays.models import Result
from cordline.assays.rules import shown
from cordline.assays.services.results import (
    NewResult,
    content_of,
    insert_results_within,
    keep_out_of_specification,
    payload_of,
    require_sample,
    stop_for_within,
    units_of,
    why_not_recorded,
)
from cordline.assays.types import Reading
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act


def correct_result(*, result: str, reading: Reading, reason: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Strike a reading that was entered wrongly and record what it should have said; both stay to be seen.

    It is no way around a bad result: the hold and the deviation stay until quality ends them, and a bad reading is
    corrected, signed, by somebody other than who recorded it. A correct but unwelcome reading is never corrected.
    Refuses: assays.result_unknown, assays.result_struck, assays.result_unchanged, assays.correction_own,
    assays.reason_missing, and what recording and signing refuse. Writes: assays.result.corrected.
    """
    with act(
        verbs.RESULT_CORRECTED,
        by=by,
        key=key,
        content={"result": result, "reading": content_of(_new(result, reading)), "reason": reason},
        subject=result,
        reason=reason,
    ) as this:
        if this.answered:
            return this.entry
        old = (
            Result.objects.select_for_update(of=("self",))
            .select_related("sample")
            .filter(code=result)
            .first()
        )
        if old is None:
            raise Refused([Refusal("assays.result_unknown", result=result[:40])])
        facts = require_sample(old.sample.code)
        was = selectors.reading_of(old)
        new = NewResult(
            old.sample.code,
            reading,
            old.reported_at,
            old.method.code if old.method else "",
            old.laboratory.code if old.laboratory else "",
            result,
        )
        this.require(
            _why_not_corrected(old, was, reading, reason, by),
            why_not_recorded(new, facts, this.now),
        )
        sign_within(
            this,
            meaning=Meaning.VERIFIED,
            subject=result,
            content=selectors.correct_result_content(result, reading, reason),
            proof=proof,
        )
        Result.objects.filter(pk=old.pk).update(
            struck_at=this.now, struck_by=by.code, strike_reason=reason.strip()[:500]
        )
        (code,) = insert_results_within(this, [new], {old.sample.code: facts})
        stop = stop_for_within(this, new, facts)
        if stop:
            keep_out_of_specification(this, code, stop)
        said = shown(recording_rules.as_result(was, old.sample.code))
        return this.record(
            subject=code,
            units=[result, *units_of(facts, stop)],
            payload={**payload_of(new, facts, stop), "corrects": result, "was": said, "reason": reason},
        )


def _new(result: str, reading: Reading) -> NewResult:
    from datetime import UTC, datetime

    return NewResult(result, reading, datetime(2000, 1, 1, tzinfo=UTC))


def _why_not_corrected(old: Result, was: Reading, reading: Reading, reason: str, by: Actor) -> list[Refusal]:
    reasons = []
    if old.site != by.site:
        reasons.append(Refusal("assays.foreign_site", code=old.code, site=old.site))
    if old.struck_at is not None:
        reasons.append(Refusal("assays.result_struck", result=old.code))
    if not reason.strip():
        reasons.append(Refusal("assays.reason_missing"))
    if was == reading:
        reasons.append(Refusal("assays.result_unchanged"))
    if old.recorded_by == by.code and hasattr(old, "out_of_specification"):
        reasons.append(Refusal("assays.correction_own"))
    return reasons
