"""What happens to an open deviation: its investigation, another class, its closing by signature."""

from datetime import date

from django.db.models import F

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act
from cordline.quality import rules, selectors, verbs
from cordline.quality.models import Deviation
from cordline.quality.types import DeviationFacts, DeviationState, Severity


def investigate_deviation(
    *,
    deviation: str,
    investigation: str,
    cause: str = "",
    corrective_action: str = "",
    corrective_owner: str = "",
    corrective_due_on: date | None = None,
    by: Actor,
    key: str,
) -> Entry:
    """Write down what was found, why it happened, and what will be done so that it does not happen again.

    Refuses: quality.deviation_unknown, quality.deviation_closed, quality.other_site, quality.investigation_missing,
    quality.corrective_incomplete, quality.words_too_long. Writes: quality.deviation.investigated.
    """
    asked = {
        "deviation": deviation, "investigation": investigation, "cause": cause, "corrective_action": corrective_action,
        "corrective_owner": corrective_owner, "corrective_due_on": corrective_due_on,
    }  # fmt: skip
    with act(verbs.DEVIATION_INVESTIGATED, by=by, key=key, content=asked, subject=deviation) as this:
        if this.answered:
            return this.entry
        found = _locked(deviation)
        this.require(
            rules.why_not_investigate(
                found,
                investigation=investigation,
                cause=cause,
                corrective_action=corrective_action,
                corrective_owner=corrective_owner,
                corrective_due_on=corrective_due_on,
                site=by.site,
            )
        )
        _change(
            found,
            investigation=investigation.strip(),
            cause=cause.strip(),
            corrective_action=corrective_action.strip(),
            corrective_owner=corrective_owner.strip(),
            corrective_due_on=corrective_due_on,
            investigated_by=by.code,
        )
        return this.record(subject=deviation, units=found.units, payload={"deviation": deviation})


def grade_deviation(*, deviation: str, severity: Severity, reason: str, by: Actor, key: str) -> Entry:
    """Put a deviation into another class, with a reason; a critical one blocks release from this moment.

    Refuses: quality.deviation_unknown, quality.deviation_closed, quality.other_site, quality.severity_same,
    quality.reason_missing. Writes: quality.deviation.graded.
    """
    asked = {"deviation": deviation, "severity": severity, "reason": reason}
    with act(verbs.DEVIATION_GRADED, by=by, key=key, content=asked, subject=deviation) as this:
        if this.answered:
            return this.entry
        found = _locked(deviation)
        this.require(rules.why_not_grade(found, severity, reason=reason, site=by.site))
        _change(found, severity=severity)
        return this.record(
            subject=deviation,
            units=found.units,
            reason=reason,
            payload={"severity": severity, "before": found.severity, "reason": reason},
        )


def close_deviation(*, deviation: str, conclusion: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Close a deviation by signature: what it means for what it touches, said by somebody who did not investigate it.

    Refuses: quality.deviation_unknown, quality.deviation_closed, quality.other_site, quality.investigation_missing,
    quality.cause_missing, quality.corrective_missing, quality.conclusion_missing, quality.own_investigation, and
    what signing refuses. Writes: quality.deviation.closed.
    """
    asked = {"deviation": deviation, "conclusion": conclusion}
    with act(verbs.DEVIATION_CLOSED, by=by, key=key, content=asked, subject=deviation) as this:
        if this.answered:
            return this.entry
        found = _locked(deviation)
        this.require(rules.why_not_close(found, conclusion=conclusion, by=by.code, site=by.site))
        content = selectors.close_content(deviation, conclusion)
        signature = sign_within(
            this, meaning=Meaning.APPROVED, subject=deviation, content=content, proof=proof
        )
        _change(
            found,
            state=DeviationState.CLOSED,
            conclusion=conclusion.strip(),
            closed_by=by.code,
            closed_at=this.now,
            signature=signature,
        )
        return this.record(
            subject=deviation,
            units=found.units,
            payload={"deviation": deviation, "conclusion": conclusion, "signature": signature},
        )


def _locked(code: str) -> DeviationFacts:
    found = selectors.deviation(code, lock=True)
    if found is None:
        raise Refused([Refusal("quality.deviation_unknown", deviation=code)])
    return found


def _change(found: DeviationFacts, **fields: object) -> None:
    Deviation.objects.filter(code=found.code).update(version=F("version") + 1, **fields)
