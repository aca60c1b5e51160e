"""How a donation is judged inside an act: on the facts of record, kept with them, and stopped when leave is lost.

A decision is never changed. New facts that leave an eligible donation eligible leave the signed decision in force;
anything else supersedes it, and what was eligible and no longer is gets a hold in the same transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cordline.donors import selectors
from cordline.donors.facts_file import facts_as_json
from cordline.donors.models import Donation, EligibilityDecision
from cordline.donors.rules import content_hash
from cordline.donors.types import Decision, Eligibility
from cordline.ledger.services import Act
from cordline.lineage import selectors as lineage
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind

_GIVING_LEAVE = frozenset({Decision.ELIGIBLE, Decision.NOT_REQUIRED})


@dataclass(frozen=True)
class Judged:
    """What judging one donation led to."""

    donation: str
    decision: Decision
    number: int
    changed: bool
    hold: str = ""


def judge_within(this: Act, row: Donation, *, because: str = "") -> Judged:
    """Judge one donation on what is on record now, inside an act that takes the gate for itself."""
    facts, answer = selectors.judgement(row, at=this.now)
    written = facts_as_json(facts)
    digest = content_hash(written)
    held = EligibilityDecision.objects.select_for_update().filter(donation=row, superseded_at=None).first()
    if held is not None and _stands(held, answer, digest):
        return Judged(row.code, answer.decision, held.number, changed=False)
    if held is not None:
        EligibilityDecision.objects.filter(pk=held.pk).update(
            superseded_at=this.now, superseded_entry=this.entry_id
        )
    number = held.number + 1 if held else 1
    EligibilityDecision.objects.create(
        site=row.site,
        donation=row,
        number=number,
        decision=answer.decision,
        facts=written,
        facts_sha256=digest,
        binding=[verdict.rule_set.value for verdict in answer.by_rule_set if verdict.binds],
        verdicts=answer.as_json(),
        because=because[:200],
        judged_at=this.now,
        judged_by=this.by.code,
    )
    return Judged(row.code, answer.decision, number, True, _stop_within(this, row, held, answer))


def _stands(held: EligibilityDecision, answer: Eligibility, digest: str) -> bool:
    if held.facts_sha256 == digest and held.verdicts == answer.as_json():
        return True
    # One more non-reactive result does not take the responsible person's signature away.
    return Decision(held.decision) is answer.decision is Decision.ELIGIBLE and held.signed_at is not None


def _stop_within(this: Act, row: Donation, held: EligibilityDecision | None, answer: Eligibility) -> str:
    """Place a hold where leave is lost or refused for good; one that stands already is enough."""
    lost = held is not None and Decision(held.decision) in _GIVING_LEAVE
    if answer.decision in _GIVING_LEAVE or not (lost or answer.decision is Decision.INELIGIBLE):
        return ""
    for hold in lineage.holds_on([row.node_id]):
        if hold.kind is HoldKind.ELIGIBILITY and hold.target == row.code:
            return hold.code
    against = [each for each in answer.reasons if each.decision is not Decision.ELIGIBLE]
    said = against[0].refusal.text if against else "No rule set binds the site."
    return place_hold_within(
        this, on=row.code, kind=HoldKind.ELIGIBILITY, reason=f"Donor {answer.decision}: {said}", site=row.site
    )


def judge_all_within(this: Act, donations: Iterable[str], *, because: str) -> list[Judged]:
    """Judge again every donation that has been judged before, since a fact about its donor has changed."""
    judged = []
    for code in donations:
        row = selectors.donation(code, lock=True)
        if row is not None and row.decisions.exists():
            judged.append(judge_within(this, row, because=because))
    return judged


def units_of(judged: Iterable[Judged]) -> list[str]:
    """The codes that judging touched."""
    return [code for each in judged for code in (each.donation, each.hold) if code]
