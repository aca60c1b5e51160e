"""The moves of a disposition that people make: verify, release, release conditionally, reject, hold, withdraw.

Each locks the disposition, reads the evidence once, asks the rules about the material and about the people, signs the
content that was shown, and writes the decision, the present state, the bank's copy and the certificate in one act.
"""

from dataclasses import dataclass
from typing import Any

from cordline.access.rules import content_hash
from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.verbs import Verb
from cordline.ledger.services import Act, Entry, act
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind
from cordline.release import rules, selectors, verbs
from cordline.release.models import Decision, Disposition
from cordline.release.services import certificates, pushing
from cordline.release.services.found import judged, locked
from cordline.release.states import MOVES
from cordline.release.types import Move, ReleaseFacts, Review, State


@dataclass(frozen=True)
class _Asked:
    lot: str
    use: Use
    move: Move
    reason: str = ""
    proof: Proof | None = None

    @property
    def content(self) -> dict[str, Any]:
        return {"lot": self.lot, "use": self.use, "reason": self.reason}


_MEANINGS = {
    Move.VERIFY: Meaning.VERIFIED,
    Move.RELEASE: Meaning.RELEASED,
    Move.RELEASE_CONDITIONALLY: Meaning.RELEASED,
    Move.REJECT: Meaning.REJECTED,
    Move.WITHDRAW: Meaning.REJECTED,
}


def verify_review(*, lot: str, use: Use, proof: Proof, by: Actor, key: str) -> Entry:
    """Give the first of two signatures: the evidence was gone through, every exception read.

    Refuses: what speaks against the release and what speaks against this signer (``rules``).
    Writes: release.review.verified.
    """
    return _move(verbs.REVIEW_VERIFIED, _Asked(lot, use, Move.VERIFY, proof=proof), by=by, key=key)


def release_lot(*, lot: str, use: Use, proof: Proof, by: Actor, key: str) -> Entry:
    """Give the second signature: the lot may be used for this use from now on. Issues the certificate.

    Refuses: what speaks against the release and what speaks against this signer (``rules``).
    Writes: release.lot.released.
    """
    return _move(verbs.LOT_RELEASED, _Asked(lot, use, Move.RELEASE, proof=proof), by=by, key=key)


