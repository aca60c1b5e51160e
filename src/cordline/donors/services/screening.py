"""How interviews and examinations come on record; what they reveal late stops what was eligible in the same act."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from cordline.assays.types import as_said
from cordline.donors import deciding_rules, selectors, verbs
from cordline.donors.models import Examination, Interview
from cordline.donors.services.judging import judge_all_within, units_of
from cordline.donors.services.registering import require_donor
from cordline.donors.types import Answer, Finding, Question
from cordline.ground.actor import Actor
from cordline.ledger.services import Entry, act


def record_interview(
    *, donor: str, answers: Mapping[Question, Answer], taken_at: datetime, by: Actor, key: str
) -> Entry:
    """Record one interview with its coded answers; decisions of the donor's donations are judged again with it.

    Refuses: donors.donor_unknown, donors.foreign_site, donors.answers_missing, donors.question_unknown,
    donors.answer_unknown, donors.time_*. Writes: donors.interview.recorded.
    """
    given = {str(question): str(answer) for question, answer in answers.items()}
    content = {"donor": donor, "answers": given, "taken_at": as_said(taken_at)}
    with act(verbs.INTERVIEW_RECORDED, by=by, key=key, content=content, subject=donor) as this:
        if this.answered:
            return this.entry
        row = require_donor(donor)
        this.require(
            deciding_rules.why_not_ours(donor, row.site, by.site),
            deciding_rules.why_not_moment(taken_at, this.now),
            deciding_rules.why_not_answers(given),
        )
        Interview.objects.create(
            site=row.site, donor=row, taken_at=taken_at, answers=given, taken_by=by.code, recorded_at=this.now
        )
        judged = judge_all_within(this, selectors.donations_of(donor), because="interview recorded")
        return this.record(subject=donor, units=units_of(judged), payload={"questions": len(given)})


def record_examination(
    *,
    donor: str,
    findings: Iterable[Finding],
    done_at: datetime,
    weight_kg: Decimal | None = None,
    by: Actor,
    key: str,
) -> Entry:
    """Record one physical examination; no finding means that nothing speaks for an infection.

    Refuses: donors.donor_unknown, donors.foreign_site, donors.finding_unknown, donors.weight_impossible,
    donors.time_*. Writes: donors.examination.recorded.
    """
    found = sorted({str(finding) for finding in findings})
    content = {"donor": donor, "findings": found, "done_at": as_said(done_at), "weight_kg": weight_kg}
    with act(verbs.EXAMINATION_RECORDED, by=by, key=key, content=content, subject=donor) as this:
        if this.answered:
            return this.entry
        row = require_donor(donor)
        this.require(
            deciding_rules.why_not_ours(donor, row.site, by.site),
            deciding_rules.why_not_moment(done_at, this.now),
            deciding_rules.why_not_findings(found, weight_kg),
        )
        Examination.objects.create(
            site=row.site, donor=row, done_at=done_at, findings=found, weight_kg=weight_kg, done_by=by.code,
            recorded_at=this.now,
        )  # fmt: skip
        judged = judge_all_within(this, selectors.donations_of(donor), because="examination recorded")
        return this.record(subject=donor, units=units_of(judged), payload={"findings": found})