def release_lot_conditionally(*, lot: str, use: Use, plan: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Release with a final result to follow (W15), under a plan for the case that it turns out positive.

    It gives leave only together with the physician's acknowledgement and the patient's consent to it, which the
    bedside asks. Refuses: as ``release_lot``, and release.plan_needed, release.nothing_pending.
    Writes: release.lot.released_conditionally.
    """
    asked = _Asked(lot, use, Move.RELEASE_CONDITIONALLY, plan, proof)
    return _move(verbs.LOT_RELEASED_CONDITIONALLY, asked, by=by, key=key)


def reject_lot(*, lot: str, use: Use, reason: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Say by signature that a lot will never be used for this use. One person of quality is enough for a no.

    Refuses: release.move_not_possible, release.reason_needed, release.other_site. Writes: release.lot.rejected.
    """
    return _move(verbs.LOT_REJECTED, _Asked(lot, use, Move.REJECT, reason, proof), by=by, key=key)


def withdraw_lot(*, lot: str, use: Use, reason: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Take a released or suspended lot out of this use for good, by signature.

    Refuses: release.move_not_possible, release.reason_needed, release.other_site. Writes: release.lot.withdrawn.
    """
    return _move(verbs.LOT_WITHDRAWN, _Asked(lot, use, Move.WITHDRAW, reason, proof), by=by, key=key)


def hold_lot(*, lot: str, use: Use, reason: str, by: Actor, key: str) -> Entry:
    """Hold a lot instead of deciding: a hold on it and all that descends from it; a first signature falls.

    The hold is lifted at the hold desk, by somebody else. Refuses: release.move_not_possible,
    release.reason_needed, release.other_site. Writes: release.lot.held.
    """
    return _move(verbs.LOT_HELD, _Asked(lot, use, Move.HOLD, reason), by=by, key=key)


def suspend_lot(*, lot: str, use: Use, reason: str, by: Actor, key: str) -> Entry:
    """Suspend a released lot: nothing more is given of it until two people release it anew.

    Refuses: release.move_not_possible, release.reason_needed, release.other_site. Writes: release.lot.suspended.
    """
    return _move(verbs.LOT_SUSPENDED, _Asked(lot, use, Move.SUSPEND, reason), by=by, key=key)


def _move(verb: Verb, asked: _Asked, *, by: Actor, key: str) -> Entry:
    with act(verb, by=by, key=key, content=asked.content, subject=asked.lot) as this:
        if this.answered:
            return this.entry
        row = locked(asked.lot, asked.use)
        facts, review = judged(row, this.now)
        people = selectors.signing_facts(row, facts, review, by.code)
        this.require(
            rules.why_not_material(asked.move, review),
            rules.why_not_move(people, asked.move, signer=by.code, site=by.site, reason=asked.reason),
        )
        content = selectors.content_for(facts, review, move=asked.move, reason=asked.reason)
        signature = None
        if asked.proof is not None:
            signature = sign_within(
                this,
                meaning=_MEANINGS[asked.move],
                subject=selectors.signature_subject(asked.lot, asked.use),
                content=content,
                proof=asked.proof,
            )
        evidence_hash = content_hash(selectors.content_of(facts, review))
        made = apply_move(this, row, asked.move, asked.reason, facts, review, signature, evidence_hash)
        return this.record(
            subject=asked.lot,
            units=[made["certificate"]] if made.get("certificate") else [],
            reason=asked.reason,
            payload={"use": asked.use, "state": row.state, "reason": asked.reason, **made},
        )


def apply_move(
    this: Act,
    row: Disposition,
    move: Move,
    reason: str,
    facts: ReleaseFacts,
    review: Review,
    signature: int | None,
    evidence_hash: str,
) -> dict[str, Any]:
    """Write a judged move: decision, present state, the bank's copy, hold, certificate; gives what it made by code."""
    before = State(row.state)
    after = MOVES[before, move]
    made: dict[str, Any] = {"before": before, "signature": signature}
    Decision.objects.create(
        disposition=row,
        move=move,
        before=before,
        after=after,
        by=this.by.code,
        at=this.now,
        reason=reason.strip(),
        signature=signature,
        content_hash=evidence_hash if signature else "",
    )
    if move is Move.HOLD:
        made["hold"] = place_hold_within(this, on=row.lot, kind=HoldKind.QUALITY, reason=reason)
    _write(this, row, move, after, reason, review, signature, evidence_hash)
    pushing.push_within(this, row)
    if after in {State.RELEASED, State.CONDITIONAL, State.REJECTED} and after is not before:
        made["certificate"] = certificates.issue_within(this, row, facts, review, signature)
    elif after in {State.SUSPENDED, State.WITHDRAWN}:
        certificates.withdraw_within(this, row)
    return made


def _write(
    this: Act,
    row: Disposition,
    move: Move,
    after: State,
    reason: str,
    review: Review,
    signature: int | None,
    evidence_hash: str,
) -> None:
    if after != row.state:
        row.state, row.since = after, this.now
    if move is Move.VERIFY:
        row.verifier, row.verified_at = this.by.code, this.now
        row.verify_signature, row.verify_hash = signature, evidence_hash
    else:
        if move in {Move.RELEASE, Move.RELEASE_CONDITIONALLY}:
            row.first_signer, row.first_signature = row.verifier, row.verify_signature
            row.second_signer, row.second_signature = this.by.code, signature
        row.verifier, row.verified_at, row.verify_signature, row.verify_hash = "", None, None, ""
        row.reason = reason.strip()
    conditional = move is Move.RELEASE_CONDITIONALLY
    if move in {Move.RELEASE, Move.RELEASE_CONDITIONALLY}:
        row.plan = reason.strip() if conditional else ""
        row.pending = list(review.pending) if conditional else []
    row.save()
